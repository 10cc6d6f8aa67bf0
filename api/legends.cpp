// SPDX-License-Identifier: Apache-2.0
#include "api/map_scope.hpp"
#include "api/page.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

tiler::LegendRequest legend_request_of(const Call& call) {
    tiler::LegendRequest request;
    static_cast<tiler::MapScope&>(request) = map_scope(call);
    if (const auto language = call.query.find("lang")) {
        if (*language != "vi" && *language != "en") {
            throw data::bad_value("lang", "\"" + std::string(*language) + "\" is no language of the map",
                                  "give vi or en");
        }
        request.language = *language;
    }
    if (const auto scale = call.query.find("scale"))
        request.scale = static_cast<int>(parse_integer("scale", *scale, 1, 2));
    return request;
}

Response picture_page(const Call& call) {
    Page page("Chú giải · Legend: " + call.path.at("name"));
    page.trail({{"sanvat", call.links.to("/")}});
    page.link_list({{"JSON", call.links.to(call.request->path, call.query.with("f", "json"))}});
    page.picture(call.links.to(call.request->path, call.query.with("f", "png")), "Legend");
    return respond(media::html, page.take());
}

void legend(tiler::TileService& tiles, const std::shared_ptr<const Call>& call, const Done& done) {
    const tiler::LegendRequest request = legend_request_of(*call);
    const auto& snapshot = call->state->snapshot();
    if (call->format == Format::html) return done([&] { return picture_page(*call); });
    if (call->format == Format::json) {
        return done([&] { return respond(media::json, tiles.legend_json(snapshot, request)); });
    }
    const bool accepted = tiles.render_legend(snapshot, request, [done](const tiler::TileService::Result& result) {
        done([&] { return respond(tile_of(result)); });
    });
    if (!accepted) throw drawing_busy();
}

}  // namespace

void add_legends(Resources& resources, tiler::TileService& tiles) {
    std::vector<Parameter> parameters = map_parameters();
    parameters.push_back({"lang", "Language of the picture", R"({"type":"string","enum":["vi","en"],"default":"vi"})"});
    parameters.push_back(
        {"scale", "2 for twice the pixels", R"({"type":"integer","minimum":1,"maximum":2,"default":1})"});
    resources.push_back({.path = "/styles/{name}/legend",
                         .id = "getLegend",
                         .tag = "Maps",
                         .summary = "What the symbols of a style mean, with counts",
                         .path_parameters = {map_name_parameter(tiles, false)},
                         .parameters = std::move(parameters),
                         .formats = {Format::json, Format::html, Format::png},
                         .own_html = true,
                         .heavy = [](const Call& call) { return call.format == Format::json; },
                         .answer = LaterAnswer([&](const std::shared_ptr<const Call>& call, const Done& done) {
                             legend(tiles, call, done);
                         })});
}

}  // namespace sanvat::api
