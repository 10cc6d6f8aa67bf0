// SPDX-License-Identifier: Apache-2.0
#include "analysis/search.hpp"

#include <limits>

#include "analysis/collection_ids.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"

namespace sanvat::api {

namespace {

constexpr std::size_t usual_hits = 20;
constexpr std::size_t most_hits = 1'000;

std::vector<analysis::SearchResult> find(const Call& call, const analysis::Filter& filter, std::string_view text,
                                         std::size_t limit) {
    if (filter.empty()) return call.state->search().find(text, limit);
    auto found = call.state->search().find(text, std::numeric_limits<std::size_t>::max());
    std::erase_if(found, [&](const analysis::SearchResult& result) { return !filter.matches(*result.feature); });
    if (found.size() > limit) found.resize(limit);
    return found;
}

/// The first of the properties that the feature has; null where it has none.
const data::Value& first_of(const analysis::Feature& feature, std::string_view preferred, std::string_view other) {
    const data::Value& value = feature.value(preferred);
    return data::is_null(value) ? feature.value(other) : value;
}

void write_place(JsonWriter& json, const data::Envelope& box, const analysis::Feature& feature) {
    if (box.empty()) {
        json.key("lon").null().key("lat").null().key("bbox").null();
        return;
    }
    json.key("lon")
        .coordinate((box.west + box.east) / 2)
        .key("lat")
        .coordinate((box.south + box.north) / 2)
        .key("bbox");
    if (std::holds_alternative<data::LonLat>(*feature.geometry)) {
        json.null();
    } else {
        json.begin_array()
            .coordinate(box.west)
            .coordinate(box.south)
            .coordinate(box.east)
            .coordinate(box.north)
            .end_array();
    }
}

Response search(const Call& call) {
    const std::string_view text = call.query.get("q", "give a name or the beginning of one");
    const auto limit = call.query.find("limit");
    const analysis::Filter filter = filter_of(call, analysis::collection_ids());
    const auto found = find(call, filter, text, limit ? parse_limit(*limit, most_hits) : usual_hits);
    JsonWriter json;
    json.begin_object().member("query", text).key("results").begin_array();
    for (const analysis::SearchResult& result : found) {
        const analysis::Feature& feature = *result.feature;
        json.begin_object()
            .member("collection", analysis::collection(feature.collection).name)
            .member("id", feature.id)
            .key("name")
            .attribute(first_of(feature, "full_name", "name"))
            .key("unit")
            .attribute(first_of(feature, "unit_name", "declared_unit_name"));
        write_place(json, filter.shows_place(feature) ? feature.envelope : data::Envelope{}, feature);
        json.key("valid_to").attribute(feature.value("valid_to"));
        json.key("became").attribute(feature.value("became"));
        json.key("became_name").attribute(feature.value("became_name"));
        json.key("provenance").attribute(feature.value("provenance")).member("score", result.score).end_object();
    }
    return respond(media::json, json.end_array().end_object().take());
}

}  // namespace

void add_search(Resources& resources) {
    resources.push_back(
        {.path = "/search",
         .id = "search",
         .tag = "Search",
         .summary = "Units and records by name, best first; diacritics and case do not matter",
         .parameters = {{"q", "What to find; a word may be the beginning of one", R"({"type":"string"})", true},
                        limit_parameter(usual_hits, most_hits),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = {Format::json, Format::html},
         .heavy = always,
         .answer = Answer(search)});
}

}  // namespace sanvat::api
