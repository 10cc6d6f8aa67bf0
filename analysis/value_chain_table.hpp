// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/value_chain.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

/// A value chain as rows. Every row has `collection` and `id` of a record, and `problem` where its chain is broken.
///
/// Of one product or area: the members of the chain, each once, with their places: products, producers, facilities,
/// raw-material areas, then the supply links that join them, each with a line from the nearest place of its area to its
/// facility. Columns: collection, id, name, product, facility, area (what a link joins), part, distance_m,
/// distance_from (outline, place), same_commune, same_district, in_province, hectares, hectares_period, stable,
/// provenance (of a link: the weakest of link and area), outline_provenance.
///
/// Of all rated products: one row a product, then one for each other record that breaks a chain. Columns: collection,
/// id, name, stars, producer_name, facility_name, links, areas, part_basis, from_commune, from_district, from_province,
/// known (parts of its raw material, 0 to 1), distance_m and distance_from (of the farthest), stable, provenance (of
/// the product), stable_provenance.
[[nodiscard]] data::Table table_of(const Snapshot& snapshot, const ValueChain& chain);

/// "5 of 52 rated products …": what the counts of all rated products say, for people. Empty for one product or area.
[[nodiscard]] std::string stable_text(const ValueChain& chain);

}  // namespace sanvat::analysis
