// SPDX-License-Identifier: Apache-2.0
#include "analysis/figure_classes.hpp"
#include "analysis/summary.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"
#include "api/values.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

analysis::ClassMethod method_of(const Call& call, analysis::ClassMethod usual) {
    const auto text = call.query.find("method");
    if (!text) return usual;
    if (const auto method = analysis::parse_class_method(*text)) return *method;
    throw data::bad_value("method", "\"" + std::string(*text) + "\" is no way to make classes",
                          "give equal, quantile, jenks or pretty");
}

analysis::FigureClassesQuestion classes_question_of(const Call& call) {
    analysis::FigureClassesQuestion question;
    question.summary = {.by = level_of(call, "by", counting_levels),
                        .as_of = optional_date(call, "as-of"),
                        .units = optional_date(call, "units"),
                        .filter = filter_of(call, analysis::summarised)};
    question.figure = call.query.get("figure", "give a column of the summary, as facilities or hectares");
    question.method = method_of(call, question.method);
    if (const auto n = call.query.find("n")) {
        question.classes =
            static_cast<std::size_t>(parse_integer("n", *n, analysis::fewest_classes, analysis::most_classes));
    }
    return question;
}

void write_json(JsonWriter& json, const analysis::FigureClassesQuestion& question,
                const analysis::FigureClasses& found) {
    json.member("by", data::to_string(question.summary.by))
        .member("figure", question.figure)
        .member("method", analysis::to_string(question.method))
        .member("n", question.classes)
        .member("units", found.units)
        .member("distinct", found.distinct)
        .member("not_placed", found.not_placed);
    if (!found.note.empty()) json.member("note", found.note);
    write_rows(json, found.table);
}

Response classes(const Call& call) {
    const auto question = classes_question_of(call);
    const auto found = analysis::classes_of(*call.state->snapshot(), question);
    const std::string note = found.note.empty() ? "" : "; " + found.note;
    return respond_with(call, {.title = "Classes of " + question.figure,
                               .table = found.table,
                               .as_of = found.as_of,
                               .units_as_of = found.units_as_of,
                               .page_note = note,
                               .json = [&](JsonWriter& json) { write_json(json, question, found); }});
}

}  // namespace

void add_classes(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/classes",
         .id = "classes",
         .tag = "Analysis",
         .summary = "Class breaks of a figure of the summary, and how many units each class has",
         .parameters = {level_parameter("by", "Level of the units", counting_levels),
                        {"figure", "A numeric column of the summary",
                         R"({"type":"string","example":"facilities_agro_processing"})", true},
                        {"method", "How the breaks are found",
                         R"({"type":"string","enum":["equal","quantile","jenks","pretty"],"default":"quantile"})"},
                        {"n", "How many classes at most", R"({"type":"integer","minimum":2,"maximum":12,"default":5})"},
                        as_of_parameter(),
                        units_parameter(),
                        provenance_parameter(),
                        filter_parameter()},
         .formats = {Format::json, Format::html, Format::csv, Format::xlsx},
         .own_html = true,
         .heavy = always,
         .answer = Answer(classes)});
}

}  // namespace sanvat::api
