// SPDX-License-Identifier: Apache-2.0
#include "analysis/stable_link.hpp"

#include <algorithm>

#include "analysis/record_places.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

StableLinks::StableLinks(const Snapshot& snapshot, data::Date as_of, data::Date units)
    : content_(snapshot.content()), as_of_(as_of) {
    for (const auto level : {data::AdminLevel::commune, data::AdminLevel::district}) {
        try {
            placements_.push_back(snapshot.placement(level, snapshot.units_date(level, units)));
        } catch (const data::Error& error) {
            if (error.kind() != data::ErrorKind::not_found) throw;  // that level has no boundaries
        }
    }
}

bool StableLinks::has(const data::SupplyLink& link) const {
    const auto* area = find_by_id(content_.raw_material_areas, link.area);
    const auto* figure = area ? data::figure_on(*area, as_of_) : nullptr;
    if (!figure || !in_province(*area)) return false;
    const data::Date last_day(std::chrono::year{figure->year} / std::chrono::December / 31);
    return as_of_ <= last_day.plus_months(stable_link_months);
}

bool StableLinks::in_province(const data::RawMaterialArea& area) const {
    const auto position = static_cast<std::size_t>(&area - content_.raw_material_areas.data());
    const auto claims = [position](const auto& placement) {
        return placement->raw_material_areas[position].has_value();
    };
    if (std::ranges::any_of(placements_, claims)) return true;
    return !area.place.empty() && std::ranges::all_of(area.place, [&](const data::UnitKey& key) {
        return std::ranges::binary_search(content_.units, key, {}, &data::AdminUnit::key);
    });
}

}  // namespace sanvat::analysis
