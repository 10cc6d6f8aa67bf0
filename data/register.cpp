// SPDX-License-Identifier: Apache-2.0
#include "data/register.hpp"

#include <algorithm>
#include <tuple>

namespace sanvat::data {

void sort_tables(Register& register_) {
    std::ranges::sort(register_.units, {}, &AdminUnit::key);
    std::ranges::sort(register_.crosswalk, {},
                      [](const CrosswalkRow& row) { return std::tie(row.old_unit, row.new_unit); });
    std::ranges::sort(register_.producers, {}, &Producer::id);
    std::ranges::sort(register_.facilities, {}, &Facility::id);
    std::ranges::sort(register_.craft_villages, {}, &CraftVillage::id);
    std::ranges::sort(register_.products, {}, &Product::id);
    std::ranges::sort(register_.raw_material_areas, {}, &RawMaterialArea::id);
    std::ranges::sort(register_.supply_links, {}, &SupplyLink::id);
    std::ranges::sort(register_.tour_routes, {}, &TourRoute::id);
    std::ranges::sort(register_.tour_stops, {}, &TourStop::id);
    std::ranges::sort(register_.roads, {}, &Road::id);
    std::ranges::sort(register_.places, {}, &Place::id);
}

}  // namespace sanvat::data
