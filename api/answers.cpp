// SPDX-License-Identifier: Apache-2.0
#include "api/answers.hpp"

#include <cmath>

#include "analysis/answer_table.hpp"
#include "api/page.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

/// "Records as of …, units as of …".
std::string dates_text(data::Date as_of, std::optional<data::Date> units_as_of) {
    std::string text = "Records as of " + as_of.to_string();
    if (units_as_of) text += ", units as of " + units_as_of->to_string();
    return text;
}

/// The table for people, below the days it is of.
Response table_page(const Call& call, const TableAnswer& answer) {
    const data::Table& table = answer.table;
    Page page(answer.title);
    page.trail({{"sanvat", call.links.to("/")}});
    page.paragraph(dates_text(answer.as_of, answer.units_as_of) + answer.page_note);
    const auto other = [&](std::string_view f) { return call.links.to(call.request->path, call.query.with("f", f)); };
    page.link_list({{"JSON", other("json")}, {"CSV", other("csv")}, {"XLSX", other("xlsx")}});
    std::vector<std::string> columns;
    columns.reserve(table.columns.size());
    for (const data::Column& column : table.columns)
        columns.push_back(column.name);
    page.begin_table(columns);
    for (const data::Row& row : table.rows) {
        for (const data::Value& value : row.values)
            page.cell(data::to_text(value));
        page.end_row();
    }
    page.end_table();
    return respond(media::html, page.take());
}

Response plain_json(const TableAnswer& answer) {
    JsonWriter json;
    json.begin_object();
    write_dates(json, answer.as_of, answer.units_as_of);
    if (answer.facts) answer.facts(json);
    answer.json(json);
    return respond(media::json, json.end_object().take());
}

Response feature_collection(const TableAnswer& answer) {
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection");
    write_dates(json, answer.as_of, answer.units_as_of);
    if (answer.facts) answer.facts(json);
    json.member("numberReturned", answer.table.rows.size()).key("features").begin_array();
    write_features(json, answer.table);
    return respond(media::geojson, json.end_array().end_object().take());
}

}  // namespace

std::vector<Format> answer_formats() {
    return {Format::json, Format::geojson, Format::html, Format::csv, Format::xlsx};
}

Response file_response(const data::Table& table, Format format) {
    const std::string ending(to_string(format));
    Response response = respond(media_type(format), data::write_table_bytes(table, ending));
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + table.name + "." + ending + "\"");
    return response;
}

Response file_or_page(const Call& call, TableAnswer answer) {
    if (call.format == Format::html) return table_page(call, answer);
    data::Table rows =
        answer.figures_only ? analysis::without_geometry(std::move(answer.table)) : std::move(answer.table);
    return file_response(analysis::with_dates(std::move(rows), answer.as_of, answer.units_as_of), call.format);
}

Response respond_with(const Call& call, TableAnswer answer) {
    if (call.format == Format::json && answer.json) return plain_json(answer);
    if (call.format == Format::json || call.format == Format::geojson) return feature_collection(answer);
    return file_or_page(call, std::move(answer));
}

void write_dates(JsonWriter& json, data::Date as_of, std::optional<data::Date> units_as_of) {
    json.member("as_of", as_of).key("units_as_of");
    if (units_as_of) {
        json.value(*units_as_of);
    } else {
        json.null();
    }
}

void write_unclosed_hit(JsonWriter& json, const State& state, const analysis::Hit& hit) {
    const auto texts = state.texts(hit.table);
    json.raw(texts->unclosed(texts->position(*hit.feature)))
        .member("collection", analysis::collection(hit.feature->collection).name)
        .member("distance_m", to_millimetres(hit.distance_m));
}

void write_objects(JsonWriter& json, const data::Table& table) {
    json.begin_array();
    for (const data::Row& row : table.rows) {
        json.begin_object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            json.key(table.columns[i].name).attribute(row.values[i]);
        json.end_object();
    }
    json.end_array();
}

void write_rows(JsonWriter& json, const data::Table& table) {
    json.key("columns").begin_array();
    for (const data::Column& column : table.columns)
        json.value(column.name);
    json.end_array().key("rows");
    write_objects(json, table);
}

void write_features(JsonWriter& json, const data::Table& table) {
    for (const data::Row& row : table.rows) {
        json.begin_object().member("type", "Feature");
        if (!row.id.empty()) json.member("id", row.id);
        json.key("geometry").geometry(row.geometry).key("properties").begin_object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            json.key(table.columns[i].name).attribute(row.values[i]);
        json.end_object().end_object();
    }
}

double to_millimetres(double metres) {
    return std::round(metres * 1000) / 1000;
}

}  // namespace sanvat::api
