// SPDX-License-Identifier: Apache-2.0
#include "api/map_scope.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

Response style_json(tiler::TileService& tiles, const Call& call) {
    const tiler::MapScope scope = map_scope(call);
    tiler::StyleLinks links;
    links.tiles = call.links.to("/tiles/production/{z}/{x}/{y}.mvt");
    links.backdrop_query = call.query.only({"as-of", "units"});
    // Not the layers, which are a style's, and no question that it puts.
    links.record_query = call.query.only({"as-of", "units", "provenance", "filter", "filter-lang"});
    links.sprite = call.links.to("/styles/" + scope.name + "/sprite");
    links.glyphs = call.links.to("/styles/glyphs/{fontstack}/{range}.pbf");
    return respond(media::json, tiles.style_json(call.state->snapshot(), scope, links));
}

void sprite(tiler::TileService& tiles, const std::shared_ptr<const Call>& call, int scale, const Done& done) {
    const bool accepted = tiles.render_sprite(
        call->path.at("name"), scale,
        [done](const tiler::TileService::Result& result) { done([&] { return respond(tile_of(result)); }); });
    if (!accepted) throw drawing_busy();
}

void add_sprite(Resources& resources, tiler::TileService& tiles, int scale) {
    const std::string path = "/styles/{name}/sprite" + std::string(scale == 2 ? "@2x" : "");
    const std::string id = scale == 2 ? "getDoubleSprite" : "getSprite";
    const std::string what = scale == 2 ? "twice the pixels" : "for its MapLibre style";
    resources.push_back({.path = path + ".json",
                         .id = id + "Index",
                         .tag = "Maps",
                         .summary = "Where in the sprite of a style its symbols are, " + what,
                         .path_parameters = {map_name_parameter(tiles, false)},
                         .answer = Answer([&tiles, scale](const Call& call) {
                             return respond(media::json, tiles.sprite_json(call.path.at("name"), scale));
                         })});
    resources.push_back(
        {.path = path + ".png",
         .id = id,
         .tag = "Maps",
         .summary = "All symbols of a style in one picture, " + what,
         .path_parameters = {map_name_parameter(tiles, false)},
         .types = {media::png},
         .answer = LaterAnswer([&tiles, scale](const std::shared_ptr<const Call>& call, const Done& done) {
             sprite(tiles, call, scale, done);
         })});
}

}  // namespace

void add_style_json(Resources& resources, tiler::TileService& tiles) {
    resources.push_back(
        {.path = "/styles/{name}/style.json",
         .id = "getMapLibreStyle",
         .tag = "Maps",
         .summary = "A style as MapLibre draws it over the vector tiles; its parameters go into the links to those",
         .path_parameters = {map_name_parameter(tiles, false)},
         .parameters = map_parameters(),
         .heavy = always,
         .answer = Answer([&tiles](const Call& call) { return style_json(tiles, call); })});
    add_sprite(resources, tiles, 1);
    add_sprite(resources, tiles, 2);
}

}  // namespace sanvat::api
