// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

constexpr std::array levels{data::AdminLevel::commune, data::AdminLevel::district};
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
    analysis::OverlayQuestion question{.by = level_of(call, levels),
                                       .as_of = optional_date(call, "as-of"),
                                       .units = optional_date(call, "units"),
                                       .filter = filter_of(call, overlaid)};
    if (const auto crop = call.query.find("crop")) {
        question.filter.add(analysis::parse_crop_condition(snapshot, "crop", *crop));
    }
    const analysis::Overlay found = analysis::overlay(snapshot, question);
    if (call.format == Format::csv || call.format == Format::xlsx) {
        return file_response(
            analysis::with_dates(analysis::without_geometry(found.pieces), found.as_of, found.units_as_of),
            call.format);
    }
    if (call.format == Format::html) {
        return table_page(call, "Overlay", dates_text(found.as_of, found.units_as_of), found.pieces);
    }
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection").member("by", data::to_string(question.by));
    write_dates(json, found.as_of, found.units_as_of);
    write_totals(json, found.totals);
    json.key("units").begin_object();
    write_rows(json, found.units);
    json.end_object().member("numberReturned", found.pieces.rows.size()).key("features").begin_array();
    write_features(json, found.pieces);
    return respond(media::geojson, json.end_array().end_object().take());
}

}  // namespace

void add_overlay(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/overlay",
         .id = "overlay",
         .tag = "Analysis",
         .summary = "Raw-material areas by commune or district: hectares and shares, declared against measured",
         .parameters = {{"by", "Level of the units", R"({"type":"string","enum":["commune","district"]})", true},
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
