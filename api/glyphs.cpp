// SPDX-License-Identifier: Apache-2.0
#include "tiler/glyphs.hpp"

#include <memory>
#include <string>

#include "api/map_scope.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

/// The first character of "512-767".
int first_of(const std::string& range) {
    const auto wrong = [&] {
        return data::bad_value("range", "\"" + range + "\" is no range of glyphs",
                               "give 256 characters from a multiple of 256, like 0-255 or 7680-7935");
    };
    const std::size_t dash = range.find('-');
    if (dash == std::string::npos) throw wrong();
    const auto first = parse_integer("range", range.substr(0, dash), 0, tiler::last_glyph_range);
    const auto last = parse_integer("range", range.substr(dash + 1), 0, tiler::last_glyph_range + tiler::glyph_range);
    if (first % tiler::glyph_range != 0 || last != first + tiler::glyph_range - 1) throw wrong();
    return static_cast<int>(first);
}

void glyphs(tiler::TileService& tiles, const std::shared_ptr<const Call>& call, const Done& done) {
    const int first = first_of(call->path.at("range"));
    const bool accepted = tiles.render_glyphs(
        call->path.at("fontstack"), first,
        [done](const tiler::TileService::Result& result) { done([&] { return respond(tile_of(result)); }); });
    if (!accepted) throw drawing_busy();
}

}  // namespace

void add_glyphs(Resources& resources, tiler::TileService& tiles) {
    resources.push_back(
        {.path = "/styles/glyphs/{fontstack}/{range}.pbf",
         .id = "getGlyphs",
         .tag = "Maps",
         .summary = "Letters of a font of the styles as signed distance fields, for MapLibre styles",
         .path_parameters = {{"fontstack", "Names of fonts, separated by commas; the first that is known is taken",
                              R"({"type":"string"})", true},
                             {"range", "Characters, 256 of them: 0-255, 256-511, …",
                              R"({"type":"string","pattern":"^\\d+-\\d+$"})", true}},
         .types = {"application/x-protobuf"},
         .answer = LaterAnswer(
             [&](const std::shared_ptr<const Call>& call, const Done& done) { glyphs(tiles, call, done); })});
}

}  // namespace sanvat::api
