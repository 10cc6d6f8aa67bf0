// SPDX-License-Identifier: Apache-2.0
#include "analysis/locate.hpp"

#include "analysis/answer_table.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

Response locate(const Call& call) {
    const data::LonLat place = place_of(call);
    const data::Date as_of = as_of_date(call);
    const auto units = optional_date(call, "units");
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    return respond_with(call, {.title = "Locate",
                               .table = analysis::table_of(analysis::locate(snapshot, place, as_of, units)),
                               .as_of = as_of,
                               // Of the communes; each feature says its own, since districts may be of another day.
                               .units_as_of = analysis::communes_date(snapshot, units.value_or(as_of))});
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
