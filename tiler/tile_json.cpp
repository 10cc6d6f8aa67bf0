// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_json.hpp"

#include <nlohmann/json.hpp>

#include "tiler/figure_title.hpp"
#include "tiler/legend.hpp"
#include "tiler/map_view.hpp"
#include "tiler/thematic_layer.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/vector_tile.hpp"

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

/// The values that a thematic style answers for, those that nobody gave too, by the names of their parameters.
Json question_json(const MapQuestion& question) {
    Json json;
    if (question.figure) {
        json["figure"] = question.figure->figure;
        json["by"] = data::to_string(question.figure->summary.by);
        json["method"] = analysis::to_string(question.figure->method);
        json["n"] = question.figure->classes;
    }
    if (question.density) {
        std::string names;
        for (const auto id : question.density->scope.collections)
            names += (names.empty() ? "" : ",") + std::string(analysis::collection(id).name);
        json["collection"] = names;
        json["method"] = analysis::to_string(question.density->method);
        json["cell"] = data::to_text(question.density->cell_m) + "m";
        if (question.density->bandwidth_m) json["bandwidth"] = data::to_text(*question.density->bandwidth_m) + "m";
    }
    return json;
}

/// What of the store the tiles show. No part of TileJSON, whose readers skip what they do not know.
void add_scope(Json& json, const MapPlan& plan, const MapScope& scope, const std::optional<data::Date>& units) {
    json["as_of"] = plan.as_of.to_string();
    json["units_as_of"] = units ? Json(units->to_string()) : Json();
    if (!plan.filter.empty()) json["filter"] = plan.filter.canonical();
    if (!scope.layers.empty()) json["layers"] = scope.layers;
    if (Json question = question_json(plan.question); !question.empty()) json["question"] = std::move(question);
}

/// The same for people, who may see no more of an archive than this.
std::string description(const analysis::Snapshot& snapshot, const MapPlan& plan, const MapScope& scope,
                        const std::optional<data::Date>& units) {
    std::string text = plan.style ? plan.style->title.in("vi") + " / " + plan.style->title.in("en")
                                  : "Production areas as vector tiles";
    if (const auto& figure = plan.question.figure) {
        const Titles title = figure_title(snapshot, figure->figure);
        text += ": " + title.vi + " / " + title.en + ", by " + std::string(data::to_string(figure->summary.by));
    }
    text += "; records as of " + plan.as_of.to_string();
    if (units) text += ", boundaries of " + units->to_string();
    if (!plan.filter.empty()) {
        text += "; only where " + plan.filter.canonical();
        if (!plan.style) text += ", units too: ask for them without a filter (layers=communes,districts)";
    }
    for (const std::string& layer : scope.layers)
        text += (&layer == &scope.layers.front() ? "; only the layers " : ", ") + layer;
    return text;
}

}  // namespace

std::string tile_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapScope& scope,
                      const std::string& tiles_url) {
    const MapPlan plan = plan_map(theme, snapshot, scope);
    check_question(snapshot, plan.question);
    const auto& content = snapshot.content();
    const MapView view = map_view(snapshot);
    const std::optional<data::Date> units = units_date(snapshot, plan);
    Json json{{"tilejson", "3.0.0"},
              {"name", content.title.empty() ? scope.name : content.title + " – " + scope.name},
              {"description", description(snapshot, plan, scope, units)},
              {"version", "1.0.0"},
              {"scheme", "xyz"},
              {"tiles", {tiles_url}},
              {"minzoom", offered_first_zoom},
              {"maxzoom", plan.style ? offered_last_zoom : offered_last_vector_zoom},
              {"bounds", view.bounds},
              {"center", {view.center[0], view.center[1], view.zoom}},
              {"attribution", content.attribution}};
    add_scope(json, plan, scope, units);
    if (!plan.style) {
        json["vector_layers"] = Json::array();
        for (const VectorLayer* layer : plan.vector_layers)
            json["vector_layers"].push_back(vector_layer(*layer));
        json["dropped_points"] = dropped_points();
    }
    return json.dump();
}

}  // namespace sanvat::tiler
