// SPDX-License-Identifier: Apache-2.0
#include "analysis/record_places.hpp"

#include <map>
#include <string_view>

namespace sanvat::analysis {

using data::Facility;
using data::Geometry;
using data::LonLat;
using data::UnitKey;

namespace {

using GeometryPtr = std::shared_ptr<const Geometry>;

GeometryPtr shared(Geometry geometry) {
    return std::make_shared<const Geometry>(std::move(geometry));
}
GeometryPtr shared(const std::optional<LonLat>& point) {
    return shared(point ? Geometry{*point} : Geometry{});
}

template <typename Multi>
GeometryPtr shared_or_none(const Multi& parts) {
    return shared(parts.empty() ? Geometry{} : Geometry{parts});
}

/// The point that decides where a record counts, if its accuracy lets it.
template <typename Record>
std::optional<LonLat> located(const Record& record) {
    return data::locates(record.lineage.position_accuracy) ? record.point : std::nullopt;
}

class PlacesBuilder {
public:
    PlacesBuilder(const data::Register& content, const DeclaredUnits& units) : content_(content), units_(units) {
        for (const Facility& facility : content.facilities) {
            if (!facility.producer) continue;
            const Facility*& first = facility_of_producer_[*facility.producer];
            if (!first || (!first->point && facility.point)) first = &facility;
        }
    }

    RecordPlaces build() {
        for (const auto& unit : content_.units)
            places_.unit_shapes.push_back(shared_or_none(unit.polygon));
        for (const auto& area : content_.raw_material_areas)
            places_.area_outlines.push_back(shared_or_none(area.outline));
        for (const auto& route : content_.tour_routes)
            places_.route_lines.push_back(shared_or_none(route.line));
        for (const auto& facility : content_.facilities) {
            places_.facilities.push_back({located(facility), facility.declared_unit});
            places_.facility_points.push_back(facility.point ? shared(facility.point) : inside(facility.declared_unit));
        }
        for (const auto& stop : content_.tour_stops) {
            places_.tour_stops.push_back({located(stop), stop.declared_unit});
            places_.tour_stop_points.push_back(shared(stop.point));
        }
        for (const auto& village : content_.craft_villages)
            add_village(village);
        for (const auto& producer : content_.producers) {
            const auto found = facility_of_producer_.find(producer.id);
            const Facility* facility = found == facility_of_producer_.end() ? nullptr : found->second;
            add(facility, producer.declared_unit, places_.producers, places_.producer_points);
        }
        for (const auto& product : content_.products)
            add_product(product);
        return std::move(places_);
    }

private:
    void add(const Facility* facility, std::optional<UnitKey> declared, std::vector<Whereabouts>& whereabouts,
             RecordPlaces::Geometries& points) {
        if (!declared && facility) declared = facility->declared_unit;
        points.push_back(facility && facility->point ? shared(facility->point) : inside(declared));
        whereabouts.push_back({facility ? located(*facility) : std::nullopt, std::move(declared)});
    }

    /// A village that has no point of its own stands where the facility stands that it is.
    void add_village(const data::CraftVillage& village) {
        if (village.point) {
            places_.craft_villages.push_back({located(village), village.declared_unit});
            places_.craft_village_points.push_back(shared(village.point));
            return;
        }
        const auto* facility = find_by_id(content_.facilities, village.id);
        if (facility && facility->kind != data::FacilityKind::craft_village) facility = nullptr;
        add(facility, village.declared_unit, places_.craft_villages, places_.craft_village_points);
    }

    void add_product(const data::Product& product) {
        std::optional<UnitKey> declared = product.declared_unit;
        const auto* producer = find_by_id(content_.producers, product.producer);
        const auto* facility = find_by_id(content_.facilities, product.facility);
        if (!declared && facility) declared = facility->declared_unit;
        if (!declared && producer) declared = producer->declared_unit;
        add(facility, std::move(declared), places_.products, places_.product_points);
    }

    /// Several records share one inside point: it is worked out once a unit.
    GeometryPtr inside(const std::optional<UnitKey>& declared) {
        if (!declared) return none_;
        GeometryPtr& point = inside_[*declared];
        if (!point) {
            const auto* ground = units_.ground(*declared);
            point = ground ? shared(Geometry{data::inside_point(*ground)}) : none_;
        }
        return point;
    }

    const data::Register& content_;
    const DeclaredUnits& units_;
    RecordPlaces places_;
    std::map<std::string_view, const Facility*> facility_of_producer_;
    std::map<UnitKey, GeometryPtr> inside_;
    GeometryPtr none_ = shared(Geometry{});
};

}  // namespace

RecordPlaces places_of(const data::Register& content, const DeclaredUnits& declared_units) {
    return PlacesBuilder(content, declared_units).build();
}

}  // namespace sanvat::analysis
