// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "data/value.hpp"

namespace sanvat::analysis {

enum class CollectionId : std::uint8_t {
    communes,
    districts,
    facilities,
    craft_villages,
    products,
    producers,
    raw_material_areas,
    tour_routes,
    tour_stops,
};

inline constexpr std::size_t collection_count = 9;

/// A property every feature of a collection has, possibly null.
struct Property {
    std::string_view name;
    data::ValueType type;
    std::string_view title_vi;
    std::string_view title_en;
    /// The values it can take where it is an enumeration, separated by blanks; empty otherwise.
    std::string_view values = {};
};

/// What a collection is, known at compile time. All properties are queryable.
struct Collection {
    CollectionId id;
    std::string_view name;  ///< "craft-villages", as in paths
    std::string_view title_vi;
    std::string_view title_en;
    std::string_view description;
    std::string_view geometry;  ///< "point", "line", "polygon"
    std::span<const Property> properties;

    /// Position of the property in `properties` and in `Feature::values`.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view property) const noexcept;
};

/// All collections in the order of `CollectionId`.
[[nodiscard]] std::span<const Collection> collections() noexcept;
[[nodiscard]] const Collection& collection(CollectionId id) noexcept;
[[nodiscard]] std::optional<CollectionId> parse_collection(std::string_view name) noexcept;

}  // namespace sanvat::analysis
