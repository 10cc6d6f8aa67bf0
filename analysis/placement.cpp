// SPDX-License-Identifier: Apache-2.0
#include "analysis/placement.hpp"

#include "analysis/declared_unit.hpp"
#include "analysis/record_places.hpp"

namespace sanvat::analysis {

namespace {

using Claims = std::vector<std::optional<std::uint32_t>>;

std::optional<std::uint32_t> claim(const Whereabouts& record, const UnitSet& units,
                                   const DeclaredUnits& declared_units) {
    if (record.located) return units.locate(*record.located);
    return record.declared ? declared_units.claim(*record.declared, units) : std::nullopt;
}

Claims claims(const std::vector<Whereabouts>& records, const UnitSet& units, const DeclaredUnits& declared_units) {
    Claims found;
    found.reserve(records.size());
    for (const Whereabouts& record : records)
        found.push_back(claim(record, units, declared_units));
    return found;
}

/// An area of several declared units counts in a unit only where that one holds them all.
std::optional<std::uint32_t> claim(const data::RawMaterialArea& area, const UnitSet& units,
                                   const DeclaredUnits& declared_units) {
    if (data::locates(area.lineage.position_accuracy) && !area.outline.empty()) {
        return units.locate(data::inside_point(area.outline));
    }
    std::optional<std::uint32_t> only;
    for (const data::UnitKey& declared : area.place) {
        const auto position = declared_units.claim(declared, units);
        if (!position || (only && only != position)) return std::nullopt;
        only = position;
    }
    return only;
}

}  // namespace

Placement place_records(const data::Register& content, const RecordPlaces& places, const DeclaredUnits& declared_units,
                        std::shared_ptr<const UnitSet> units) {
    Placement placement;
    placement.facilities = claims(places.facilities, *units, declared_units);
    placement.craft_villages = claims(places.craft_villages, *units, declared_units);
    placement.products = claims(places.products, *units, declared_units);
    placement.producers = claims(places.producers, *units, declared_units);
    placement.tour_stops = claims(places.tour_stops, *units, declared_units);
    for (const auto& area : content.raw_material_areas) {
        placement.raw_material_areas.push_back(claim(area, *units, declared_units));
    }
    placement.units = std::move(units);
    return placement;
}

}  // namespace sanvat::analysis
