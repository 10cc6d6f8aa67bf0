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

Located located(const Snapshot& snapshot, const data::AdminUnit& unit, data::Date day) {
    Located found{&unit, day, {}, {}};
    if (unit.level == data::AdminLevel::province) return found;
    const auto collection = unit.level == data::AdminLevel::district ? CollectionId::districts : CollectionId::communes;
    if (const Feature* feature = snapshot.features(collection, snapshot.reference_date())->find(unit.key.to_string())) {
        found.became = feature->value("became");
        found.became_name = feature->value("became_name");
    }
    return found;
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
        if (const auto position = set->locate(place)) found.push_back(located(snapshot, *set->units()[*position], day));
    }
    return found;
}

}  // namespace sanvat::analysis
