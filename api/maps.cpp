// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <utility>

#include "api/compression.hpp"
#include "api/delivery.hpp"
#include "api/map_scope.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

tiler::SheetFormat sheet_format_of(std::string_view ending) {
    if (const auto format = tiler::parse_sheet_format(ending)) return *format;
    throw data::not_found("format", "\"" + std::string(ending) + "\" is no format of maps",
                          "there are png, pdf and svg");
}

int pixels(const Call& call, std::string_view parameter) {
    const std::string_view text = call.query.get(parameter, "give both width and height, or neither");
    return static_cast<int>(parse_integer(parameter, text, 1, tiler::most_sheet_side_px));
}

/// One of the words, which the first stands for where the parameter is missing.
std::string_view word_of(const Call& call, std::string_view parameter, std::initializer_list<std::string_view> words) {
    const auto given = call.query.find(parameter);
    if (!given) return *words.begin();
    std::string remedy = "give";
    for (const std::string_view word : words) {
        if (word == *given) return word;
        remedy.append(word == *words.begin() ? " " : " or ").append(word);
    }
    throw data::bad_value(std::string(parameter), "\"" + std::string(*given) + "\" is not known", remedy);
}

tiler::SheetRequest sheet_request_of(const Call& call) {
    tiler::SheetRequest request;
    static_cast<tiler::MapScope&>(request) = map_scope(call);
    request.format = sheet_format_of(call.path.at("format"));
    if (const auto box = call.query.find("bbox")) request.box = parse_one_box("bbox", *box);
    if (call.query.find("width") || call.query.find("height"))
        request.size = tiler::SheetPixels{pixels(call, "width"), pixels(call, "height")};
    if (request.size && call.query.find("paper"))
        throw data::bad_value("paper", "has no meaning beside width and height", "leave out one or the other");
    request.paper = word_of(call, "paper", {"a4", "a3"}) == "a3" ? tiler::Paper::a3 : tiler::Paper::a4;
    if (const auto dpi = call.query.find("dpi")) {
        request.dpi = static_cast<int>(parse_integer("dpi", *dpi, tiler::least_sheet_dpi, tiler::most_sheet_dpi));
    }
    if (const auto title = call.query.find("title")) request.title = *title;
    request.legend = word_of(call, "legend", {"true", "false"}) == "true";
    request.language = word_of(call, "lang", {"vi", "en"});
    return request;
}

/// The answer to a client that has the sheet already.
Response unchanged(std::string etag, tiler::SheetFormat format) {
    Response response;
    response.status = 304;
    response.etag = std::move(etag);
    response.weak_etag = false;
    if (compressible(tiler::media_type(format))) response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

/// Of a sheet that was drawn before: it need not be drawn again to say so.
std::optional<Response> unchanged_for(tiler::TileService& tiles, const Call& call, const tiler::SheetRequest& request) {
    if (call.request->joined_header("if-none-match").empty()) return std::nullopt;
    const auto etag = tiles.sheet_etag(call.state->snapshot(), request);
    auto held = etag ? held_etag(*call.request, *etag, tiler::media_type(request.format)) : std::nullopt;
    if (!held) return std::nullopt;
    return unchanged(*std::move(held), request.format);
}

void sheet(tiler::TileService& tiles, const std::shared_ptr<const Call>& call, const Done& done) {
    const tiler::SheetRequest request = sheet_request_of(*call);
    if (const auto response = unchanged_for(tiles, *call, request)) return done([&] { return *response; });
    const std::string name = request.name + "." + std::string(tiler::to_string(request.format));
    const bool accepted =
        tiles.render_sheet(call->state->snapshot(), request, [done, name](const tiler::TileService::Result& result) {
            done([&] {
                Response response = respond(tile_of(result));
                response.headers.emplace_back("Content-Disposition", "inline; filename=\"" + name + "\"");
                return response;
            });
        });
    if (!accepted) throw drawing_busy();
}

std::vector<Parameter> parameters() {
    const std::string side =
        R"({"type":"integer","minimum":1,"maximum":)" + std::to_string(tiler::most_sheet_side_px) + "}";
    std::vector<Parameter> all{
        {"bbox", "west,south,east,north in degrees (WGS 84); default: all the store has",
         R"({"type":"array","items":{"type":"number"},"minItems":4,"maxItems":6})"},
        {"width", "Of the sheet in pixels, with height; a sheet is so many pixels / dpi inches. Default: the paper",
         side},
        {"height", "Of the sheet in pixels, with width", side},
        {"paper", "Upright or across as suits the box; not with width and height",
         R"({"type":"string","enum":["a4","a3"],"default":"a4"})"},
        {"dpi", "Pixels an inch",
         R"({"type":"integer","minimum":)" + std::to_string(tiler::least_sheet_dpi) + R"(,"maximum":)" +
             std::to_string(tiler::most_sheet_dpi) + R"(,"default":150})"},
        {"title", "Default: the names of the store and of what is shown; empty: none. In letters that the font has",
         R"({"type":"string","maxLength":)" + std::to_string(tiler::most_title_letters) + "}"},
        {"legend", "Whether there is one", R"({"type":"boolean","default":true})"},
        {"lang", "Language of the sheet", R"({"type":"string","enum":["vi","en"],"default":"vi"})"}};
    std::ranges::move(map_parameters(), std::back_inserter(all));
    return all;
}

}  // namespace

void add_maps(Resources& resources, tiler::TileService& tiles) {
    resources.push_back(
        {.path = "/maps/{name}.{format}",
         .id = "getMap",
         .tag = "Maps",
         .summary = "A printable sheet of a style, with title, legend, scale bar, north arrow, graticule and sources",
         .path_parameters = {map_name_parameter(tiles, false),
                             {"format", "png, pdf or svg", R"({"type":"string","enum":["png","pdf","svg"]})", true}},
         .parameters = parameters(),
         .types = {media::png, "application/pdf", "image/svg+xml"},
         .answer = LaterAnswer(
             [&](const std::shared_ptr<const Call>& call, const Done& done) { sheet(tiles, call, done); })});
}

}  // namespace sanvat::api
