// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_records.hpp"

#include <algorithm>
#include <cmath>

namespace sanvat::tiler::style {

namespace {

constexpr std::string_view shape_provenance = "outline_provenance";

/// Units that are coloured by a figure are those of tiles.
const VectorLayer* tiles_of(const ThemeLayer& layer, const SceneLayer& scene) {
    if (layer.source == ThemeSource::collection) return find_vector_layer(analysis::collection(layer.collection).name);
    const auto& areas = scene.polygons.items();
    if (layer.source != ThemeSource::figure || areas.empty()) return nullptr;
    return find_vector_layer(analysis::collection(areas.front().feature->collection).name);
}

bool has_attribute(const VectorLayer& layer, std::string_view name, int zoom) {
    const auto attributes = layer.attributes_at(zoom);
    return std::ranges::find(attributes, name) != attributes.end();
}

Json position_of(MercatorPoint point) {
    const auto place = to_lon_lat(point);
    const auto rounded = [](double degrees) { return std::round(degrees * 1e6) / 1e6; };
    return Json::array({rounded(place.lon), rounded(place.lat)});
}

Json positions_of(const MercatorLine& line) {
    Json positions = Json::array();
    for (const MercatorPoint point : line)
        positions.push_back(position_of(point));
    return positions;
}

Json geometry_of(const MercatorShape& shape) {
    if (const auto* point = std::get_if<MercatorPoint>(&shape))
        return {{"type", "Point"}, {"coordinates", position_of(*point)}};
    Json parts = Json::array();
    if (const auto* lines = std::get_if<std::vector<MercatorLine>>(&shape)) {
        for (const MercatorLine& line : *lines)
            parts.push_back(positions_of(line));
        return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
    }
    for (const MercatorPolygon& polygon : std::get<std::vector<MercatorPolygon>>(shape)) {
        Json rings = Json::array();
        for (const MercatorLine& ring : polygon)
            rings.push_back(positions_of(ring));
        parts.push_back(std::move(rings));
    }
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(parts)}};
}

/// Looks of units and cells tell nothing of provenance.
Json properties_of(const SceneItem& item, const ThemeLayer& layer) {
    Json properties{{"look", item.look}};
    if (!item.label.empty()) properties["label"] = item.label;
    if (!layer.is_units() && !layer.is_thematic())
        properties["provenance"] = data::to_string(SceneLayer::provenance_of(item.look));
    return properties;
}

std::size_t positions_in(const std::vector<MercatorLine>& lines) {
    std::size_t count = 0;
    for (const MercatorLine& line : lines)
        count += line.size();
    return count;
}

}  // namespace

const SceneItems& drawn_items(const ThemeLayer& layer, const SceneLayer& scene) {
    if (layer.symbol.shape == Shape::fill) return scene.polygons;
    return layer.symbol.shape == Shape::line ? scene.lines : scene.points;
}

std::optional<Records> Records::in_tiles(const ThemeLayer& layer, const SceneLayer& scene, std::string source) {
    const VectorLayer* tiles = tiles_of(layer, scene);
    if (!tiles) return std::nullopt;
    Records records(layer, drawn_items(layer, scene), tiles, std::move(source));
    records.by_id_ = !records.attributes_tell();
    const bool needs_ids = records.by_id_ || layer.kind_count() > 1;
    if (needs_ids && records.items_->items().size() > most_embedded) return std::nullopt;
    return records;
}

bool Records::attributes_tell() const {
    const auto tell = [&](const analysis::PropertyCondition& condition) {
        return holds(condition.property, to_maplibre(layer_->zoom.first)) && !has_patterns(condition);
    };
    if (layer_->near_routes_m || (layer_->where && !tell(*layer_->where))) return false;
    return std::ranges::all_of(layer_->variants, tell, &Variant::where);
}

Records Records::in_document(const ThemeLayer& layer, const SceneItems& items, std::string source) {
    return {layer, items, nullptr, std::move(source)};
}

bool Records::holds(std::string_view property, int zoom) const {
    return has_attribute(*tiles_, property, zoom) && analysis::collection(layer_->collection).find(property);
}

void Records::refer(Json& layer) const {
    layer["source"] = source_;
    if (tiles_) layer["source-layer"] = tiles_->id();
}

Json Records::meets(const analysis::PropertyCondition& condition) const {
    const auto& collection = analysis::collection(layer_->collection);
    const auto& property = collection.properties[*collection.find(condition.property)];
    return one_of(condition.property, property.type, condition.one_of);
}

Json Records::is_taken() const {
    if (by_id_) return by_look([](std::uint32_t) { return true; }, false);
    return tiles_ && layer_->where ? meets(*layer_->where) : Json(true);
}

Json Records::is_variant(std::size_t variant) const {
    if (layer_->variants.empty()) return is_taken();
    if (!tiles_ || by_id_)
        return by_look([&](std::uint32_t look) { return SceneLayer::variant_of(look) == variant; }, false);
    std::vector<Json> conditions{is_taken()};
    for (std::size_t v = 1; v <= layer_->variants.size(); ++v) {
        const Json match = meets(layer_->variants[v - 1].where);
        if (v == variant) {
            conditions.push_back(match);
            break;
        }
        conditions.push_back(no(match));
    }
    return all(std::move(conditions));
}

Json Records::has_provenance(data::Provenance provenance) const {
    const std::string name(data::to_string(provenance));
    std::vector<Json> conditions{equals("provenance", name)};
    if (tiles_ && has_attribute(*tiles_, shape_provenance, max_zoom))
        conditions.push_back(equals(shape_provenance, name));
    return any(std::move(conditions));
}

Json Records::by_provenance(const std::array<Json, 3>& values) const {
    const auto& [reported, derived, illustrative] = values;
    if (reported == derived && derived == illustrative) return reported;
    return Json::array({"case", has_provenance(data::Provenance::illustrative), illustrative,
                        has_provenance(data::Provenance::derived), derived, reported});
}

std::optional<Json> Records::label() const {
    if (!tiles_) return get("label");
    const std::string& property = layer_->label->property;
    if (!holds(property, max_zoom)) return std::nullopt;
    return Json::array({"to-string", get(property)});
}

Json embedded(const SceneItems& items, const ThemeLayer& layer, const analysis::Filter& filter) {
    Json features = Json::array();
    for (const SceneItem& item : items.items()) {
        const bool hidden = !layer.backdrop && item.feature && !filter.empty() &&
                            !(filter.matches(*item.feature) && filter.shows_place(*item.feature));
        if (hidden) continue;
        features.push_back(
            {{"type", "Feature"}, {"properties", properties_of(item, layer)}, {"geometry", geometry_of(item.shape)}});
    }
    return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

std::size_t positions_in(const SceneItems& items) {
    std::size_t count = 0;
    for (const SceneItem& item : items.items()) {
        if (const auto* lines = std::get_if<std::vector<MercatorLine>>(&item.shape)) {
            count += positions_in(*lines);
        } else if (const auto* polygons = std::get_if<std::vector<MercatorPolygon>>(&item.shape)) {
            for (const MercatorPolygon& polygon : *polygons)
                count += positions_in(polygon);
        } else {
            ++count;
        }
    }
    return count;
}

}  // namespace sanvat::tiler::style
