// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: how a theme's layer tells its records apart.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/feature_table.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Which kind each record of a layer is of: one of the theme's, or one for each value of a property. Values keep their
/// numbers, and so their colours, whatever day is asked about.
class RecordKinds {
public:
    RecordKinds(const analysis::Snapshot& snapshot, const analysis::FeatureTable& table, const ThemeLayer& layer);

    /// 0 where the layer does not tell kinds apart.
    [[nodiscard]] std::uint32_t of(const analysis::Feature& feature) const;
    /// By number; empty where the layer does not tell kinds apart.
    [[nodiscard]] const std::vector<Titles>& titles() const noexcept { return titles_; }

private:
    void number_values(const analysis::FeatureTable& table, const ValueColours& colours);
    void number_ids(const analysis::FeatureTable& table);

    std::vector<analysis::Filter> conditions_;
    std::string property_;
    std::map<std::string, std::uint32_t> numbers_;
    std::vector<Titles> titles_;
};

/// The records of a layer that are near enough to a tour route.
class NearRoutes {
public:
    NearRoutes(const analysis::Snapshot& snapshot, const ThemeLayer& layer, data::Date as_of);
    /// True for all where the layer does not ask.
    [[nodiscard]] bool holds(const analysis::Feature& feature) const;

private:
    std::optional<std::set<std::string>> ids_;
};

}  // namespace sanvat::tiler
