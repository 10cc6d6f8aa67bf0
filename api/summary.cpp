// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include "analysis/crop_names.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

/// The level, and what the crops of the columns hectares_<crop> are called.
void write_facts(JsonWriter& json, const Call& call, data::AdminLevel by) {
    json.member("by", data::to_string(by)).key("crops").begin_array();
    for (const auto& [crop, name] : analysis::crop_names(call.state->snapshot()->content())) {
        json.begin_object()
            .member("id", crop)
            .key("name")
            .attribute(name.vi.empty() ? data::Value{} : data::Value{name.vi})
            .key("name_en")
            .attribute(name.en.empty() ? data::Value{} : data::Value{name.en})
            .end_object();
    }
    json.end_array();
}

Response summary(const Call& call) {
    const data::AdminLevel by = level_of(call, "by", counting_levels);
    const analysis::Summary summary =
        analysis::summarise(*call.state->snapshot(), {.by = by,
                                                      .as_of = optional_date(call, "as-of"),
                                                      .units = optional_date(call, "units"),
                                                      .filter = filter_of(call, analysis::summarised)});
    return respond_with(call, {.title = "Summary",
                               .table = summary.table,
                               .as_of = summary.as_of,
                               .units_as_of = summary.units_as_of,
                               .figures_only = true,
                               .facts = [&](JsonWriter& json) { write_facts(json, call, by); },
                               .json = [&](JsonWriter& json) { write_rows(json, summary.table); }});
}

}  // namespace

void add_summary(Resources& resources) {
    resources.push_back({.path = "/analysis/summary",
                         .id = "summary",
                         .tag = "Analysis",
                         .summary = "Facilities, products and hectares by commune or district",
                         .parameters = {level_parameter("by", "Level of the units", counting_levels), as_of_parameter(),
                                        units_parameter(), provenance_parameter(), filter_parameter()},
                         .formats = answer_formats(),
                         .own_html = true,
                         .heavy = always,
                         .answer = Answer(summary)});
}

}  // namespace sanvat::api
