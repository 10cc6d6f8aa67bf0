// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/locator.hpp"
#include "data/admin_unit.hpp"

namespace sanvat::analysis {

/// The units of one level that were in force on one day and have a polygon, sorted by code. Points into the snapshot it
/// came from, which must outlive it. Immutable and thread-safe.
class UnitSet {
public:
    UnitSet(data::AdminLevel level, std::vector<const data::AdminUnit*> units);

    [[nodiscard]] data::AdminLevel level() const noexcept { return level_; }
    [[nodiscard]] const std::vector<const data::AdminUnit*>& units() const noexcept { return units_; }
    [[nodiscard]] std::optional<std::uint32_t> find(const data::UnitKey& key) const noexcept;

    /// Position of the unit that holds the point: the lowest code where several touch it.
    [[nodiscard]] std::optional<std::uint32_t> locate(data::LonLat point) const { return locator_.locate(point); }

    /// By position, as of `Locator::possible_overlaps`.
    [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& possible_overlaps() const noexcept {
        return locator_.possible_overlaps();
    }

private:
    data::AdminLevel level_;
    std::vector<const data::AdminUnit*> units_;
    Locator locator_;
};

}  // namespace sanvat::analysis
