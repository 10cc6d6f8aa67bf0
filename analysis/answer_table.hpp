// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "analysis/corridor.hpp"
#include "analysis/nearest.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

/// Features of one collection as rows: `id`, then every property of the collection.
[[nodiscard]] data::Table table_of(const Collection& collection, std::span<const Feature* const> features);

/// Features of several collections as rows: `collection`, `id`, then the properties of all of them (each name once,
/// null where a collection has no such property), then `distance_m`.
[[nodiscard]] data::Table table_of(std::span<const Hit> hits);

/// The same with `order` (from 1, in travel order), `km_along`, `side` and `route_part` (from 0) after the distance.
[[nodiscard]] data::Table table_of(std::span<const CorridorSite> sites);

/// The units that hold a place as rows: level, code, name, kind, valid_from, valid_to, parent.
[[nodiscard]] data::Table table_of(std::span<const data::AdminUnit* const> units);

}  // namespace sanvat::analysis
