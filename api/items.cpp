// SPDX-License-Identifier: Apache-2.0
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "analysis/answer_table.hpp"
#include "api/answers.hpp"
#include "api/item_page.hpp"
#include "api/page.hpp"
#include "api/parameters.hpp"
#include "api/percent.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::size_t usual_limit = 100;
constexpr std::size_t largest_limit = 10'000;
constexpr std::size_t heavy_limit = 1'000;

bool is_file(Format format) {
    return format == Format::csv || format == Format::xlsx;
}

/// Attributes are those of the span's last day; of an open end those of the reference date, or of its beginning if that
/// is later.
data::Date attributes_date(const std::optional<data::DateSpan>& span, data::Date reference) {
    if (!span) return reference;
    return span->last.value_or(std::max(reference, span->first.value_or(reference)));
}

std::optional<data::DateSpan> span_of(const Call& call) {
    const auto text = call.query.find("datetime");
    if (!text) return std::nullopt;
    return parse_datetime("datetime", *text);
}

std::size_t limit_of(const Call& call) {
    const auto text = call.query.find("limit");
    if (text) return parse_limit(*text, largest_limit);
    return is_file(call.format) ? largest_limit : usual_limit;
}

ItemQuestion question_of(const Call& call, const analysis::Collection& collection) {
    ItemQuestion question;
    question.span = span_of(call);
    question.limit = limit_of(call);
    if (const auto text = call.query.find("bbox")) question.boxes = parse_bbox("bbox", *text);
    if (const auto after = call.query.find("after")) question.after = *after;
    for (const auto& [name, value] : call.query.all()) {
        if (collection.find(name)) question.filter.add(analysis::parse_condition(collection, name, value));
    }
    add_filter(question.filter, call, std::span(&collection.id, 1));
    return question;
}

/// Everything that an answer about a page needs.
struct Found {
    const Call& call;
    const analysis::Collection& collection;
    std::shared_ptr<const FeatureTexts> texts;
    analysis::Filter filter;
    ItemPage page;

    [[nodiscard]] const analysis::Feature& feature(std::uint32_t position) const {
        return texts->table().features()[position];
    }
    [[nodiscard]] std::string path() const { return call.request->path; }
    [[nodiscard]] std::string next_query() const { return call.query.with("after", feature(page.positions.back()).id); }
};

void write_links(JsonWriter& json, const Found& found) {
    const Links& links = found.call.links;
    const Query& query = found.call.query;
    const std::string path = found.path();
    json.key("links").begin_array();
    write_link(json, links.to(path, found.call.request->query), "self", media::geojson);
    if (found.page.more) write_link(json, links.to(path, found.next_query()), "next", media::geojson);
    write_link(json, links.to(path, query.with("f", "html")), "alternate", media::html);
    write_link(json, links.to(path, query.with("f", "csv")), "alternate", media::csv);
    write_link(json, links.to("/collections/" + std::string(found.collection.name)), "collection", media::json);
    json.end_array();
}

Response as_json(const Found& found) {
    std::size_t size = 2'000;
    for (const std::uint32_t position : found.page.positions)
        size += found.texts->unclosed(position).size() + 3;
    JsonWriter json;
    json.reserve(size);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    json.begin_object()
        .member("type", "FeatureCollection")
        .member("timeStamp", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now)))
        .member("numberMatched", found.page.matched)
        .member("numberReturned", found.page.positions.size());
    write_links(json, found);
    json.key("features").begin_array();
    for (const std::uint32_t position : found.page.positions) {
        if (found.filter.shows_place(found.feature(position))) {
            json.raw(found.texts->unclosed(position));
        } else {
            write_unclosed_without_place(json, found.feature(position));
        }
        json.end_object().end_object();
    }
    return respond(media::geojson, json.end_array().end_object().take());
}

Response as_file(const Found& found) {
    std::vector<const analysis::Feature*> features;
    features.reserve(found.page.positions.size());
    for (const std::uint32_t position : found.page.positions)
        features.push_back(&found.feature(position));
    Response response = file_response(analysis::table_of(found.collection, features, found.filter), found.call.format);
    if (found.page.more) {
        response.headers.emplace_back("Link",
                                      "<" + found.call.links.to(found.path(), found.next_query()) + ">; rel=\"next\"");
    }
    return response;
}

void write_trail(Page& page, const Call& call, const analysis::Collection& collection) {
    const std::string path = "/collections/" + std::string(collection.name);
    page.trail({{"sanvat", call.links.to("/")},
                {"Collections", call.links.to("/collections")},
                {std::string(collection.title_en), call.links.to(path)}});
}

/// The same question for a file: as many records as one answer holds, from the first.
std::string all_query(const Query& query, std::string_view format) {
    return Query(Query(query.without("after")).with("limit", std::to_string(largest_limit))).with("f", format);
}

Response as_page(const Found& found) {
    const Links& links = found.call.links;
    const std::string path = "/collections/" + std::string(found.collection.name) + "/items";
    Page page(std::string(found.collection.title_vi).append(" · ").append(found.collection.title_en));
    write_trail(page, found.call, found.collection);
    page.paragraph(fmt::format("{} of {} records", found.page.positions.size(), found.page.matched));
    std::vector<std::pair<std::string, std::string>> others;
    if (found.page.more) others.emplace_back("Next page", links.to(path, found.next_query()));
    for (const auto& [text, format] : {std::pair("GeoJSON", "json"), {"CSV", "csv"}, {"XLSX", "xlsx"}}) {
        others.emplace_back(text, links.to(path, all_query(found.call.query, format)));
    }
    page.link_list(others);
    if (found.page.matched > largest_limit)
        page.paragraph(fmt::format("The files hold the first {} records; ask for the rest with after=ID of the last.",
                                   largest_limit));
    std::vector<std::string> columns{"id"};
    for (const analysis::Property& property : found.collection.properties)
        columns.emplace_back(property.title_en);
    page.begin_table(columns);
    for (const std::uint32_t position : found.page.positions) {
        const analysis::Feature& feature = found.feature(position);
        page.cell_link(feature.id, links.to(path + "/" + percent_encode(feature.id), "f=html"));
        for (const data::Value& value : feature.values)
            page.cell(data::to_text(value));
        page.end_row();
    }
    page.end_table();
    return respond(media::html, page.take());
}

Response items(const Call& call, const analysis::Collection& collection) {
    const ItemQuestion question = question_of(call, collection);
    const data::Date as_of = attributes_date(question.span, call.state->snapshot()->reference_date());
    Found found{call, collection, call.state->texts(collection.id, as_of), question.filter, {}};
    found.page = find_items(found.texts->table(), question);
    if (call.format == Format::html) return as_page(found);
    if (is_file(call.format)) return as_file(found);
    return as_json(found);
}

Response item_page(const Call& call, const analysis::Collection& collection, const analysis::Feature& feature) {
    Page page(data::to_text(feature.value("name")));
    write_trail(page, call, collection);
    page.link_list({{"GeoJSON", call.links.to(call.request->path, call.query.with("f", "json"))}});
    page.begin_table({"Property", "Value"});
    for (std::size_t i = 0; i < collection.properties.size(); ++i) {
        page.cell(
            std::string(collection.properties[i].title_vi).append(" · ").append(collection.properties[i].title_en));
        page.cell(data::to_text(feature.values[i]));
        page.end_row();
    }
    page.end_table();
    return respond(media::html, page.take());
}

/// Links to what units a unit went into, or came from: the crosswalk tells.
void write_unit_links(JsonWriter& json, const Call& call, const std::string& id) {
    const auto& content = call.state->snapshot()->content();
    const auto key = data::parse_unit_key(id);
    if (!key) return;
    const auto write = [&](const data::UnitKey& other, std::string_view rel) {
        const auto unit = std::ranges::find(content.units, other, &data::AdminUnit::key);
        if (unit == content.units.end()) return;
        const std::string collection = unit->level == data::AdminLevel::district ? "districts" : "communes";
        write_link(json, call.links.to("/collections/" + collection + "/items/" + percent_encode(other.to_string())),
                   rel, media::geojson, full_name(*unit));
    };
    for (const data::CrosswalkRow& row : content.crosswalk) {
        if (row.old_unit == *key) write(row.new_unit, "successor-version");
        if (row.new_unit == *key) write(row.old_unit, "predecessor-version");
    }
}

Response item(const Call& call, const analysis::Collection& collection) {
    const data::Date as_of = attributes_date(span_of(call), call.state->snapshot()->reference_date());
    const auto texts = call.state->texts(collection.id, as_of);
    const std::string& id = call.path.at("id");
    const analysis::Feature* feature = texts->table().find(id);
    if (!feature) {
        throw data::not_found("id", "\"" + id + "\" is no record of " + std::string(collection.name),
                              "see the items of the collection");
    }
    if (call.format == Format::html) return item_page(call, collection, *feature);
    const std::string collection_path = "/collections/" + std::string(collection.name);
    JsonWriter json;
    json.raw(texts->unclosed(texts->position(*feature))).end_object().key("links").begin_array();
    write_link(json, call.links.to(call.request->path, call.request->query), "self", media::geojson);
    write_link(json, call.links.to(call.request->path, call.query.with("f", "html")), "alternate", media::html);
    write_link(json, call.links.to(collection_path), "collection", media::json);
    const bool is_unit =
        collection.id == analysis::CollectionId::communes || collection.id == analysis::CollectionId::districts;
    if (is_unit) write_unit_links(json, call, id);
    return respond(media::geojson, json.end_array().end_object().take());
}

/// True where the table of the day may have to be made first.
bool is_of_some_day(const Call& call) {
    return call.query.find("datetime").has_value();
}

/// Exports, long pages, and attributes of a day whose table may have to be made first.
bool is_heavy(const Call& call) {
    return call.format == Format::html || is_file(call.format) || limit_of(call) > heavy_limit || is_of_some_day(call);
}

std::vector<Parameter> parameters_of(const analysis::Collection& collection) {
    std::vector<Parameter> parameters{
        {"bbox",
         "west,south,east,north in degrees, or six numbers with heights; west above east crosses the antimeridian",
         R"({"type":"array","items":{"type":"number"},"minItems":4,"maxItems":6})"},
        datetime_parameter(),
        limit_parameter(usual_limit, largest_limit),
        filter_parameter(),
        {"after", "Only ids after this one: what `next` links hold", R"({"type":"string"})"}};
    for (const analysis::Property& property : collection.properties) {
        parameters.push_back({std::string(property.name),
                              std::string(property.title_en) + " is one of these values, separated by commas",
                              R"({"type":"array","items":)" + schema_of(property) + "}"});
    }
    return parameters;
}

}  // namespace

void add_items(Resources& resources) {
    for (const analysis::Collection& collection : analysis::collections()) {
        const std::string path = "/collections/" + std::string(collection.name) + "/items";
        const std::string name(collection.title_en);
        resources.push_back({.path = path,
                             .id = "getItems." + std::string(collection.name),
                             .tag = "Collections",
                             .summary = name + ": records, page by page",
                             .parameters = parameters_of(collection),
                             .formats = {Format::json, Format::geojson, Format::html, Format::csv, Format::xlsx},
                             .json_type = media::geojson,
                             .own_html = true,
                             .heavy = is_heavy,
                             .answer = Answer([&](const Call& call) { return items(call, collection); })});
        resources.push_back({.path = path + "/{id}",
                             .id = "getItem." + std::string(collection.name),
                             .tag = "Collections",
                             .summary = name + ": one record",
                             .path_parameters = {{"id", "Id of the record", R"({"type":"string"})", true}},
                             .parameters = {datetime_parameter()},
                             .formats = {Format::json, Format::geojson, Format::html},
                             .json_type = media::geojson,
                             .own_html = true,
                             .heavy = is_of_some_day,
                             .answer = Answer([&](const Call& call) { return item(call, collection); })});
    }
}

}  // namespace sanvat::api
