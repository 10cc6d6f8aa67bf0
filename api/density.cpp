// SPDX-License-Identifier: Apache-2.0
#include "analysis/density.hpp"

#include <array>

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr std::array usual_density_collections{analysis::CollectionId::facilities};

analysis::DensityQuestion density_question_of(const Call& call) {
    analysis::DensityQuestion question;
    question.scope = {collections_of(call, usual_density_collections), as_of_date(call), {}};
    question.scope.filter = filter_of(call, question.scope.collections);
    if (const auto text = call.query.find("method")) {
        const auto method = analysis::parse_density_method(*text);
        if (!method) {
            throw data::bad_value("method", "\"" + std::string(*text) + "\" is no way to measure density",
                                  "give hexagon or kernel");
        }
        question.method = *method;
    }
    if (const auto cell = call.query.find("cell")) question.cell_m = analysis::parse_distance_m("cell", *cell);
    if (const auto bandwidth = call.query.find("bandwidth")) {
        question.bandwidth_m = analysis::parse_distance_m("bandwidth", *bandwidth);
    }
    return question;
}

void write_facts(JsonWriter& json, const analysis::DensityQuestion& question, const analysis::Density& found) {
    json.member("collection", names_of(question.scope.collections))
        .member("method", analysis::to_string(question.method))
        .member("cell_m", found.cell_m)
        .member("cell_area_km2", found.cell_area_km2);
    if (found.bandwidth_m) json.member("bandwidth_m", *found.bandwidth_m);
    json.member("records", found.records)
        .member("not_placed", found.not_placed)
        .member("placed_by_unit", found.placed_by_unit)
        .member("sum", found.sum);
}

Response density(const Call& call) {
    const auto question = density_question_of(call);
    auto found = analysis::density(*call.state->snapshot(), question);
    return respond_with(call, {.title = "Density",
                               .table = std::move(found.table),
                               .as_of = found.as_of,
                               .units_as_of = analysis::communes_date(*call.state->snapshot(), found.as_of),
                               .facts = [&](JsonWriter& json) { write_facts(json, question, found); }});
}

}  // namespace

void add_density(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/density",
         .id = "density",
         .tag = "Analysis",
         .summary = "How densely records stand: hexagons of one area with counts, or with a kernel estimate",
         .parameters = {collection_parameter(names_of(usual_density_collections)),
                        {"method", "Counts by cell, or a quartic kernel at the cells' centres",
                         R"({"type":"string","enum":["hexagon","kernel"],"default":"hexagon"})"},
                        {"cell", "Distance between opposite sides of a cell, 500 m to 100 km",
                         R"({"type":"string","default":"5km"})"},
                        {"bandwidth",
                         "With kernel: how far a record counts, from the size of a cell to 200 km; default: twice that "
                         "size",
                         R"({"type":"string","example":"8km"})"},
                        as_of_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = answer_formats(),
         .json_type = media::geojson,
         .own_html = true,
         .heavy = always,
         .answer = Answer(density)});
}

}  // namespace sanvat::api
