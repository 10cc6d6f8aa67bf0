// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/admin_unit.hpp"
#include "data/craft_village.hpp"
#include "data/crosswalk.hpp"
#include "data/facility.hpp"
#include "data/hanging_rows.hpp"
#include "data/indicator_figure.hpp"
#include "data/producer.hpp"
#include "data/product.hpp"
#include "data/published_figure.hpp"
#include "data/raw_material_area.hpp"
#include "data/road.hpp"
#include "data/supply_link.hpp"
#include "data/tour.hpp"

namespace sanvat::data {

/// Everything a store holds, as plain records, each table sorted by id (units by key). Referential links are ids and
/// may dangle: `sanvat check` lists those.
struct Register {
    std::string title;                   ///< "Cao Bằng"
    std::string attribution;             ///< shown on maps and in exports
    std::optional<Date> reference_date;  ///< pinned "today" of the store
    std::vector<AdminUnit> units;
    std::vector<CrosswalkRow> crosswalk;
    std::vector<Producer> producers;
    std::vector<Facility> facilities;
    std::vector<CraftVillage> craft_villages;
    std::vector<Product> products;
    std::vector<RawMaterialArea> raw_material_areas;
    std::vector<SupplyLink> supply_links;
    std::vector<TourRoute> tour_routes;
    std::vector<TourStop> tour_stops;
    std::vector<Road> roads;
    std::vector<Place> places;
    std::vector<PublishedFigure> published_figures;
    HangingRows orphans;  ///< rows whose record is not there: kept, counted nowhere, listed by `sanvat check`
    std::vector<IndicatorFigure> indicator_figures;
};

/// Sorts every table by its id (units by key, crosswalk by both keys, stops by id).
void sort_tables(Register& content);

/// A number of the whole content: equal content, equal number; different content, a different one with overwhelming
/// likelihood (64-bit FNV-1a over every field). Geometries cost about a millisecond per 10,000 vertices.
[[nodiscard]] std::uint64_t content_hash(const Register& content);

}  // namespace sanvat::data
