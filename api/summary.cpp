// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

Response summary(const Call& call) {
    constexpr std::array levels{data::AdminLevel::commune, data::AdminLevel::district};
    const data::AdminLevel by = level_of(call, levels);
    const analysis::Summary summary =
        analysis::summarise(*call.state->snapshot(), {.by = by,
                                                      .as_of = optional_date(call, "as-of"),
                                                      .units = optional_date(call, "units"),
                                                      .filter = filter_of(call, analysis::summarised)});
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
