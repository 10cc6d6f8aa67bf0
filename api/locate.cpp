// SPDX-License-Identifier: Apache-2.0
#include "analysis/locate.hpp"

#include "analysis/answer_table.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"

namespace sanvat::api {

namespace {

constexpr auto place_remedy = "give lon and lat in degrees (WGS 84)";

Response locate(const Call& call) {
    const data::LonLat place = parse_position(call.query.get("lon", place_remedy), call.query.get("lat", place_remedy));
    const data::Date as_of = as_of_date(call);
    const auto units = optional_date(call, "units");
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    const auto found = analysis::locate(snapshot, place, as_of, units);
    const data::Table table = analysis::table_of(found);
    // Of the communes; each feature says its own, since districts may be of another day.
    const auto units_as_of = analysis::communes_date(snapshot, units.value_or(as_of));
    if (call.format == Format::html) return table_page(call, "Locate", dates_text(as_of, units_as_of), table);
    if (call.format == Format::csv || call.format == Format::xlsx)
        return file_response(analysis::with_dates(table, as_of, units_as_of), call.format);
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection");
    write_dates(json, as_of, units_as_of);
    json.member("numberReturned", table.rows.size()).key("features").begin_array();
    write_features(json, table);
    return respond(media::geojson, json.end_array().end_object().take());
}

}  // namespace

void add_locate(Resources& resources) {
    resources.push_back({.path = "/analysis/locate",
                         .id = "locate",
                         .tag = "Analysis",
                         .summary = "The units that hold a place",
                         .parameters = {lon_parameter(), lat_parameter(), as_of_parameter(), units_parameter()},
                         .formats = answer_formats(),
                         .json_type = media::geojson,
                         .own_html = true,
                         .heavy = always,
                         .answer = Answer(locate)});
}

}  // namespace sanvat::api
