// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "analysis/corridor_gpx.hpp"
#include "analysis/distance.hpp"
#include "analysis/stored_route.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"
#include "data/route_reader.hpp"

namespace sanvat::api {

namespace {

using analysis::CollectionId;
constexpr std::array usual_collections{CollectionId::facilities, CollectionId::products, CollectionId::tour_stops};

data::MultiLineString route_of(const Call& call) {
    if (call.request->method == "POST") {
        if (call.request->body.empty()) {
            throw data::bad_value("body", "is empty", "send the route as GeoJSON or GPX");
        }
        return data::read_route(call.request->body);
    }
    const std::string_view id =
        call.query.get("route", "give the id of a tour route, or POST a line as GeoJSON or GPX");
    return analysis::stored_route(*call.state->snapshot(), "route", std::string(id));
}

Response as_json(const Call& call, data::Date as_of, const std::vector<analysis::CorridorSite>& sites) {
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection");
    write_dates(json, as_of, analysis::communes_date(*call.state->snapshot(), as_of));
    json.member("detour", "detour_m is twice the distance off the route")
        .member("detour_total_m", to_millimetres(analysis::total_detour_m(sites)))
        .member("numberReturned", sites.size())
        .key("features")
        .begin_array();
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const analysis::CorridorSite& site = sites[i];
        write_unclosed_hit(json, *call.state, site.hit);
        json.member("order", i + 1)
            .member("km_along", to_millimetres(site.km_along))
            .member("side", analysis::to_string(site.side))
            .member("route_part", site.route_part)
            .member("detour_m", to_millimetres(site.detour_m()))
            .end_object()
            .end_object();
    }
    return respond(media::geojson, json.end_array().end_object().take());
}

Response as_gpx(const Call& call, const data::MultiLineString& route,
                const std::vector<analysis::CorridorSite>& sites) {
    const std::string name(call.query.find("route").value_or("sanvat"));
    Response response = respond(media::gpx, analysis::corridor_gpx(name, route, sites));
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"corridor.gpx\"");
    return response;
}

Response corridor(const Call& call) {
    const std::string_view distance = call.query.get("distance", "give metres, or a number with m or km, as 3km");
    const double distance_m = analysis::parse_distance_m("distance", distance);
    analysis::ProximityScope scope{collections_of(call, usual_collections), as_of_date(call), {}};
    scope.filter = filter_of(call, scope.collections);
    const data::MultiLineString route = analysis::checked_route(route_of(call));
    auto sites = analysis::corridor(*call.state->snapshot(), route, distance_m, scope);
    if (const auto ids = call.query.find("sites")) {
        const auto listed = parse_list("sites", *ids);
        sites = analysis::chosen_sites(std::move(sites), "sites", {listed.begin(), listed.end()});
    }
    if (call.format == Format::json || call.format == Format::geojson) return as_json(call, scope.as_of, sites);
    if (call.format == Format::gpx) return as_gpx(call, route, sites);
    return file_or_page(call, {.title = "Corridor",
                               .table = analysis::table_of(sites),
                               .as_of = scope.as_of,
                               .units_as_of = analysis::communes_date(*call.state->snapshot(), scope.as_of)});
}

Resource resource(std::string method, std::string id, std::string summary, std::vector<Parameter> own) {
    std::vector<Parameter> parameters{distance_parameter(),
                                      collection_parameter(names_of(usual_collections)),
                                      as_of_parameter(),
                                      provenance_parameter(),
                                      filter_parameter(),
                                      {"sites", "Only the sites with these ids; detour_total_m is then theirs",
                                       R"({"type":"array","items":{"type":"string"}})"}};
    std::vector<Format> formats = answer_formats();
    formats.push_back(Format::gpx);
    parameters.insert(parameters.begin(), own.begin(), own.end());
    return {.method = std::move(method),
            .path = "/analysis/corridor",
            .id = std::move(id),
            .tag = "Analysis",
            .summary = std::move(summary),
            .parameters = std::move(parameters),
            .formats = std::move(formats),
            .json_type = media::geojson,
            .own_html = true,
            .heavy = always,
            .answer = Answer(corridor)};
}

}  // namespace

void add_corridor(Resources& resources) {
    resources.push_back(resource("GET", "corridor", "The sites along a tour route, in travel order",
                                 {{"route", "Id of a tour route", R"({"type":"string"})", true}}));
    resources.push_back(resource("POST", "corridorOfRoute",
                                 "The sites along a line that is sent as GeoJSON or GPX, in travel order", {}));
    resources.back().body = "A GeoJSON geometry, Feature or FeatureCollection with lines, or a GPX document";
}

}  // namespace sanvat::api
