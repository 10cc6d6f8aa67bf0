// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay.hpp"

#include <array>

#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

constexpr std::array overlaid{analysis::CollectionId::raw_material_areas};

void write_totals(JsonWriter& json, const analysis::OverlayTotals& totals) {
    json.key("totals")
        .begin_object()
        .member("hectares", totals.hectares)
        .member("by_outline", totals.by_outline)
        .member("by_illustrative_outline", totals.by_illustrative_outline)
        .member("by_place", totals.by_place)
        .member("not_placed", totals.not_placed)
        .end_object();
}

Response overlay(const Call& call) {
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    analysis::OverlayQuestion question{.by = level_of(call, "by", counting_levels),
                                       .as_of = optional_date(call, "as-of"),
                                       .units = optional_date(call, "units"),
                                       .filter = filter_of(call, overlaid)};
    if (const auto crop = call.query.find("crop")) {
        question.filter.add(analysis::parse_crop_condition(snapshot, "crop", *crop));
    }
    analysis::Overlay found = analysis::overlay(snapshot, question);
    return respond_with(call, {.title = "Overlay",
                               .table = std::move(found.pieces),
                               .as_of = found.as_of,
                               .units_as_of = found.units_as_of,
                               .figures_only = true,
                               .facts = [&](JsonWriter& json) {
                                   json.member("by", data::to_string(question.by));
                                   write_totals(json, found.totals);
                                   json.key("units").begin_object();
                                   write_rows(json, found.units);
                                   json.end_object();
                               }});
}

}  // namespace

void add_overlay(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/overlay",
         .id = "overlay",
         .tag = "Analysis",
         .summary = "Raw-material areas by commune or district: hectares and shares, declared against measured",
         .parameters = {level_parameter("by", "Level of the units", counting_levels),
                        {"crop", "Only areas of these crops, separated by commas",
                         R"({"type":"array","items":{"type":"string","example":"thach_den"}})"},
                        as_of_parameter(),
                        units_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = answer_formats(),
         .json_type = media::geojson,
         .own_html = true,
         .heavy = always,
         .answer = Answer(overlay)});
}

}  // namespace sanvat::api
