// SPDX-License-Identifier: Apache-2.0
#include "data/register.hpp"

#include <algorithm>
#include <tuple>

namespace sanvat::data {

void sort_tables(Register& content) {
    std::ranges::sort(content.units, {}, &AdminUnit::key);
    std::ranges::sort(content.crosswalk, {},
                      [](const CrosswalkRow& row) { return std::tie(row.old_unit, row.new_unit); });
    std::ranges::sort(content.producers, {}, &Producer::id);
    std::ranges::sort(content.facilities, {}, &Facility::id);
    std::ranges::sort(content.craft_villages, {}, &CraftVillage::id);
    std::ranges::sort(content.products, {}, &Product::id);
    std::ranges::sort(content.raw_material_areas, {}, &RawMaterialArea::id);
    std::ranges::sort(content.supply_links, {}, &SupplyLink::id);
    std::ranges::sort(content.tour_routes, {}, &TourRoute::id);
    std::ranges::sort(content.tour_stops, {}, &TourStop::id);
    std::ranges::sort(content.roads, {}, &Road::id);
    std::ranges::sort(content.places, {}, &Place::id);
}

}  // namespace sanvat::data
