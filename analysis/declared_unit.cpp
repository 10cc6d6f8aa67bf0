// SPDX-License-Identifier: Apache-2.0
#include "analysis/declared_unit.hpp"

#include <algorithm>

namespace sanvat::analysis {

using data::AdminUnit;
using data::CrosswalkRow;
using data::UnitKey;

namespace {

/// The only unit of the set among the rows' other ends; none where there are several.
template <typename Rows>
std::optional<std::uint32_t> only_one(const Rows* rows, UnitKey CrosswalkRow::*end, const UnitSet& units) {
    std::optional<std::uint32_t> only;
    if (!rows) return only;
    for (const CrosswalkRow* row : *rows) {
        const auto position = units.find(row->*end);
        if (!position || position == only) continue;
        if (only) return std::nullopt;
        only = position;
    }
    return only;
}

template <typename Map>
const typename Map::mapped_type* look_up(const Map& map, const UnitKey& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

DeclaredUnits::DeclaredUnits(const data::Register& content) : content_(content) {
    for (const CrosswalkRow& row : content.crosswalk) {
        by_old_[row.old_unit].push_back(&row);
        by_new_[row.new_unit].push_back(&row);
    }
}

const AdminUnit* DeclaredUnits::find(const UnitKey& key) const {
    const auto found = std::ranges::lower_bound(content_.units, key, {}, &AdminUnit::key);
    return found != content_.units.end() && found->key == key ? &*found : nullptr;
}

std::optional<std::uint32_t> DeclaredUnits::claim(const UnitKey& declared, const UnitSet& units) const {
    if (const auto itself = units.find(declared)) return itself;
    const AdminUnit* unit = find(declared);
    if (!unit || unit->level < units.level()) return std::nullopt;
    for (const AdminUnit* part = unit; part && part->level > units.level() && part->parent;
         part = find(*part->parent)) {
        if (const auto whole = units.find(*part->parent)) return whole;
    }
    if (const auto became = only_one(look_up(by_old_, declared), &CrosswalkRow::new_unit, units)) return became;
    return only_one(look_up(by_new_, declared), &CrosswalkRow::old_unit, units);
}

std::vector<UnitKey> DeclaredUnits::became(const UnitKey& former) const {
    std::vector<UnitKey> units;
    if (const Rows* rows = look_up(by_old_, former)) {
        for (const CrosswalkRow* row : *rows)
            units.push_back(row->new_unit);
    }
    std::ranges::sort(units);
    const auto repeated = std::ranges::unique(units);
    units.erase(repeated.begin(), repeated.end());
    return units;
}

const data::MultiPolygon* DeclaredUnits::ground(const UnitKey& declared) const {
    const AdminUnit* unit = find(declared);
    if (!unit) return nullptr;
    if (!unit->polygon.empty()) return &unit->polygon;
    const Rows* rows = look_up(by_old_, declared);
    if (!rows || rows->size() != 1) return nullptr;
    const UnitKey& became = rows->front()->new_unit;
    if (const Rows* parts = unit->parent ? look_up(by_old_, *unit->parent) : nullptr) {
        for (const CrosswalkRow* part : *parts) {
            if (part->new_unit == became && !part->part.empty()) return &part->part;
        }
    }
    const AdminUnit* successor = find(became);
    return successor && !successor->polygon.empty() ? &successor->polygon : nullptr;
}

}  // namespace sanvat::analysis
