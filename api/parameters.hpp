// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/collection.hpp"
#include "analysis/filter.hpp"
#include "api/resource.hpp"
#include "data/admin_unit.hpp"
#include "data/date.hpp"
#include "data/geometry.hpp"

namespace sanvat::api {

// Parameters that several resources share: how they are described, and how they are read.

[[nodiscard]] Parameter as_of_parameter();
[[nodiscard]] Parameter units_parameter();
[[nodiscard]] Parameter provenance_parameter();
[[nodiscard]] Parameter filter_parameter();
/// A `filter` that takes part in the question as a condition on products alone.
[[nodiscard]] Parameter product_filter_parameter();
/// Goes along with every `filter` by itself; see Resource::known_parameters.
[[nodiscard]] Parameter filter_language_parameter();
[[nodiscard]] Parameter lon_parameter();
[[nodiscard]] Parameter lat_parameter();
[[nodiscard]] Parameter distance_parameter();
/// One that must be given, and names one of the levels.
[[nodiscard]] Parameter level_parameter(std::string name, std::string description,
                                        std::span<const data::AdminLevel> levels);
[[nodiscard]] Parameter collection_parameter(std::string_view default_collections);
[[nodiscard]] Parameter datetime_parameter();
[[nodiscard]] Parameter limit_parameter(std::size_t usual, std::size_t most);

/// The date of `as-of`, or the reference date.
[[nodiscard]] data::Date as_of_date(const Call& call);
[[nodiscard]] std::optional<data::Date> optional_date(const Call& call, std::string_view parameter);

/// The levels that most questions count by.
inline constexpr std::array counting_levels{data::AdminLevel::commune, data::AdminLevel::district};

/// The level that the parameter names, which must be one of these. Throws bad_value naming the parameter.
[[nodiscard]] data::AdminLevel level_of(const Call& call, const std::string& parameter,
                                        std::span<const data::AdminLevel> levels);

/// The place of `lon` and `lat`. Throws bad_value naming one of them.
[[nodiscard]] data::LonLat place_of(const Call& call);

/// `provenance` and, for resources that know it, `filter`. A property must be one of at least one of the collections.
[[nodiscard]] analysis::Filter filter_of(const Call& call, std::span<const analysis::CollectionId> collections);

/// `provenance` alone.
[[nodiscard]] analysis::Filter provenance_of(const Call& call);

/// `filter` and `filter-lang` alone, added to what there is.
void add_filter(analysis::Filter& filter, const Call& call, std::span<const analysis::CollectionId> collections);

/// `collection`, or those that are asked for by default. Throws bad_value for a name that is none.
[[nodiscard]] std::vector<analysis::CollectionId> collections_of(const Call& call,
                                                                 std::span<const analysis::CollectionId> usual);

/// Names joined by commas.
[[nodiscard]] std::string names_of(std::span<const analysis::CollectionId> collections);

/// JSON Schema of a property's values.
[[nodiscard]] std::string schema_of(const analysis::Property& property);

}  // namespace sanvat::api
