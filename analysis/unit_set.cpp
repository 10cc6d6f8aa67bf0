// SPDX-License-Identifier: Apache-2.0
#include "analysis/unit_set.hpp"

#include <algorithm>

namespace sanvat::analysis {

namespace {

std::vector<const data::AdminUnit*> sorted(std::vector<const data::AdminUnit*> units) {
    std::ranges::sort(units, {}, [](const data::AdminUnit* unit) { return unit->key; });
    return units;
}

std::vector<const data::MultiPolygon*> polygons_of(const std::vector<const data::AdminUnit*>& units) {
    std::vector<const data::MultiPolygon*> polygons;
    polygons.reserve(units.size());
    for (const data::AdminUnit* unit : units)
        polygons.push_back(&unit->polygon);
    return polygons;
}

}  // namespace

UnitSet::UnitSet(data::AdminLevel level, std::vector<const data::AdminUnit*> units)
    : level_(level), units_(sorted(std::move(units))) {}

const Locator& UnitSet::locator() const {
    std::call_once(indexed_, [this] { locator_.emplace(polygons_of(units_)); });
    return *locator_;
}

std::optional<std::uint32_t> UnitSet::find(const data::UnitKey& key) const noexcept {
    const auto found = std::ranges::lower_bound(
        units_, key, {}, [](const data::AdminUnit* unit) -> const data::UnitKey& { return unit->key; });
    if (found == units_.end() || (*found)->key != key) return std::nullopt;
    return static_cast<std::uint32_t>(found - units_.begin());
}

}  // namespace sanvat::analysis
