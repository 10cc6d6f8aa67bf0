// SPDX-License-Identifier: Apache-2.0
#include "api/answers.hpp"

#include <cmath>

#include "api/page.hpp"
#include "data/error.hpp"

namespace sanvat::api {

std::vector<Format> answer_formats() {
    return {Format::json, Format::geojson, Format::html, Format::csv, Format::xlsx};
}

Response file_response(const data::Table& table, Format format) {
    const std::string ending(to_string(format));
    Response response = respond(media_type(format), data::write_table_bytes(table, ending));
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + table.name + "." + ending + "\"");
    return response;
}

Response table_page(const Call& call, std::string_view title, std::string_view facts, const data::Table& table) {
    Page page(title);
    page.trail({{"sanvat", call.links.to("/")}});
    page.paragraph(facts);
    const auto other = [&](std::string_view f) { return call.links.to(call.request->path, call.query.with("f", f)); };
    page.link_list({{"JSON", other("json")}, {"CSV", other("csv")}, {"XLSX", other("xlsx")}});
    std::vector<std::string> columns;
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

void write_dates(JsonWriter& json, data::Date as_of, std::optional<data::Date> units_as_of) {
    json.member("as_of", as_of).key("units_as_of");
    if (units_as_of) {
        json.value(*units_as_of);
    } else {
        json.null();
    }
}

std::string dates_text(data::Date as_of, std::optional<data::Date> units_as_of) {
    std::string text = "Records as of " + as_of.to_string();
    if (units_as_of) text += ", units as of " + units_as_of->to_string();
    return text;
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
