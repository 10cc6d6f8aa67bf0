// SPDX-License-Identifier: Apache-2.0
#include "api/parameters.hpp"

#include <algorithm>

#include "analysis/filter_parser.hpp"
#include "api/json_writer.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::string_view day_schema = R"({"type":"string","format":"date"})";

std::string all_names() {
    std::string names;
    for (const analysis::Collection& collection : analysis::collections()) {
        names.append(names.empty() ? "" : ", ").append(collection.name);
    }
    return names;
}

}  // namespace

Parameter as_of_parameter() {
    return {"as-of", "Day whose records count; default: the reference date of the store", std::string(day_schema)};
}

Parameter units_parameter() {
    return {"units", "Day whose boundaries count; default: those that answer for as-of", std::string(day_schema)};
}

Parameter provenance_parameter() {
    return {"provenance", "Only records of these provenances, separated by commas",
            R"({"type":"array","items":{"type":"string","enum":["reported","derived","illustrative"]}})"};
}

Parameter filter_parameter() {
    return {"filter",
            "Only records for which this is true: CQL2 text with comparisons, BETWEEN, IN, LIKE, IS NULL, AND, OR, NOT "
            "and brackets on the properties that the queryables list; at most 4,000 bytes, 64 brackets deep",
            R"({"type":"string","maxLength":4000,"example":"stars >= 4 AND name LIKE '%gạo%'"})"};
}

Parameter product_filter_parameter() {
    Parameter parameter = filter_parameter();
    parameter.description = "Of the products, o" + parameter.description.substr(1);
    return parameter;
}

Parameter filter_language_parameter() {
    return {"filter-lang", "Language of the filter", R"({"type":"string","enum":["cql2-text"],"default":"cql2-text"})"};
}

Parameter lon_parameter() {
    return {"lon", "Longitude in degrees, WGS 84", R"({"type":"number","minimum":-180,"maximum":180})", true};
}

Parameter lat_parameter() {
    return {"lat", "Latitude in degrees, WGS 84", R"({"type":"number","minimum":-90,"maximum":90})", true};
}

Parameter distance_parameter() {
    return {"distance", "Metres, or a number with m or km; above 0, at most 200 km",
            R"({"type":"string","example":"3km"})", true};
}

Parameter level_parameter(std::string name, std::string description, std::span<const data::AdminLevel> levels) {
    std::string names;
    for (const data::AdminLevel level : levels)
        names.append(names.empty() ? "\"" : ",\"").append(data::to_string(level)).append("\"");
    return {std::move(name), std::move(description), R"({"type":"string","enum":[)" + names + "]}", true};
}

Parameter collection_parameter(std::string_view default_collections) {
    return {"collection", "Collections to look in, separated by commas; default: " + std::string(default_collections),
            R"({"type":"array","items":{"type":"string"}})"};
}

Parameter datetime_parameter() {
    return {
        "datetime",
        "Records in force then: a day, a date-time, or an interval where an end may be `..`; attributes are those of "
        "its last day",
        R"({"type":"string","example":"2023-10-31"})"};
}

Parameter limit_parameter(std::size_t usual, std::size_t most) {
    return {"limit", "How many at most; more than " + std::to_string(most) + " means " + std::to_string(most),
            R"({"type":"integer","minimum":1,"default":)" + std::to_string(usual) + "}"};
}

data::Date as_of_date(const Call& call) {
    return optional_date(call, "as-of").value_or(call.state->snapshot()->reference_date());
}

std::optional<data::Date> optional_date(const Call& call, std::string_view parameter) {
    const auto text = call.query.find(parameter);
    if (!text) return std::nullopt;
    return parse_date(parameter, *text);
}

data::LonLat place_of(const Call& call) {
    constexpr auto remedy = "give lon and lat in degrees (WGS 84)";
    return parse_position(call.query.get("lon", remedy), call.query.get("lat", remedy));
}

data::AdminLevel level_of(const Call& call, const std::string& parameter, std::span<const data::AdminLevel> levels) {
    std::string remedy;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const std::string_view before = i == 0 ? "give " : i + 1 == levels.size() ? " or " : ", ";
        remedy.append(before).append(data::to_string(levels[i]));
    }
    const std::string_view text = call.query.get(parameter, remedy);
    const auto level = data::parse_admin_level(text);
    if (level && std::ranges::find(levels, *level) != levels.end()) return *level;
    throw data::bad_value(parameter, "\"" + std::string(text) + "\" is no level to count by", remedy);
}

void add_filter(analysis::Filter& filter, const Call& call, std::span<const analysis::CollectionId> collections) {
    const auto language = call.query.find("filter-lang");
    if (language && *language != "cql2-text") {
        throw data::bad_value("filter-lang", "\"" + std::string(*language) + "\" is no language of filters here",
                              "give cql2-text");
    }
    if (const auto text = call.query.find("filter")) filter.add(analysis::parse_filter("filter", *text, collections));
}

analysis::Filter provenance_of(const Call& call) {
    analysis::Filter filter;
    if (const auto provenance = call.query.find("provenance")) {
        filter.add(analysis::parse_provenance_condition(*provenance));
    }
    return filter;
}

analysis::Filter filter_of(const Call& call, std::span<const analysis::CollectionId> collections) {
    analysis::Filter filter = provenance_of(call);
    add_filter(filter, call, collections);
    return filter;
}

std::vector<analysis::CollectionId> collections_of(const Call& call, std::span<const analysis::CollectionId> usual) {
    const auto text = call.query.find("collection");
    if (!text) return {usual.begin(), usual.end()};
    std::vector<analysis::CollectionId> collections;
    for (const std::string_view name : parse_list("collection", *text)) {
        const auto id = analysis::parse_collection(name);
        if (!id) {
            throw data::bad_value("collection", "\"" + std::string(name) + "\" is no collection",
                                  "give some of " + all_names());
        }
        collections.push_back(*id);
    }
    return collections;
}

std::string names_of(std::span<const analysis::CollectionId> collections) {
    std::string names;
    for (const analysis::CollectionId id : collections) {
        names.append(names.empty() ? "" : ",").append(analysis::collection(id).name);
    }
    return names;
}

std::string schema_of(const analysis::Property& property) {
    using enum data::ValueType;
    JsonWriter json;
    json.begin_object().member("title", std::string(property.title_vi).append(" · ").append(property.title_en));
    switch (property.type) {
        case boolean:
            json.member("type", "boolean");
            break;
        case integer:
            json.member("type", "integer");
            break;
        case number:
            json.member("type", "number");
            break;
        case string:
            json.member("type", "string");
            break;
        case date:
            json.member("type", "string").member("format", "date");
            break;
    }
    if (!property.values.empty()) {
        json.key("enum").begin_array();
        for (std::string_view rest = property.values; !rest.empty();) {
            const std::string_view value = rest.substr(0, rest.find(' '));
            json.value(value);
            rest.remove_prefix(std::min(value.size() + 1, rest.size()));
        }
        json.end_array();
    }
    return json.end_object().take();
}

}  // namespace sanvat::api
