// SPDX-License-Identifier: Apache-2.0
#include "analysis/indicators.hpp"

#include <array>
#include "analysis/answer_table.hpp"

#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

Response indicators(const Call& call) {
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    analysis::IndicatorsQuestion question{.as_of = optional_date(call, "as-of"), .filter = provenance_of(call)};
    add_filter(question.products, call, std::array{analysis::CollectionId::products});
    const auto indicators = analysis::measure_indicators(snapshot, question);
    return respond_with(call, {.title = "Indicators",
                               .table = indicators.table,
                               .as_of = indicators.as_of,
                               .units_as_of = analysis::communes_date(snapshot, indicators.as_of),
                               .json = [&](JsonWriter& json) {
                                   json.key("indicators");
                                   write_objects(json, indicators.table);
                               }});
}

}  // namespace

void add_indicators(Resources& resources) {
    resources.push_back({.path = "/analysis/indicators",
                         .id = "indicators",
                         .tag = "Analysis",
                         .summary = "The programme's targets against published figures and the data",
                         .parameters = {as_of_parameter(), provenance_parameter(), product_filter_parameter()},
                         .formats = {Format::json, Format::html, Format::csv, Format::xlsx},
                         .own_html = true,
                         .heavy = always,
                         .answer = Answer(indicators)});
}

}  // namespace sanvat::api
