// SPDX-License-Identifier: Apache-2.0
#include "analysis/crosswalk.hpp"

#include "analysis/summary.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

void write_facts(JsonWriter& json, const analysis::CrosswalkQuestion& question, const analysis::Crosswalk& found) {
    json.member("from", data::to_string(question.from))
        .member("to", data::to_string(question.to))
        .member("figure", question.figure)
        .member("from_units_as_of", found.from_units_as_of)
        .member("total", found.total)
        .key("parts")
        .begin_object();
    write_rows(json, found.parts);
    json.end_object();
}

Response crosswalk(const Call& call) {
    const analysis::CrosswalkQuestion question{
        .from = level_of(call, "from", counting_levels),
        .to = level_of(call, "to", counting_levels),
        .figure = std::string(call.query.get("figure", "give a figure of the summary, as facilities")),
        .as_of = optional_date(call, "as-of"),
        .filter = filter_of(call, analysis::summarised)};
    analysis::Crosswalk found = analysis::crosswalk(*call.state->snapshot(), question);
    return respond_with(call, {.title = "Crosswalk of " + question.figure,
                               .table = std::move(found.units),
                               .as_of = found.as_of,
                               .units_as_of = found.to_units_as_of,
                               .page_note = ", carried from units as of " + found.from_units_as_of.to_string(),
                               .figures_only = true,
                               .facts = [&](JsonWriter& json) { write_facts(json, question, found); }});
}

}  // namespace

void add_crosswalk(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/crosswalk",
         .id = "crosswalk",
         .tag = "Analysis",
         .summary = "A figure of the summary carried between old districts and new communes, by area and by records",
         .parameters = {level_parameter("from", "Level that the figure comes from", counting_levels),
                        level_parameter("to", "Level to carry it to, the other one", counting_levels),
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
