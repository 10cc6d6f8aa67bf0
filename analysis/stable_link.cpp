// SPDX-License-Identifier: Apache-2.0
#include "analysis/stable_link.hpp"

#include <algorithm>

#include "analysis/record_places.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

namespace {

std::shared_ptr<const Placement> communes_of(const Snapshot& snapshot, data::Date as_of) {
    try {
        return snapshot.placement(data::AdminLevel::commune, snapshot.units_date(data::AdminLevel::commune, as_of));
    } catch (const data::Error& error) {
        if (error.kind() != data::ErrorKind::not_found) throw;
        return nullptr;
    }
}

}  // namespace

StableLinks::StableLinks(const Snapshot& snapshot, data::Date as_of)
    : content_(snapshot.content()), as_of_(as_of), communes_(communes_of(snapshot, as_of)) {}

bool StableLinks::has(const data::SupplyLink& link) const {
    const auto* area = find_by_id(content_.raw_material_areas, link.area);
    const auto* figure = area ? data::figure_on(*area, as_of_) : nullptr;
    if (!figure || !in_province(*area)) return false;
    const data::Date last_day(std::chrono::year{figure->year} / std::chrono::December / 31);
    return as_of_ <= last_day.plus_months(stable_link_months);
}

bool StableLinks::in_province(const data::RawMaterialArea& area) const {
    const auto position = static_cast<std::size_t>(&area - content_.raw_material_areas.data());
    if (communes_ && communes_->raw_material_areas[position]) return true;
    return !area.place.empty() && std::ranges::all_of(area.place, [&](const data::UnitKey& key) {
        return std::ranges::binary_search(content_.units, key, {}, &data::AdminUnit::key);
    });
}

}  // namespace sanvat::analysis
