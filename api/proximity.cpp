// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "analysis/nearest.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"

namespace sanvat::api {

namespace {

constexpr std::array usual_collections{analysis::CollectionId::facilities};
constexpr std::int64_t usual_k = 10;
constexpr std::int64_t most_k = 1'000;

analysis::ProximityScope scope_of(const Call& call) {
    analysis::ProximityScope scope{collections_of(call, usual_collections), as_of_date(call), {}};
    scope.filter = filter_of(call, scope.collections);
    return scope;
}

Response answer(const Call& call, const char* title, data::Date as_of, const std::vector<analysis::Hit>& hits) {
    const auto units_as_of = analysis::communes_date(*call.state->snapshot(), as_of);
    if (call.format != Format::json && call.format != Format::geojson) {
        return file_or_page(
            call, {.title = title, .table = analysis::table_of(hits), .as_of = as_of, .units_as_of = units_as_of});
    }
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection");
    write_dates(json, as_of, units_as_of);
    json.member("numberReturned", hits.size()).key("features").begin_array();
    for (const analysis::Hit& hit : hits) {
        write_unclosed_hit(json, *call.state, hit);
        json.end_object().end_object();
    }
    return respond(media::geojson, json.end_array().end_object().take());
}

Response nearest(const Call& call) {
    const data::LonLat place = place_of(call);
    const auto text = call.query.find("k");
    const std::int64_t k = text ? parse_integer("k", *text, 1, most_k) : usual_k;
    const analysis::ProximityScope scope = scope_of(call);
    return answer(call, "Nearest", scope.as_of,
                  analysis::nearest(*call.state->snapshot(), place, static_cast<std::size_t>(k), scope));
}

Response within(const Call& call) {
    const data::LonLat place = place_of(call);
    const std::string_view distance = call.query.get("distance", "give metres, or a number with m or km, as 3km");
    const double distance_m = analysis::parse_distance_m("distance", distance);
    const analysis::ProximityScope scope = scope_of(call);
    return answer(call, "Within", scope.as_of, analysis::within(*call.state->snapshot(), place, distance_m, scope));
}

Resource resource(const std::string& name, std::string summary, Parameter own, Answer answer) {
    return {.path = "/analysis/" + name,
            .id = name,
            .tag = "Analysis",
            .summary = std::move(summary),
            .parameters = {lon_parameter(), lat_parameter(), std::move(own),
                           collection_parameter(names_of(usual_collections)), as_of_parameter(), provenance_parameter(),
                           filter_parameter()},
            .formats = answer_formats(),
            .json_type = media::geojson,
            .own_html = true,
            .heavy = always,
            .answer = std::move(answer)};
}

}  // namespace

void add_proximity(Resources& resources) {
    resources.push_back(resource("nearest", "The records nearest to a place, nearest first",
                                 {"k", "How many", R"({"type":"integer","minimum":1,"maximum":1000,"default":10})"},
                                 nearest));
    resources.push_back(
        resource("within", "All records within a distance of a place, nearest first", distance_parameter(), within));
}

}  // namespace sanvat::api
