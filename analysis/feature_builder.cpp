// SPDX-License-Identifier: Apache-2.0
#include "analysis/feature_builder.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "analysis/crop_names.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::Date;
using data::Value;

namespace {

/// Appends values in the order of a collection's properties.
class Values {
public:
    Values& operator<<(const std::string& text) {
        values_.push_back(text.empty() ? Value{} : Value{text});
        return *this;
    }
    Values& operator<<(std::string_view text) { return *this << std::string{text}; }
    Values& operator<<(bool flag) {
        values_.emplace_back(flag);
        return *this;
    }
    Values& operator<<(std::int64_t number) {
        values_.emplace_back(number);
        return *this;
    }
    Values& operator<<(int number) { return *this << std::int64_t{number}; }
    Values& operator<<(double number) {
        values_.emplace_back(number);
        return *this;
    }
    Values& operator<<(Date date) { return *this << date.to_string(); }
    Values& operator<<(const data::UnitKey& key) { return *this << key.to_string(); }
    template <typename Enum>
    requires std::is_enum_v<Enum> Values& operator<<(Enum value) { return *this << std::string{to_string(value)}; }
    template <typename T>
    Values& operator<<(const std::optional<T>& value) {
        if (value) return *this << *value;
        return null();
    }
    Values& operator<<(const data::Lineage& lineage) {
        return *this << lineage.source << lineage.source_date << lineage.position_accuracy << lineage.provenance;
    }
    Values& null() {
        values_.emplace_back();
        return *this;
    }
    std::vector<Value> take() { return std::move(values_); }

private:
    std::vector<Value> values_;
};

Feature feature(CollectionId collection, std::string id, Values& values,
                const std::shared_ptr<const data::Geometry>& geometry, std::vector<data::Validity> in_force = {{}}) {
    return {std::move(id), collection, values.take(), geometry, data::envelope_of(*geometry), std::move(in_force)};
}

/// Length of a multi-line in kilometres, to the metre.
double length_km(const data::MultiLineString& line) {
    double metres = 0;
    for (const auto& part : line)
        metres += data::length_m(part);
    return std::round(metres) / 1000;
}

class Builder {
public:
    explicit Builder(const FeatureContext& context) : c_(context) {}

    std::vector<Feature> build(CollectionId collection) {
        switch (collection) {
            case CollectionId::communes:
                return units(collection, data::AdminLevel::commune);
            case CollectionId::districts:
                return units(collection, data::AdminLevel::district);
            case CollectionId::facilities:
                return facilities();
            case CollectionId::craft_villages:
                return craft_villages();
            case CollectionId::products:
                return products();
            case CollectionId::producers:
                return producers();
            case CollectionId::raw_material_areas:
                return raw_material_areas();
            case CollectionId::tour_routes:
                return tour_routes();
            case CollectionId::tour_stops:
                return tour_stops();
        }
        return {};
    }

private:
    using Claims = std::vector<std::optional<std::uint32_t>>;

    void put_unit(Values& v, const Placement* placement, Claims Placement::*claims, std::size_t record) const {
        const auto position = placement ? (placement->*claims)[record] : std::nullopt;
        if (!position) {
            v.null().null();
            return;
        }
        const data::AdminUnit& unit = *placement->units->units()[*position];
        v << unit.key.code << data::full_name(unit);
    }

    void put_units(Values& v, Claims Placement::*claims, std::size_t record) const {
        put_unit(v, c_.communes, claims, record);
        put_unit(v, c_.districts, claims, record);
    }

    /// "Xã Hoàng Tung, Huyện Hòa An" for a unit of old, whose name alone may be ambiguous.
    [[nodiscard]] std::string unit_name(const data::UnitKey& key) const {
        const auto* unit = c_.declared_units.find(key);
        if (!unit) return {};
        std::string name = data::full_name(*unit);
        const auto* parent = unit->parent ? c_.declared_units.find(*unit->parent) : nullptr;
        if (parent && parent->level != data::AdminLevel::province) name += ", " + data::full_name(*parent);
        return name;
    }

    void put_declared(Values& v, const std::optional<data::UnitKey>& declared) const {
        v << declared;
        if (declared) {
            v << unit_name(*declared);
        } else {
            v.null();
        }
    }

    void put_producer(Values& v, const std::optional<std::string>& id) const {
        const auto* producer = find_by_id(c_.content.producers, id);
        v << id << (producer ? producer->name : std::string{});
    }

    std::vector<Feature> units(CollectionId collection, data::AdminLevel level) {
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.units.size(); ++i) {
            const auto& unit = c_.content.units[i];
            if (unit.level != level) continue;
            Values v;
            v << unit.key.code << unit.name << unit.kind << data::full_name(unit) << unit.level << unit.parent
              << unit.key.valid_from << unit.valid_to << unit.area_km2 << unit.population << unit.decree;
            std::string became;
            std::string became_name;
            for (const data::UnitKey& key : c_.declared_units.became(unit.key)) {
                const char* separator = became.empty() ? "" : "; ";
                became += separator + key.to_string();
                became_name += separator + unit_name(key);
            }
            v << became << became_name << unit.lineage;
            features.push_back(
                feature(collection, unit.key.to_string(), v, c_.places.unit_shapes[i], {unit.validity()}));
        }
        return features;
    }

    std::vector<Feature> facilities() {
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.facilities.size(); ++i) {
            const auto& record = c_.content.facilities[i];
            Values v;
            v << record.name << record.kind;
            put_producer(v, record.producer);
            v << record.validity.from << record.validity.to;
            put_declared(v, record.declared_unit);
            put_units(v, &Placement::facilities, i);
            v << record.lineage;
            features.push_back(
                feature(CollectionId::facilities, record.id, v, c_.places.facility_points[i], {record.validity}));
        }
        return features;
    }

    std::vector<Feature> craft_villages() {
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.craft_villages.size(); ++i) {
            const auto& record = c_.content.craft_villages[i];
            Values v;
            const bool recognised = record.recognised && !(record.recognised_on && *record.recognised_on > c_.as_of);
            v << record.name << record.craft << record.craft_en << recognised;
            if (record.recognised && !recognised) {
                v.null().null().null();  // not signed yet on that day
            } else {
                v << record.decision << record.recognised_on << record.recognised_note;
            }
            v << record.hamlet;
            put_declared(v, record.declared_unit);
            put_units(v, &Placement::craft_villages, i);
            v << record.lineage;
            features.push_back(feature(CollectionId::craft_villages, record.id, v, c_.places.craft_village_points[i]));
        }
        return features;
    }

    void put_rating(Values& v, const data::Rating* rating) const {
        if (!rating) {
            v.null().null().null().null();
            return;
        }
        v << rating->signed_on << rating->validity().to << rating->decision << rating->provenance;
    }

    std::vector<Feature> products() {
        std::vector<Feature> features;
        const auto crops = crop_names(c_.content);
        for (std::size_t i = 0; i < c_.content.products.size(); ++i) {
            const auto& record = c_.content.products[i];
            const auto* rating = data::rating_on(record, c_.as_of);
            const auto* producer = find_by_id(c_.content.producers, record.producer);
            const auto* facility = find_by_id(c_.content.facilities, record.facility);
            const auto found = crops.find(record.material);
            const CropName crop = found == crops.end() ? CropName{} : found->second;
            Values v;
            v << record.name << (rating ? std::optional{rating->stars} : std::nullopt)
              << data::group_on(record, c_.as_of) << record.subgroup << record.material << crop.vi << crop.en
              << record.status;
            put_rating(v, rating);
            put_producer(v, record.producer);
            v << (producer ? producer->kind : std::nullopt) << record.facility
              << (facility ? facility->name : std::string{});
            put_declared(v, record.declared_unit);
            put_units(v, &Placement::products, i);
            v << record.lineage;
            std::vector<data::Validity> in_force;
            in_force.reserve(record.ratings.size());
            for (const auto& each : record.ratings)
                in_force.push_back(each.validity());
            features.push_back(
                feature(CollectionId::products, record.id, v, c_.places.product_points[i], std::move(in_force)));
        }
        return features;
    }

    std::vector<Feature> producers() {
        std::map<std::string_view, std::int64_t> rated;
        for (const auto& product : c_.content.products) {
            if (product.producer && data::rating_on(product, c_.as_of)) ++rated[*product.producer];
        }
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.producers.size(); ++i) {
            const auto& record = c_.content.producers[i];
            Values v;
            v << record.name << record.kind << rated[record.id];
            put_declared(v, record.declared_unit);
            put_units(v, &Placement::producers, i);
            v << record.lineage;
            features.push_back(feature(CollectionId::producers, record.id, v, c_.places.producer_points[i]));
        }
        return features;
    }

    std::vector<Feature> raw_material_areas() {
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.raw_material_areas.size(); ++i) {
            const auto& record = c_.content.raw_material_areas[i];
            const auto* figure = data::figure_on(record, c_.as_of);
            Values v;
            v << record.name << record.crop << record.crop_name << record.crop_name_en;
            if (figure) {
                v << figure->hectares << figure->year << figure->period << figure->qualifier << figure->production;
            } else {
                v.null().null().null().null().null();
            }
            std::string place;
            for (const auto& unit : record.place)
                place += (place.empty() ? "" : "; ") + unit_name(unit);
            std::string place_units;
            for (const auto& unit : record.place)
                place_units += (place_units.empty() ? "" : "; ") + unit.to_string();
            v << record.part_of << place << place_units << record.certificates;
            if (record.outline.empty()) {
                v.null();
            } else {
                v << record.outline_provenance;
            }
            put_units(v, &Placement::raw_material_areas, i);
            v << record.lineage;
            features.push_back(feature(CollectionId::raw_material_areas, record.id, v, c_.places.area_outlines[i]));
        }
        return features;
    }

    std::vector<Feature> tour_routes() {
        std::map<std::string_view, std::int64_t> stops;
        for (const auto& stop : c_.content.tour_stops) {
            if (stop.route) ++stops[*stop.route];
        }
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.tour_routes.size(); ++i) {
            const auto& record = c_.content.tour_routes[i];
            Values v;
            v << record.name << record.theme
              << (record.line.empty() ? std::nullopt : std::optional{length_km(record.line)}) << stops[record.id]
              << record.line_note << record.lineage;
            features.push_back(feature(CollectionId::tour_routes, record.id, v, c_.places.route_lines[i]));
        }
        return features;
    }

    std::vector<Feature> tour_stops() {
        std::vector<Feature> features;
        for (std::size_t i = 0; i < c_.content.tour_stops.size(); ++i) {
            const auto& record = c_.content.tour_stops[i];
            const auto* route = find_by_id(c_.content.tour_routes, record.route);
            Values v;
            v << record.name << record.kind << record.route << (route ? route->name : std::string{})
              << (record.position > 0 ? std::optional{record.position} : std::nullopt);
            put_declared(v, record.declared_unit);
            put_units(v, &Placement::tour_stops, i);
            v << record.lineage;
            features.push_back(feature(CollectionId::tour_stops, record.id, v, c_.places.tour_stop_points[i]));
        }
        return features;
    }

    const FeatureContext& c_;
};

}  // namespace

std::vector<Feature> build_features(CollectionId collection, const FeatureContext& context) {
    return Builder(context).build(collection);
}

}  // namespace sanvat::analysis
