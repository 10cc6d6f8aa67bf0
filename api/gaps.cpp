// SPDX-License-Identifier: Apache-2.0
#include "analysis/gaps.hpp"

#include <array>

#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"

namespace sanvat::api {

namespace {

analysis::Gaps ask(const Call& call) {
    analysis::GapsQuestion question;
    question.as_of = optional_date(call, "as-of");
    question.units = optional_date(call, "units");
    if (const auto months = call.query.find("months")) {
        question.months = static_cast<int>(parse_integer("months", *months, 1, analysis::most_gap_months));
    }
    question.filter = provenance_of(call);
    add_filter(question.products, call, std::array{analysis::CollectionId::products});
    return analysis::find_gaps(*call.state->snapshot(), question);
}

/// One part, or all of them as one table.
data::Table table_of(const Call& call, const analysis::Gaps& gaps) {
    const auto part = call.query.find("part");
    return part ? analysis::part_of(gaps, "part", *part) : analysis::table_of(gaps);
}

void write_parts(JsonWriter& json, const Call& call, const analysis::Gaps& gaps) {
    const auto part = call.query.find("part");
    json.member("months", gaps.months)
        .member("products_not_placed", gaps.products_not_placed)
        .member("hectares_not_placed", gaps.hectares_not_placed);
    for (const std::string_view name : analysis::gap_parts) {
        if (part && *part != name) continue;
        json.key(name);
        write_objects(json, analysis::part_of(gaps, "part", name));
    }
}

Response gaps(const Call& call) {
    const analysis::Gaps gaps = ask(call);
    return respond_with(call, {.title = "Gaps",
                               .table = table_of(call, gaps),
                               .as_of = gaps.as_of,
                               .units_as_of = gaps.units_as_of,
                               .json = [&](JsonWriter& json) { write_parts(json, call, gaps); }});
}

}  // namespace

void add_gaps(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/gaps",
         .id = "gaps",
         .tag = "Analysis",
         .summary = "Communes without a rated product, ratings about to lapse, craft villages without a rated product",
         .parameters = {{"months", "How far before and after as-of a rating counts as lapsed or about to lapse",
                         R"({"type":"integer","minimum":1,"maximum":120,"default":6})"},
                        {"part",
                         "One of the three arrays alone; files and GeoJSON otherwise hold all three in one table, "
                         "whose column `gap` names the part",
                         R"({"type":"string","enum":["communes","expiring","villages"]})"},
                        as_of_parameter(),
                        units_parameter(),
                        provenance_parameter(),
                        product_filter_parameter()},
         .formats = answer_formats(),
         .own_html = true,
         .heavy = always,
         .answer = Answer(gaps)});
}

}  // namespace sanvat::api
