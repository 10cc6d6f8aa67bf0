// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/corridor.hpp"
#include "analysis/locate.hpp"
#include "analysis/nearest.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

/// Features of one collection as rows: `id`, then every property of the collection. What the filter does not show the
/// place of has none.
[[nodiscard]] data::Table table_of(const Collection& collection, std::span<const Feature* const> features,
                                   const Filter& filter = {});

/// Features of several collections as rows: `collection`, `id`, then the properties of all of them (each name once,
/// null where a collection has no such property), then `distance_m`.
[[nodiscard]] data::Table table_of(std::span<const Hit> hits);

/// The same with `order` (from 1, in travel order), `km_along`, `side`, `route_part` (from 0) and `detour_m` after the
/// distance, then `stop` (its id), `stop_name`, `stop_order` and `stop_distance_m` of the stop that the site belongs
/// to, null where it has none.
[[nodiscard]] data::Table table_of(std::span<const CorridorSite> sites);

/// The units that hold a place as rows: level, code, name, kind, full_name, valid_from, valid_to, parent, what
/// a former unit became and `units_as_of`, the day whose boundaries said so.
[[nodiscard]] data::Table table_of(std::span<const Located> units);

/// The day whose communes give features their units; nothing where the store has no boundaries of communes.
[[nodiscard]] std::optional<data::Date> communes_date(const Snapshot& snapshot, data::Date as_of);

/// The answer with its two days as last columns, `as_of` and `units_as_of`, for files, which have no other place for
/// them. A column that is there already stays.
[[nodiscard]] data::Table with_dates(data::Table answer, data::Date as_of, std::optional<data::Date> units_as_of);

/// The figures alone: no ids, no geometry.
[[nodiscard]] data::Table without_geometry(data::Table table);

}  // namespace sanvat::analysis
