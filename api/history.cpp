// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analysis/product_history.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"

namespace sanvat::api {

namespace {

constexpr std::array levels{data::AdminLevel::commune, data::AdminLevel::district, data::AdminLevel::province};
constexpr std::array counted{analysis::CollectionId::products};

std::optional<int> year_of(const Call& call, std::string_view parameter) {
    const auto text = call.query.find(parameter);
    if (!text) return std::nullopt;
    return static_cast<int>(
        parse_integer(parameter, *text, analysis::earliest_history_year, analysis::latest_history_year));
}

Response history(const Call& call) {
    const analysis::ProductHistoryQuestion question{.by = level_of(call, "by", levels),
                                                    .from = year_of(call, "from"),
                                                    .to = year_of(call, "to"),
                                                    .as_of = optional_date(call, "as-of"),
                                                    .units = optional_date(call, "units"),
                                                    .filter = filter_of(call, counted)};
    const auto found = analysis::product_history(*call.state->snapshot(), question);
    return respond_with(
        call,
        {.title = "History",
         .table = found.table,
         .as_of = found.as_of,
         .units_as_of = found.units_as_of,
         .figures_only = true,
         .facts =
             [&](JsonWriter& json) {
                 json.member("by", data::to_string(question.by)).member("from", found.from).member("to", found.to);
             },
         .json = [&](JsonWriter& json) { write_rows(json, found.table); }});
}

}  // namespace

void add_history(Resources& resources) {
    constexpr auto year = R"({"type":"integer","minimum":1900,"maximum":2200})";
    resources.push_back(
        {.path = "/analysis/history",
         .id = "history",
         .tag = "Analysis",
         .summary = "Rated products by unit on 31 December of each year; new, renewed, returned and lapsed ones",
         .parameters = {level_parameter("by", "Level of the units", levels),
                        {"from", "First year; default: that of the first rating", year},
                        {"to", "Last year, at most 50 in all; default: that of as-of", year},
                        {"as-of", "Ratings signed up to this day count; default: the reference date of the store",
                         R"({"type":"string","format":"date"})"},
                        units_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = answer_formats(),
         .own_html = true,
         .heavy = always,
         .answer = Answer(history)});
}

}  // namespace sanvat::api
