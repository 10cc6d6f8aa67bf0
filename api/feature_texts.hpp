// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/feature_table.hpp"

namespace sanvat::api {

class JsonWriter;

/// The features of a table as GeoJSON, written once, so that a page of them is put together by copying. Immutable and
/// thread-safe; keeps the table alive.
class FeatureTexts {
public:
    explicit FeatureTexts(std::shared_ptr<const analysis::FeatureTable> table);

    [[nodiscard]] const analysis::FeatureTable& table() const noexcept { return *table_; }

    /// The feature at a position, but for the two braces that end its properties and itself: members may be added.
    [[nodiscard]] std::string_view unclosed(std::size_t position) const noexcept;

    /// Position of a feature of this table.
    [[nodiscard]] std::size_t position(const analysis::Feature& feature) const noexcept;

private:
    std::shared_ptr<const analysis::FeatureTable> table_;
    std::string text_;
    std::vector<std::size_t> ends_;  // in text_, of each feature
};

/// The same text of a feature, written anew with a geometry of null.
void write_unclosed_without_place(JsonWriter& json, const analysis::Feature& feature);

/// Texts of the tables asked for lately. Thread-safe.
class FeatureTextCache {
public:
    [[nodiscard]] std::shared_ptr<const FeatureTexts> of(const std::shared_ptr<const analysis::FeatureTable>& table);

private:
    // Nine collections of one day and some more: units with all their vertices, the largest, take about 4 MB a table.
    static constexpr std::size_t capacity = 12;

    std::mutex mutex_;
    std::list<std::shared_ptr<const FeatureTexts>> texts_;  // latest first
};

}  // namespace sanvat::api
