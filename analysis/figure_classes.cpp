// SPDX-License-Identifier: Apache-2.0
#include "analysis/figure_classes.hpp"

#include <algorithm>

#include "data/error.hpp"

namespace sanvat::analysis {

using data::ValueType;

namespace {

bool is_figure(const data::Column& column) {
    return column.type == ValueType::integer || column.type == ValueType::number;
}

std::size_t column_of(const data::Table& summary, const std::string& figure) {
    const auto found = std::ranges::find(summary.columns, figure, &data::Column::name);
    if (found != summary.columns.end() && is_figure(*found)) {
        return static_cast<std::size_t>(found - summary.columns.begin());
    }
    std::string known;
    for (const data::Column& column : summary.columns) {
        if (is_figure(column)) known.append(known.empty() ? "" : ", ").append(column.name);
    }
    throw data::bad_value("figure", "\"" + figure + "\" is no figure of the summary", "give one of " + known);
}

double number_in(const data::Row& row, std::size_t column) {
    if (const auto* whole = std::get_if<std::int64_t>(&row.values[column])) return static_cast<double>(*whole);
    return std::get<double>(row.values[column]);
}

std::size_t count_distinct(std::vector<double> values) {
    std::ranges::sort(values);
    return values.size() - std::ranges::unique(values).size();
}

std::string note_on(const FigureClasses& found, ClassMethod method, std::size_t wanted) {
    const std::size_t made = found.table.rows.size();
    if (made == wanted) return {};
    std::string note = std::to_string(made) + " instead of " + std::to_string(wanted) + " classes: ";
    if (found.distinct < wanted)
        note += "there are only " + std::to_string(found.distinct) + " different values";
    else if (method == ClassMethod::quantile)
        note += "equal values stay together";
    else
        note += "the step is a round number";
    return note;
}

data::Table table_of(const std::vector<ValueClass>& classes) {
    data::Table table;
    table.name = "classes";
    table.spatial = false;
    table.columns = {{"class", ValueType::integer},
                     {"from", ValueType::number},
                     {"to", ValueType::number},
                     {"closed", ValueType::string},
                     {"count", ValueType::integer}};
    for (const ValueClass& each : classes) {
        table.rows.push_back({{},
                              {static_cast<std::int64_t>(table.rows.size() + 1), each.from, each.to,
                               each.from_closed ? "both" : "to", static_cast<std::int64_t>(each.count)},
                              {}});
    }
    return table;
}

}  // namespace

FigureClasses classes_of(const Snapshot& snapshot, const FigureClassesQuestion& question) {
    if (question.classes < fewest_classes || question.classes > most_classes) {
        throw data::bad_value("n", std::to_string(question.classes) + " is no number of classes",
                              "give " + std::to_string(fewest_classes) + " to " + std::to_string(most_classes));
    }
    const Summary summary = summarise(snapshot, question.summary);
    const std::size_t column = column_of(summary.table, question.figure);
    std::vector<double> values;
    FigureClasses found{.as_of = summary.as_of,
                        .units_as_of = summary.units_as_of,
                        .note = {},
                        .table = {},
                        .classes = {},
                        .figures = {}};
    for (const data::Row& row : summary.table.rows) {
        if (data::is_null(row.values.front())) {
            found.not_placed = number_in(row, column);
        } else {
            values.push_back(number_in(row, column));
            found.figures.emplace_back(row.id, values.back());
        }
    }
    found.units = values.size();
    found.distinct = count_distinct(values);
    found.classes = classify(values, question.method, question.classes);
    found.table = table_of(found.classes);
    found.note = note_on(found, question.method, question.classes);
    return found;
}

}  // namespace sanvat::analysis
