// SPDX-License-Identifier: Apache-2.0
#include "analysis/locate.hpp"

#include <algorithm>

namespace sanvat::analysis {

namespace {

bool has_boundaries(const Snapshot& snapshot, data::AdminLevel level) {
    return std::ranges::any_of(snapshot.content().units, [level](const data::AdminUnit& unit) {
        return unit.level == level && !unit.polygon.empty();
    });
}

}  // namespace

std::vector<Located> locate(const Snapshot& snapshot, data::LonLat place, data::Date as_of,
                            std::optional<data::Date> units) {
    using enum data::AdminLevel;
    std::vector<Located> found;
    for (const data::AdminLevel level : {province, district, commune}) {
        if (!has_boundaries(snapshot, level)) continue;
        const data::Date day = snapshot.units_date(level, units.value_or(as_of));
        const auto set = snapshot.units(level, day);
        if (const auto position = set->locate(place)) found.push_back({set->units()[*position], day});
    }
    return found;
}

}  // namespace sanvat::analysis
