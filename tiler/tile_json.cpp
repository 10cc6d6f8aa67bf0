// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_json.hpp"

#include <nlohmann/json.hpp>

#include "tiler/map_view.hpp"
#include "tiler/thematic_layer.hpp"
#include "tiler/tile_plan.hpp"

namespace sanvat::tiler {

namespace {

using Json = nlohmann::ordered_json;

/// "Number", "Boolean" or "String", the words TileJSON suggests.
std::string field_type(data::ValueType type) {
    switch (type) {
        case data::ValueType::boolean:
            return "Boolean";
        case data::ValueType::integer:
        case data::ValueType::number:
            return "Number";
        case data::ValueType::string:
        case data::ValueType::date:
            break;
    }
    return "String";
}

Json vector_layer(const VectorLayer& layer) {
    const auto& collection = analysis::collection(layer.collection);
    Json fields{{"id", "String"}};
    for (const auto attribute : layer.attributes) {
        const auto position = collection.find(attribute);
        if (position) fields[std::string(attribute)] = field_type(collection.properties[*position].type);
    }
    return {{"id", layer.id()},
            {"description", collection.description},
            {"minzoom", offered_first_zoom},
            {"maxzoom", offered_last_vector_zoom},
            {"fields", fields},
            // No part of TileJSON, whose readers skip what they do not know.
            {"detail", {{"minzoom", layer.detail_zoom}, {"fields", layer.attributes.subspan(layer.always)}}}};
}

/// Where to read how many points a tile left out; no part of TileJSON, whose readers skip what they do not know.
Json dropped_points() {
    return {
        {"most_points", VectorTiler::most_points},
        {"layer", VectorTiler::dropped_layer},
        {"description",
         "A layer of a tile holds so many points at most: more stars first, then recognised, then by id. A tile that "
         "leaves some out has this layer too, with one feature: the number left out by layer."}};
}

}  // namespace

std::string tile_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapScope& scope,
                      const std::string& tiles_url) {
    const MapPlan plan = plan_map(theme, snapshot, scope);
    check_question(snapshot, plan.question);
    const auto& content = snapshot.content();
    const MapView view = map_view(snapshot);
    Json json{{"tilejson", "3.0.0"},
              {"name", content.title.empty() ? scope.name : content.title + " – " + scope.name},
              {"description", plan.style ? plan.style->title.in("vi") + " / " + plan.style->title.in("en")
                                         : "Production areas as vector tiles"},
              {"version", "1.0.0"},
              {"scheme", "xyz"},
              {"tiles", {tiles_url}},
              {"minzoom", offered_first_zoom},
              {"maxzoom", plan.style ? offered_last_zoom : offered_last_vector_zoom},
              {"bounds", view.bounds},
              {"center", {view.center[0], view.center[1], view.zoom}},
              {"attribution", content.attribution}};
    if (!plan.style) {
        json["vector_layers"] = Json::array();
        for (const VectorLayer* layer : plan.vector_layers)
            json["vector_layers"].push_back(vector_layer(*layer));
        json["dropped_points"] = dropped_points();
    }
    return json.dump();
}

}  // namespace sanvat::tiler
