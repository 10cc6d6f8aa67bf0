// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "analysis/stored_route.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
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
            .member("detour_m", to_millimetres(2 * site.hit.distance_m))
            .end_object()
            .end_object();
    }
    return respond(media::geojson, json.end_array().end_object().take());
}

Response corridor(const Call& call) {
    const std::string_view distance = call.query.get("distance", "give metres, or a number with m or km, as 3km");
    const double distance_m = analysis::parse_distance_m("distance", distance);
    analysis::ProximityScope scope{collections_of(call, usual_collections), as_of_date(call), {}};
    scope.filter = filter_of(call, scope.collections);
    const data::MultiLineString route = analysis::checked_route(route_of(call));
    const auto sites = analysis::corridor(*call.state->snapshot(), route, distance_m, scope);
    if (call.format == Format::json || call.format == Format::geojson) return as_json(call, scope.as_of, sites);
    const auto units_as_of = analysis::communes_date(*call.state->snapshot(), scope.as_of);
    const data::Table table = analysis::table_of(sites);
    if (call.format != Format::html)
        return file_response(analysis::dated(table, scope.as_of, units_as_of), call.format);
    return table_page(call, "Corridor", dates_text(scope.as_of, units_as_of), table);
}

Resource resource(std::string method, std::string id, std::string summary, std::vector<Parameter> own) {
    std::vector<Parameter> parameters{distance_parameter(), collection_parameter(names_of(usual_collections)),
                                      as_of_parameter(), provenance_parameter(), filter_parameter()};
    parameters.insert(parameters.begin(), own.begin(), own.end());
    return {.method = std::move(method),
            .path = "/analysis/corridor",
            .id = std::move(id),
            .tag = "Analysis",
            .summary = std::move(summary),
            .parameters = std::move(parameters),
            .formats = answer_formats(),
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
