// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "api/page.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::string_view crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

std::string path_of(const analysis::Collection& collection) {
    return "/collections/" + std::string(collection.name);
}

std::string title_of(const analysis::Collection& collection) {
    return std::string(collection.title_vi).append(" · ").append(collection.title_en);
}

struct Extent {
    data::Envelope box;
    std::optional<data::Date> begin;  // open where a record has no beginning
    std::optional<data::Date> end;
};

Extent extent_of(const analysis::FeatureTable& table) {
    Extent extent;
    bool open_begin = table.features().empty();
    bool open_end = open_begin;
    for (const analysis::Feature& feature : table.features()) {
        extent.box.extend(feature.envelope);
        for (const data::Validity& validity : feature.in_force) {
            open_begin |= !validity.from;
            open_end |= !validity.to;
            if (validity.from) extent.begin = std::min(extent.begin.value_or(*validity.from), *validity.from);
            if (validity.to) extent.end = std::max(extent.end.value_or(*validity.to), *validity.to);
        }
    }
    if (open_begin) extent.begin.reset();
    if (open_end) extent.end.reset();
    return extent;
}

void write_moment(JsonWriter& json, const std::optional<data::Date>& day) {
    if (day) {
        json.value(day->to_string() + "T00:00:00Z");
    } else {
        json.null();
    }
}

void write_extent(JsonWriter& json, const Extent& extent) {
    json.key("extent").begin_object();
    if (!extent.box.empty()) {
        json.key("spatial").begin_object().key("bbox").begin_array().begin_array();
        json.coordinate(extent.box.west)
            .coordinate(extent.box.south)
            .coordinate(extent.box.east)
            .coordinate(extent.box.north);
        json.end_array().end_array().member("crs", crs84).end_object();
    }
    json.key("temporal").begin_object().key("interval").begin_array().begin_array();
    write_moment(json, extent.begin);
    write_moment(json, extent.end);
    json.end_array().end_array().member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian").end_object();
    json.end_object();
}

void write_collection(JsonWriter& json, const Call& call, const analysis::Collection& collection) {
    const auto table = call.state->snapshot()->features(collection.id, call.state->snapshot()->reference_date());
    const std::string path = path_of(collection);
    const auto link = [&](std::string_view further, std::string_view query, std::string_view rel,
                          std::string_view type) {
        write_link(json, call.links.to(path + std::string(further), query), rel, type);
    };
    json.begin_object()
        .member("id", collection.name)
        .member("title", title_of(collection))
        .member("description", collection.description)
        .member("itemType", "feature");
    json.key("crs").begin_array().value(crs84).end_array();
    write_extent(json, extent_of(*table));
    json.key("links").begin_array();
    link("", "", "self", media::json);
    link("", "f=html", "alternate", media::html);
    link("/items", "", "items", media::geojson);
    link("/items", "f=html", "items", media::html);
    link("/items", "f=csv", "items", media::csv);
    link("/queryables", "", "http://www.opengis.net/def/rel/ogc/1.0/queryables", media::schema);
    json.end_array().end_object();
}

Response list(const Call& call) {
    if (call.format == Format::html) {
        Page page("Bộ dữ liệu · Collections");
        page.trail({{"sanvat", call.links.to("/")}});
        page.begin_table({"Collection", "Records", "What it holds"});
        for (const analysis::Collection& collection : analysis::collections()) {
            const auto table =
                call.state->snapshot()->features(collection.id, call.state->snapshot()->reference_date());
            page.cell_link(title_of(collection), call.links.to(path_of(collection), "f=html"));
            page.cell_link(std::to_string(table->features().size()),
                           call.links.to(path_of(collection) + "/items", "f=html"));
            page.cell(collection.description);
            page.end_row();
        }
        page.end_table();
        return respond(media::html, page.take());
    }
    JsonWriter json;
    json.begin_object().key("links").begin_array();
    write_link(json, call.links.to("/collections"), "self", media::json);
    write_link(json, call.links.to("/collections", "f=html"), "alternate", media::html);
    json.end_array().key("collections").begin_array();
    for (const analysis::Collection& collection : analysis::collections())
        write_collection(json, call, collection);
    return respond(media::json, json.end_array().end_object().take());
}

Response one(const Call& call, const analysis::Collection& collection) {
    if (call.format == Format::html) {
        Page page(title_of(collection));
        page.trail({{"sanvat", call.links.to("/")}, {"Collections", call.links.to("/collections")}});
        page.paragraph(collection.description);
        page.link_list({{"Records", call.links.to(path_of(collection) + "/items", "f=html")},
                        {"Queryables", call.links.to(path_of(collection) + "/queryables", "f=json")},
                        {"JSON", call.links.to(path_of(collection), "f=json")}});
        page.begin_table({"Property", "Meaning", "Nghĩa"});
        for (const analysis::Property& property : collection.properties) {
            page.cell(property.name);
            page.cell(property.title_en);
            page.cell(property.title_vi);
            page.end_row();
        }
        page.end_table();
        return respond(media::html, page.take());
    }
    JsonWriter json;
    write_collection(json, call, collection);
    return respond(media::json, json.take());
}

Response queryables(const Call& call, const analysis::Collection& collection) {
    JsonWriter json;
    json.begin_object()
        .member("$schema", "https://json-schema.org/draft/2019-09/schema")
        .member("$id", call.links.to(path_of(collection) + "/queryables"))
        .member("type", "object")
        .member("title", title_of(collection))
        .member("description",
                "Each is a parameter of the items, values separated by commas meaning one of them, and "
                "a property in filters (CQL2 text)")
        .key("properties")
        .begin_object();
    for (const analysis::Property& property : collection.properties)
        json.key(property.name).raw(schema_of(property));
    json.end_object().member("additionalProperties", false);
    return respond(media::schema, json.end_object().take());
}

/// Says which collections there are, where a path names none of them.
Response unknown(const Call& call) {
    std::string names;
    for (const analysis::Collection& collection : analysis::collections()) {
        names.append(names.empty() ? "" : ", ").append(collection.name);
    }
    throw data::not_found("collection", "\"" + call.path.at("collection") + "\" is no collection",
                          "there are " + names);
}

}  // namespace

void add_collections(Resources& resources) {
    const std::vector<Format> formats{Format::json, Format::html};
    resources.push_back({.path = "/collections",
                         .id = "getCollections",
                         .tag = "Collections",
                         .summary = "The collections",
                         .formats = formats,
                         .own_html = true,
                         .answer = Answer(list)});
    for (const analysis::Collection& collection : analysis::collections()) {
        resources.push_back({.path = path_of(collection),
                             .id = "getCollection." + std::string(collection.name),
                             .tag = "Collections",
                             .summary = std::string(collection.title_en) + ": what the collection is",
                             .formats = formats,
                             .own_html = true,
                             .answer = Answer([&](const Call& call) { return one(call, collection); })});
        resources.push_back({.path = path_of(collection) + "/queryables",
                             .id = "getQueryables." + std::string(collection.name),
                             .tag = "Collections",
                             .summary = std::string(collection.title_en) + ": properties to select by",
                             .formats = formats,
                             .json_type = media::schema,
                             .answer = Answer([&](const Call& call) { return queryables(call, collection); })});
    }
    for (const std::string_view further : {"", "/items", "/items/{id}", "/queryables"}) {
        resources.push_back({.path = "/collections/{collection}" + std::string(further),
                             .lenient = true,
                             .documented = false,
                             .answer = Answer(unknown)});
    }
}

}  // namespace sanvat::api
