// SPDX-License-Identifier: Apache-2.0
#include "api/map_scope.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/collection_ids.hpp"
#include "api/parameters.hpp"
#include "api/values.hpp"

namespace sanvat::api {

Parameter map_name_parameter(const tiler::TileService& tiles, bool with_vector_tiles) {
    JsonWriter json;
    json.begin_object().member("type", "string").key("enum").begin_array();
    for (const std::string& style : tiles.styles())
        json.value(style);
    if (with_vector_tiles) json.value("production");
    return {"name", "Name of the map", json.end_array().end_object().take(), true};
}

namespace {

/// Of thematic styles; the tiler reads them, and refuses them for other styles.
std::vector<Parameter> question_parameters() {
    return {
        {"figure", "Style choropleth: a numeric column of the summary", R"({"type":"string","default":"facilities"})"},
        {"by", "Style choropleth: level of the units",
         R"({"type":"string","enum":["commune","district"],"default":"commune"})"},
        {"method",
         "Style choropleth: how class breaks are found, default quantile; style density: counts by hexagon, the "
         "default, or a kernel",
         R"({"type":"string","enum":["equal","quantile","jenks","pretty","hexagon","kernel"]})"},
        {"n", "Style choropleth: how many classes at most",
         R"({"type":"integer","minimum":2,"maximum":12,"default":5})"},
        {"collection", "Style density: collections of points, separated by commas",
         R"({"type":"array","items":{"type":"string"},"default":["facilities"]})"},
        {"cell", "Style density: distance between opposite sides of a cell, 500 m to 100 km",
         R"({"type":"string","default":"5km"})"},
        {"bandwidth", "Style density, method kernel: how far a record counts; default: twice the size of a cell",
         R"({"type":"string","example":"8km"})"}};
}

}  // namespace

std::vector<Parameter> map_parameters() {
    std::vector<Parameter> parameters{
        {"layers", "Ids of layers, separated by commas; default: those that the style shows",
         R"({"type":"array","items":{"type":"string"}})"},
        as_of_parameter(),
        units_parameter(),
        provenance_parameter(),
        filter_parameter()};
    std::ranges::move(question_parameters(), std::back_inserter(parameters));
    return parameters;
}

tiler::MapScope map_scope(const Call& call) {
    tiler::MapScope scope;
    scope.name = call.path.at("name");
    if (const auto layers = call.query.find("layers")) {
        for (const std::string_view layer : parse_list("layers", *layers))
            scope.layers.emplace_back(layer);
    }
    for (const std::string_view parameter : tiler::question_parameters) {
        if (const auto value = call.query.find(parameter)) scope.question.emplace(parameter, *value);
    }
    scope.as_of = optional_date(call, "as-of");
    scope.units = optional_date(call, "units");
    if (!call.query.all().empty()) scope.filter = filter_of(call, analysis::collection_ids());
    return scope;
}

const tiler::Tile& tile_of(const tiler::TileService::Result& result) {
    if (const auto* thrown = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*thrown);
    return std::get<tiler::Tile>(result);
}

Response respond(const tiler::Tile& tile) {
    Response response;
    response.content_type = tile.media_type;
    response.body = tile.bytes;
    response.gzip = tile.gzip;
    response.etag = tile.etag;
    response.weak_etag = false;
    return response;
}

data::Error drawing_busy() {
    return {data::ErrorKind::busy, {}, "more is being drawn than the server can take on", "try again in a moment"};
}

}  // namespace sanvat::api
