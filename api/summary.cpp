// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include <array>

#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

using analysis::CollectionId;
constexpr std::array counted{CollectionId::facilities, CollectionId::products, CollectionId::raw_material_areas};

data::AdminLevel level_of(const Call& call) {
    const std::string_view text = call.query.get("by", "give commune or district");
    const auto level = data::parse_admin_level(text);
    if (level == data::AdminLevel::commune || level == data::AdminLevel::district) return *level;
    throw data::bad_value("by", "\"" + std::string(text) + "\" is no level to count by", "give commune or district");
}

void write_rows(JsonWriter& json, const data::Table& table) {
    json.key("columns").begin_array();
    for (const data::Column& column : table.columns)
        json.value(column.name);
    json.end_array().key("rows").begin_array();
    for (const data::Row& row : table.rows) {
        json.begin_object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            json.key(table.columns[i].name).attribute(row.values[i]);
        json.end_object();
    }
    json.end_array();
}

Response summary(const Call& call) {
    const data::AdminLevel by = level_of(call);
    const analysis::Summary summary =
        analysis::summarise(*call.state->snapshot(), {.by = by,
                                                      .as_of = optional_date(call, "as-of"),
                                                      .units = optional_date(call, "units"),
                                                      .filter = filter_of(call, counted)});
    if (call.format == Format::csv || call.format == Format::xlsx)
        return file_response(analysis::figures_of(summary), call.format);
    if (call.format == Format::html) {
        return table_page(call, "Summary", dates_text(summary.as_of, summary.units_as_of), summary.table);
    }
    JsonWriter json;
    json.begin_object();
    if (call.format == Format::geojson) json.member("type", "FeatureCollection");
    json.member("by", data::to_string(by));
    write_dates(json, summary.as_of, summary.units_as_of);
    if (call.format == Format::json) {
        write_rows(json, summary.table);
        return respond(media::json, json.end_object().take());
    }
    json.key("features").begin_array();
    write_features(json, summary.table);
    return respond(media::geojson, json.end_array().end_object().take());
}

}  // namespace

void add_summary(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/summary",
         .id = "summary",
         .tag = "Analysis",
         .summary = "Facilities, products and hectares by commune or district",
         .parameters = {{"by", "Level of the units", R"({"type":"string","enum":["commune","district"]})", true},
                        as_of_parameter(),
                        units_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = answer_formats(),
         .own_html = true,
         .heavy = always,
         .answer = Answer(summary)});
}

}  // namespace sanvat::api
