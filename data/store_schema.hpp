// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: which record has which columns. One listing an entity, from which the tables are made,
// written and read; a new attribute is one line here.
#pragma once

#include <concepts>
#include <string>
#include <type_traits>
#include <vector>

#include "data/register.hpp"

namespace sanvat::data::schema {

/// The record itself, to be filled or only looked at.
template <typename R, typename T>
concept Record = std::same_as<std::remove_const_t<R>, T>;

template <typename Io>
void lineage(Io& io, Record<Lineage> auto& r) {
    io("source", r.source);
    io("source_date", r.source_date);
    io("position_accuracy", r.position_accuracy);
    io("provenance", r.provenance);
}

template <typename Io>
void columns(Io& io, Record<AdminUnit> auto& r) {
    io("code", r.key.code);
    io("valid_from", r.key.valid_from);
    io("valid_to", r.valid_to);
    io("level", r.level);
    io("kind", r.kind);
    io("name", r.name);
    io("parent", r.parent);
    io("area_km2", r.area_km2);
    io("population", r.population);
    io("decree", r.decree);
    lineage(io, r.lineage);
    io.geometry(r.polygon);
}

template <typename Io>
void columns(Io& io, Record<CrosswalkRow> auto& r) {
    io("old_unit", r.old_unit);
    io("new_unit", r.new_unit);
    io("share_of_old", r.share_of_old);
    io("share_of_new", r.share_of_new);
    io("basis", r.basis);
    io("decree", r.decree);
    lineage(io, r.lineage);
    io.geometry(r.part);
}

template <typename Io>
void columns(Io& io, Record<Producer> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("kind", r.kind);
    io("declared_unit", r.declared_unit);
    lineage(io, r.lineage);
}

template <typename Io>
void columns(Io& io, Record<Facility> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("kind", r.kind);
    io("producer", r.producer);
    io("declared_unit", r.declared_unit);
    io("valid_from", r.validity.from);
    io("valid_to", r.validity.to);
    lineage(io, r.lineage);
    io.geometry(r.point);
}

template <typename Io>
void columns(Io& io, Record<CraftVillage> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("craft", r.craft);
    io("craft_en", r.craft_en);
    io("recognised", r.recognised);
    io("decision", r.decision);
    io("recognised_on", r.recognised_on);
    io("recognised_note", r.recognised_note);
    io("hamlet", r.hamlet);
    io("declared_unit", r.declared_unit);
    lineage(io, r.lineage);
    io.geometry(r.point);
}

template <typename Io>
void columns(Io& io, Record<Product> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("group_2019", r.group_2019);
    io("group_2023", r.group_2023);
    io("subgroup", r.subgroup);
    io("material", r.material);
    io("producer", r.producer);
    io("facility", r.facility);
    io("declared_unit", r.declared_unit);
    io("status", r.status);
    lineage(io, r.lineage);
}

template <typename Io>
void columns(Io& io, Record<RatingRow> auto& r) {
    io("product", r.product);
    io("stars", r.rating.stars);
    io("signed_on", r.rating.signed_on);
    io("decision", r.rating.decision);
    io("source", r.rating.source);
    io("provenance", r.rating.provenance);
}

template <typename Io>
void columns(Io& io, Record<RawMaterialArea> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("crop", r.crop);
    io("crop_name", r.crop_name);
    io("crop_name_en", r.crop_name_en);
    io("part_of", r.part_of);
    io("certificates", r.certificates);
    io("outline_provenance", r.outline_provenance);
    lineage(io, r.lineage);
    io.geometry(r.outline);
}

template <typename Io>
void columns(Io& io, Record<AreaFigureRow> auto& r) {
    io("area", r.area);
    io("year", r.figure.year);
    io("period", r.figure.period);
    io("hectares", r.figure.hectares);
    io("qualifier", r.figure.qualifier);
    io("production", r.figure.production);
    io("source", r.figure.source);
}

template <typename Io>
void columns(Io& io, Record<AreaPlaceRow> auto& r) {
    io("area", r.area);
    io("unit", r.unit);
}

template <typename Io>
void columns(Io& io, Record<SupplyLink> auto& r) {
    io("id", r.id);
    io("area", r.area);
    io("facility", r.facility);
    io("product", r.product);
    io("tonnes", r.tonnes);
    io("share", r.share);
    lineage(io, r.lineage);
}

template <typename Io>
void columns(Io& io, Record<TourRoute> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("theme", r.theme);
    io("line_note", r.line_note);
    lineage(io, r.lineage);
    io.geometry(r.line);
}

template <typename Io>
void columns(Io& io, Record<TourStop> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("kind", r.kind);
    io("route", r.route);
    io("position", r.position);
    io("declared_unit", r.declared_unit);
    lineage(io, r.lineage);
    io.geometry(r.point);
}

template <typename Io>
void columns(Io& io, Record<Road> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("road_class", r.road_class);
    lineage(io, r.lineage);
    io.geometry(r.line);
}

template <typename Io>
void columns(Io& io, Record<Place> auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("kind", r.kind);
    lineage(io, r.lineage);
    io.geometry(r.point);
}

template <typename Io>
void columns(Io& io, Record<PublishedFigure> auto& r) {
    io("figure", r.figure);
    io("value", r.value);
    io("unit", r.unit);
    io("as_of", r.as_of);
    io("source", r.source);
}

template <typename Io>
void columns(Io& io, Record<IndicatorFigure> auto& r) {
    io("indicator", r.indicator);
    io("role", r.role);
    io("value", r.value);
    io("wording", r.wording);
    io("as_of", r.as_of);
    io("source", r.source);
}

/// The plain tables: name in the store and place in the register. `function` gets both.
template <typename SomeRegister, typename Function>
requires std::same_as<std::remove_const_t<SomeRegister>, Register>
void for_each_table(SomeRegister& r, Function&& function) {
    function("admin_units", r.units);
    function("admin_crosswalk", r.crosswalk);
    function("producers", r.producers);
    function("facilities", r.facilities);
    function("craft_villages", r.craft_villages);
    function("products", r.products);
    function("raw_material_areas", r.raw_material_areas);
    function("supply_links", r.supply_links);
    function("tour_routes", r.tour_routes);
    function("tour_stops", r.tour_stops);
    function("roads", r.roads);
    function("places", r.places);
    function("published_figures", r.published_figures);
    function("indicator_figures", r.indicator_figures);
}

/// The tables of rows that hang on records.
template <typename Rows, typename Function>
requires std::same_as<std::remove_const_t<Rows>, HangingRows>
void for_each_table(Rows& rows, Function&& function) {
    function("product_ratings", rows.ratings);
    function("raw_material_area_figures", rows.figures);
    function("raw_material_area_places", rows.places);
}

/// All of them, the orphans last.
[[nodiscard]] inline HangingRows hanging_rows_of(const Register& content) {
    HangingRows rows;
    for (const Product& product : content.products) {
        for (const Rating& rating : product.ratings)
            rows.ratings.push_back({product.id, rating});
    }
    for (const RawMaterialArea& area : content.raw_material_areas) {
        for (const AreaFigure& figure : area.figures)
            rows.figures.push_back({area.id, figure});
        for (const UnitKey& unit : area.place)
            rows.places.push_back({area.id, unit});
    }
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(rows.ratings, content.orphans.ratings);
    append(rows.figures, content.orphans.figures);
    append(rows.places, content.orphans.places);
    return rows;
}

}  // namespace sanvat::data::schema
