// SPDX-License-Identifier: Apache-2.0
#include "analysis/crosswalk.hpp"
#include "analysis/summary.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

using analysis::CollectionId;

data::AdminLevel level_named(const Call& call, const std::string& parameter) {
    const std::string remedy = "give commune or district";
    const std::string_view text = call.query.get(parameter, remedy);
    const auto level = data::parse_admin_level(text);
    if (level == data::AdminLevel::commune || level == data::AdminLevel::district) return *level;
    throw data::bad_value(parameter, "\"" + std::string(text) + "\" is no level to count by", remedy);
}

Response as_json(const analysis::CrosswalkQuestion& question, const analysis::Crosswalk& found) {
    JsonWriter json;
    json.begin_object()
        .member("type", "FeatureCollection")
        .member("from", data::to_string(question.from))
        .member("to", data::to_string(question.to))
        .member("figure", question.figure);
    write_dates(json, found.as_of, found.to_units_as_of);
    json.member("from_units_as_of", found.from_units_as_of).member("total", found.total).key("parts").begin_object();
    write_rows(json, found.parts);
    json.end_object().key("features").begin_array();
    write_features(json, found.units);
    return respond(media::geojson, json.end_array().end_object().take());
}

Response crosswalk(const Call& call) {
    const analysis::CrosswalkQuestion question{
        .from = level_named(call, "from"),
        .to = level_named(call, "to"),
        .figure = std::string(call.query.get("figure", "give a figure of the summary, as facilities")),
        .as_of = optional_date(call, "as-of"),
        .filter = filter_of(call, analysis::summarised)};
    const analysis::Crosswalk found = analysis::crosswalk(*call.state->snapshot(), question);
    if (call.format == Format::csv || call.format == Format::xlsx) {
        return file_response(
            analysis::with_dates(analysis::without_geometry(found.units), found.as_of, found.to_units_as_of),
            call.format);
    }
    if (call.format == Format::html) {
        const std::string facts = dates_text(found.as_of, found.to_units_as_of) + ", carried from units as of " +
                                  found.from_units_as_of.to_string();
        return table_page(call, "Crosswalk of " + question.figure, facts, found.units);
    }
    return as_json(question, found);
}

}  // namespace

void add_crosswalk(Resources& resources) {
    const std::string levels = R"({"type":"string","enum":["commune","district"]})";
    resources.push_back(
        {.path = "/analysis/crosswalk",
         .id = "crosswalk",
         .tag = "Analysis",
         .summary = "A figure of the summary carried between old districts and new communes, by area and by records",
         .parameters = {{"from", "Level that the figure comes from", levels, true},
                        {"to", "Level to carry it to, the other one", levels, true},
                        {"figure", "A numeric column of the summary", R"({"type":"string","example":"facilities"})",
                         true},
                        as_of_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = answer_formats(),
         .json_type = media::geojson,
         .own_html = true,
         .heavy = always,
         .answer = Answer(crosswalk)});
}

}  // namespace sanvat::api
