// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "analysis/asked_route.hpp"
#include "analysis/corridor_gpx.hpp"
#include "analysis/distance.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"
#include "data/route_reader.hpp"

namespace sanvat::api {

namespace {

using analysis::CollectionId;
constexpr std::array usual_corridor_collections{CollectionId::facilities, CollectionId::products,
                                                CollectionId::tour_stops};

/// What is wrong with a route that was sent is wrong with the body.
analysis::AskedRoute route_in(const std::string& body) {
    if (body.empty()) throw data::bad_value("body", "is empty", "send the route as GeoJSON or GPX");
    try {
        return analysis::own_route(data::read_route(body));
    } catch (const data::Error& error) {
        data::ErrorPlace place = error.place();
        place.parameter = "body";
        throw data::Error(error.kind(), std::move(place), error.problem(), error.remedy());
    }
}

analysis::AskedRoute route_of(const Call& call) {
    if (call.request->method == "POST") return route_in(call.request->body);
    const std::string_view id =
        call.query.get("route", "give the id of a tour route, or POST a line as GeoJSON or GPX");
    return analysis::stored_route(*call.state->snapshot(), "route", std::string(id));
}

/// What was asked for and found.
struct FoundSites {
    analysis::AskedRoute route;
    analysis::CorridorOrder order = analysis::CorridorOrder::route;
    data::Date as_of;
    std::vector<analysis::CorridorSite> sites;
};

void write_stop_id(JsonWriter& json, const analysis::RouteStop& stop) {
    json.key("stop").attribute(stop.id ? data::Value{*stop.id} : data::Value{});
}

void write_site(JsonWriter& json, const State& state, const analysis::CorridorSite& site) {
    write_unclosed_hit(json, state, site.hit);
    json.member("order", site.order)
        .member("km_along", to_millimetres(site.km_along))
        .member("side", analysis::to_string(site.side))
        .member("route_part", site.route_part)
        .member("detour_m", to_millimetres(site.detour_m()));
    if (site.stop) {
        write_stop_id(json, *site.stop);
        json.member("stop_name", site.stop->name)
            .member("stop_order", site.stop->order)
            .member("stop_distance_m", to_millimetres(site.stop_distance_m));
    }
    json.end_object().end_object();
}

/// Every stop with the number of its sites, which may be none. The sites come by stop, as the stops do.
void write_stops(JsonWriter& json, const FoundSites& found) {
    json.key("stops").begin_array();
    auto site = found.sites.begin();
    for (std::size_t i = 0; i < found.route.stops.size(); ++i) {
        const analysis::RouteStop& stop = found.route.stops[i];
        const auto first = site;
        while (site != found.sites.end() && site->stop_position == i)
            ++site;
        json.begin_object();
        write_stop_id(json, stop);
        json.member("stop_name", stop.name)
            .member("stop_order", stop.order)
            .key("lon")
            .coordinate(stop.place.lon)
            .key("lat")
            .coordinate(stop.place.lat)
            .member("sites", site - first)
            .end_object();
    }
    json.end_array();
}

Response as_json(const Call& call, const FoundSites& found) {
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection");
    write_dates(json, found.as_of, analysis::communes_date(*call.state->snapshot(), found.as_of));
    json.member("detour", "detour_m is twice the distance off the route")
        .member("detour_total_m", to_millimetres(analysis::total_detour_m(found.sites)))
        .member("numberReturned", found.sites.size());
    if (found.order == analysis::CorridorOrder::stop) write_stops(json, found);
    json.key("features").begin_array();
    for (const analysis::CorridorSite& site : found.sites)
        write_site(json, *call.state, site);
    return respond(media::geojson, json.end_array().end_object().take());
}

Response as_gpx(const Call& call, const FoundSites& found) {
    const std::string name(call.query.find("route").value_or("sanvat"));
    Response response = respond(media::gpx, analysis::corridor_gpx(name, found.route.line, found.sites));
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"corridor.gpx\"");
    return response;
}

FoundSites find_sites(const Call& call) {
    const std::string_view distance = call.query.get("distance", "give metres, or a number with m or km, as 3km");
    const double distance_m = analysis::parse_distance_m("distance", distance);
    const auto order = analysis::parse_corridor_order("by", call.query.find("by").value_or("route"));
    analysis::ProximityScope scope{collections_of(call, usual_corridor_collections), as_of_date(call), {}};
    scope.filter = filter_of(call, scope.collections);
    FoundSites found{route_of(call), order, scope.as_of, {}};
    found.sites = analysis::corridor(*call.state->snapshot(), found.route.line, distance_m, scope);
    if (const auto ids = call.query.find("sites")) {
        const auto listed = parse_list("sites", *ids);
        found.sites = analysis::chosen_sites(std::move(found.sites), "sites", {listed.begin(), listed.end()});
    }
    analysis::give_stops(found.sites, found.route.stops);
    analysis::put_in_order(found.sites, order, "by", found.route.stops);
    return found;
}

Response corridor(const Call& call) {
    const FoundSites found = find_sites(call);
    if (call.format == Format::json || call.format == Format::geojson) return as_json(call, found);
    if (call.format == Format::gpx) return as_gpx(call, found);
    return file_or_page(call, {.title = "Corridor",
                               .table = analysis::table_of(found.sites),
                               .as_of = found.as_of,
                               .units_as_of = analysis::communes_date(*call.state->snapshot(), found.as_of)});
}

Resource resource(std::string method, std::string id, std::string summary, std::vector<Parameter> own) {
    std::vector<Parameter> parameters{distance_parameter(),
                                      collection_parameter(names_of(usual_corridor_collections)),
                                      as_of_parameter(),
                                      provenance_parameter(),
                                      filter_parameter(),
                                      {"by",
                                       "Order of the sites: that of travel, or by the stop each is nearest to, whose "
                                       "number of sites `stops` then tells",
                                       R"({"type":"string","enum":["route","stop"],"default":"route"})"},
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
    resources.push_back(resource("GET", "corridor", "The sites along a tour route, in travel order or by its stops",
                                 {{"route", "Id of a tour route", R"({"type":"string"})", true}}));
    resources.push_back(resource("POST", "corridorOfRoute",
                                 "The sites along a line that is sent as GeoJSON or GPX, in travel order", {}));
    resources.back().body =
        "A GeoJSON geometry, Feature or FeatureCollection with lines, or a GPX document; its stops are "
        "its Point features, or waypoints and route points, that have a name";
}

}  // namespace sanvat::api
