// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <variant>

#include "api/map_scope.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::string_view double_scale = "@2x";

tiler::TileFormat tile_format_of(std::string_view ending) {
    // png8 and png32 are names inside the program; over HTTP there is one PNG.
    if (ending == "pbf") return tiler::TileFormat::mvt;  // what GDAL asks a folder of tiles for
    if (ending == "png" || ending == "webp" || ending == "mvt") return *tiler::parse_tile_format(ending);
    throw data::not_found("format", "\"" + std::string(ending) + "\" is no format of tiles",
                          "there are png, webp, mvt and pbf");
}

tiler::TileRequest tile_request_of(const Call& call) {
    tiler::TileRequest request;
    static_cast<tiler::MapScope&>(request) = map_scope(call);
    std::string_view y = call.path.at("y");
    if (y.ends_with(double_scale)) {
        y.remove_suffix(double_scale.size());
        request.scale = 2;
    }
    if (const auto scale = y.find('@'); scale != std::string_view::npos) {
        throw data::not_found("scale", "\"" + std::string(y.substr(scale)) + "\" is no scale of tiles",
                              "leave it out, or give @2x once");
    }
    request.format = tile_format_of(call.path.at("format"));
    request.tile = tiler::TileId::parse(call.path.at("z"), call.path.at("x"), y);
    return request;
}

void tile(tiler::TileService& tiles, const std::shared_ptr<const Call>& call, const Done& done) {
    const tiler::TileRequest request = tile_request_of(*call);
    const auto& snapshot = call->state->snapshot();
    if (const auto cached = tiles.cached(snapshot, request)) return done([&] { return respond(*cached); });
    const bool accepted = tiles.render(snapshot, request, [done](const tiler::TileService::Result& result) {
        done([&] { return respond(tile_of(result)); });
    });
    if (!accepted) throw drawing_busy();
}

Response tile_json(const tiler::TileService& tiles, const Call& call) {
    // Read and planned like that of a tile: a link to tiles that would be refused is refused here.
    const tiler::MapScope scope = map_scope(call);
    const bool raster = std::ranges::find(tiles.styles(), scope.name) != tiles.styles().end();
    const std::string path = "/tiles/" + scope.name + "/{z}/{x}/{y}" + (raster ? ".png" : ".mvt");
    return respond(media::json,
                   tiles.tile_json(*call.state->snapshot(), scope, call.links.to(path, call.request->query)));
}

}  // namespace

void add_tiles(Resources& resources, tiler::TileService& tiles) {
    const Parameter name = map_name_parameter(tiles, true);
    resources.push_back(
        {.path = "/tiles/{name}.json",
         .id = "getTileJson",
         .tag = "Maps",
         .summary = "TileJSON of a tile set; its parameters go into the links to the tiles. Of vector tiles it names, "
                    "for each layer, the fields that come from a zoom on only (detail)",
         .path_parameters = {name},
         .parameters = map_parameters(),
         .answer = Answer([&](const Call& call) { return tile_json(tiles, call); })});
    resources.push_back(
        {.path = "/tiles/{name}/{z}/{x}/{y}.{format}",
         .id = "getTile",
         .tag = "Maps",
         .summary = "A tile of the XYZ scheme: a picture of a style, or a vector tile. A filter leaves a picture its "
                    "ground; of vector tiles it holds for all layers, communes and districts too",
         .path_parameters = {name,
                             {"z", "Zoom, from 0 to 22", R"({"type":"integer","minimum":0,"maximum":22})", true},
                             {"x", "Column, from 0 in the west", R"({"type":"integer","minimum":0})", true},
                             {"y", "Row, from 0 in the north; with @2x after it for twice the pixels",
                              R"({"type":"string"})", true},
                             {"format", "png or webp for styles; mvt for production, or pbf, which is the same",
                              R"({"type":"string","enum":["png","webp","mvt","pbf"]})", true}},
         .parameters = map_parameters(),
         .types = {media::png, "image/webp", "application/vnd.mapbox-vector-tile"},
         .answer =
             LaterAnswer([&](const std::shared_ptr<const Call>& call, const Done& done) { tile(tiles, call, done); })});
}

}  // namespace sanvat::api
