// SPDX-License-Identifier: Apache-2.0
#include "analysis/crosswalk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/summary.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::CrosswalkRow;
using data::Value;
using data::ValueType;

namespace {

/// Shares of areas add up to 1 but for rounding: what is missing below this is no ground.
constexpr double rounding = 1e-6;

/// To what the summary rounds, finely enough for sums.
double rounded(double figure) {
    return std::round(figure * 1e6) / 1e6;
}

/// The row's part of a unit of `from` in a unit of `to`; nothing where it does not lead from the one set to the other.
std::optional<CrosswalkPart> part_of(const CrosswalkRow& row, const UnitSet& from, const UnitSet& to) {
    const auto part = [&](const data::UnitKey& first, const data::UnitKey& second,
                          const std::optional<double>& share) -> std::optional<CrosswalkPart> {
        const auto at = from.find(first);
        const auto there = to.find(second);
        if (!at || !there || !share) return std::nullopt;
        return CrosswalkPart{*at, *there, *share, &row};
    };
    if (const auto onward = part(row.old_unit, row.new_unit, row.share_of_old)) return onward;
    return part(row.new_unit, row.old_unit, row.share_of_new);
}

/// Makes the shares of each unit 1 together.
void complete(std::vector<CrosswalkPart>& parts, std::size_t units) {
    std::vector<double> sums(units);
    for (const CrosswalkPart& part : parts)
        sums[part.from] += part.share;
    for (CrosswalkPart& part : parts) {
        if (sums[part.from] > 1 - rounding) part.share /= sums[part.from];
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (sums[unit] <= 1 - rounding) parts.push_back({unit, std::nullopt, 1 - sums[unit], nullptr});
    }
}

std::size_t column_of(const Summary& summary, const std::string& figure) {
    std::string known;
    for (std::size_t i = 0; i < summary.table.columns.size(); ++i) {
        const data::Column& column = summary.table.columns[i];
        if (column.type != ValueType::integer && column.type != ValueType::number) continue;
        if (column.name == figure) return i;
        known += (known.empty() ? "" : ", ") + column.name;
    }
    throw data::bad_value("figure", "\"" + figure + "\" is no figure of the summary", "give one of " + known);
}

/// The column's figures, "not placed" last.
std::vector<double> figures_of(const Summary& summary, std::size_t column) {
    std::vector<double> figures;
    for (const data::Row& row : summary.table.rows) {
        const Value& value = row.values[column];
        const auto* whole = std::get_if<std::int64_t>(&value);
        figures.push_back(whole ? static_cast<double>(*whole) : std::get<double>(value));
    }
    return figures;
}

class Crossing {
public:
    Crossing(const Snapshot& snapshot, const CrosswalkQuestion& question)
        : first_(summarise(snapshot,
                           {.by = question.from, .as_of = question.as_of, .units = {}, .filter = question.filter})),
          second_(summarise(snapshot,
                            {.by = question.to, .as_of = question.as_of, .units = {}, .filter = question.filter})),
          from_(snapshot.units(question.from, first_.units_as_of)),
          to_(snapshot.units(question.to, second_.units_as_of)),
          parts_(crosswalk_parts(snapshot.content(), *from_, *to_)),
          figures_(figures_of(first_, column_of(first_, question.figure))),
          by_records_(figures_of(second_, column_of(second_, question.figure))),
          by_area_(carried(figures_, parts_, to_->units().size())) {}

    Crosswalk run() {
        Crosswalk answer{first_.as_of, first_.units_as_of, second_.units_as_of, 0, {}, {}};
        for (const double figure : figures_)
            answer.total += figure;
        answer.units = units();
        answer.parts = parts();
        return answer;
    }

private:
    [[nodiscard]] data::Table units() const {
        data::Table table;
        table.name = "crosswalk";
        table.columns = {{"code", ValueType::string},       {"name", ValueType::string},
                         {"by_area", ValueType::number},    {"by_records", ValueType::number},
                         {"difference", ValueType::number}, {"parts", ValueType::string}};
        for (std::size_t at = 0; at < by_area_.size(); ++at) {
            const bool placed = at < to_->units().size();
            data::Row& row = table.rows.emplace_back();
            const double difference = by_area_[at] - by_records_[at];
            row.values = {placed ? Value{to_->units()[at]->key.code} : Value{},
                          placed ? data::full_name(*to_->units()[at]) : "not placed",
                          rounded(by_area_[at]),
                          rounded(by_records_[at]),
                          rounded(difference),
                          words(at)};
            if (!placed) continue;
            row.id = to_->units()[at]->key.to_string();
            row.geometry = to_->units()[at]->polygon;
        }
        return table;
    }

    /// "19.2 % of Huyện Quảng Hòa (area, 19/2025/QĐ-TTg); …"
    [[nodiscard]] std::string words(std::size_t to) const {
        std::string text;
        for (const CrosswalkPart& part : parts_) {
            if (part.to.value_or(to_->units().size()) != to) continue;
            text += fmt::format("{}{:.1f} % of {}", text.empty() ? "" : "; ", part.share * 100,
                                data::full_name(*from_->units()[part.from]));
            if (!part.row) continue;
            text += " (" + part.row->basis + (part.row->decree.empty() ? "" : ", " + part.row->decree) + ")";
        }
        return text;
    }

    [[nodiscard]] data::Table parts() const {
        data::Table table;
        table.name = "crosswalk_parts";
        table.spatial = false;
        for (const char* name : {"from_code", "from_name", "to_code", "to_name"})
            table.columns.push_back({name, ValueType::string});
        for (const char* name : {"share_of_from", "share_of_old", "share_of_new"})
            table.columns.push_back({name, ValueType::number});
        for (const char* name : {"basis", "decree", "provenance"})
            table.columns.push_back({name, ValueType::string});
        for (const char* name : {"figure", "carried"})
            table.columns.push_back({name, ValueType::number});
        for (const CrosswalkPart& part : parts_)
            table.rows.push_back({{}, values(part), {}});
        return table;
    }

    [[nodiscard]] std::vector<Value> values(const CrosswalkPart& part) const {
        const auto share = [](const std::optional<double>& known) { return known ? Value{*known} : Value{}; };
        const data::AdminUnit& from = *from_->units()[part.from];
        const data::AdminUnit* to = part.to ? to_->units()[*part.to] : nullptr;
        const CrosswalkRow* row = part.row;
        return {from.key.code,
                data::full_name(from),
                to ? Value{to->key.code} : Value{},
                to ? data::full_name(*to) : "not placed",
                part.share,
                row ? share(row->share_of_old) : Value{},
                row ? share(row->share_of_new) : Value{},
                row ? Value{row->basis} : Value{},
                row ? Value{row->decree} : Value{},
                row ? Value{std::string(to_string(row->lineage.provenance))} : Value{},
                figures_[part.from],
                rounded(figures_[part.from] * part.share)};
    }

    const Summary first_, second_;
    const std::shared_ptr<const UnitSet> from_, to_;
    const std::vector<CrosswalkPart> parts_;
    const std::vector<double> figures_, by_records_, by_area_;
};

}  // namespace

std::vector<CrosswalkPart> crosswalk_parts(const data::Register& content, const UnitSet& from, const UnitSet& to) {
    std::vector<CrosswalkPart> parts;
    for (const CrosswalkRow& row : content.crosswalk) {
        if (const auto part = part_of(row, from, to)) parts.push_back(*part);
    }
    complete(parts, from.units().size());
    // What leads nowhere comes last in its unit.
    std::ranges::stable_sort(parts, {}, [&](const CrosswalkPart& part) {
        return std::pair(part.from, part.to.value_or(to.units().size()));
    });
    return parts;
}

std::vector<double> carried(const std::vector<double>& figures, const std::vector<CrosswalkPart>& parts,
                            std::size_t to_units) {
    std::vector<double> there(to_units + 1);
    for (const CrosswalkPart& part : parts)
        there[part.to.value_or(to_units)] += figures[part.from] * part.share;
    there.back() += figures.back();
    return there;
}

Crosswalk crosswalk(const Snapshot& snapshot, const CrosswalkQuestion& question) {
    if (question.from == question.to) {
        throw data::bad_value("to", "is the level that the figure comes from",
                              "give the other of commune and district");
    }
    return Crossing(snapshot, question).run();
}

}  // namespace sanvat::analysis
