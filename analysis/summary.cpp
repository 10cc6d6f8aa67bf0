// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "analysis/hectares.hpp"

namespace sanvat::analysis {

using data::Date;
using data::ValueType;

namespace {

constexpr std::array facility_kinds{data::FacilityKind::agro_processing, data::FacilityKind::forest_processing,
                                    data::FacilityKind::cooperative, data::FacilityKind::craft_village};

/// Figures of all units side by side: a column a figure, a line a unit, the last line for what no unit can claim.
class Tally {
public:
    explicit Tally(std::size_t units) : lines_(units + 1) {}

    std::size_t add_column(std::string name, ValueType type) {
        columns_.push_back({std::move(name), type});
        for (auto& line : lines_)
            line.push_back(0);
        return columns_.size() - 1;
    }
    void add(std::optional<std::uint32_t> unit, std::size_t column, double amount) {
        lines_.at(unit ? *unit : lines_.size() - 1).at(column) += amount;
    }
    [[nodiscard]] const std::vector<data::Column>& columns() const noexcept { return columns_; }
    [[nodiscard]] data::Value value(std::size_t line, std::size_t column) const {
        const double figure = lines_[line][column];
        if (columns_[column].type == ValueType::integer) return static_cast<std::int64_t>(figure);
        // To the square metre: adding hectares of two decimals leaves dust in the last digits.
        return std::round(figure * 1e4) / 1e4;
    }

private:
    std::vector<data::Column> columns_;
    std::vector<std::vector<double>> lines_;
};

struct Scope {
    const Snapshot& snapshot;
    const Placement& placement;
    const Filter& filter;
    Date as_of;
};

void count_facilities(const Scope& scope, Tally& tally) {
    const std::size_t all = tally.add_column("facilities", ValueType::integer);
    std::map<data::FacilityKind, std::size_t> columns;
    for (const auto kind : facility_kinds)
        columns[kind] = tally.add_column("facilities_" + std::string(to_string(kind)), ValueType::integer);
    const auto& records = scope.snapshot.content().facilities;
    const auto table = scope.snapshot.features(CollectionId::facilities, scope.as_of);
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!records[i].validity.holds(scope.as_of) || !scope.filter.matches(table->features()[i])) continue;
        tally.add(scope.placement.facilities[i], all, 1);
        tally.add(scope.placement.facilities[i], columns.at(records[i].kind), 1);
    }
}

void count_products(const Scope& scope, Tally& tally) {
    const std::size_t all = tally.add_column("products", ValueType::integer);
    std::map<int, std::size_t> by_stars;
    for (int stars = data::fewest_stars; stars <= data::most_stars; ++stars)
        by_stars[stars] = tally.add_column("products_" + std::to_string(stars), ValueType::integer);
    std::map<data::ProductGroup, std::size_t> by_group;
    for (const auto group :
         scope.as_of < data::rule_book_2023 ? data::product_groups_2019 : data::product_groups_2023) {
        by_group[group] = tally.add_column("products_" + std::string(to_string(group)), ValueType::integer);
    }
    // A rating or group of no rule book has no column: stores do not hold one, but a register made elsewhere may.
    const auto count = [&tally](std::optional<std::uint32_t> unit, const auto& columns, const auto& key) {
        if (const auto column = columns.find(key); column != columns.end()) tally.add(unit, column->second, 1);
    };
    const auto& records = scope.snapshot.content().products;
    const auto table = scope.snapshot.features(CollectionId::products, scope.as_of);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto* rating = data::rating_on(records[i], scope.as_of);
        if (!rating || !scope.filter.matches(table->features()[i])) continue;
        const auto unit = scope.placement.products[i];
        tally.add(unit, all, 1);
        count(unit, by_stars, rating->stars);
        if (const auto group = data::group_on(records[i], scope.as_of)) count(unit, by_group, *group);
    }
}

void count_hectares(const Scope& scope, Tally& tally) {
    const std::size_t all = tally.add_column("hectares", ValueType::number);
    const auto& records = scope.snapshot.content().raw_material_areas;
    std::set<std::string> crops;
    for (const auto& area : records)
        crops.insert(area.crop);
    std::map<std::string, std::size_t> columns;
    for (const auto& crop : crops)
        columns[crop] = tally.add_column("hectares_" + crop, ValueType::number);

    const auto table = scope.snapshot.features(CollectionId::raw_material_areas, scope.as_of);
    const auto own = own_hectares(records, scope.as_of);
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!scope.filter.matches(table->features()[i])) continue;
        tally.add(scope.placement.raw_material_areas[i], all, own[i]);
        tally.add(scope.placement.raw_material_areas[i], columns.at(records[i].crop), own[i]);
    }
}

/// How much of each total is not as reported: "illustrative_facilities", "derived_hectares" and so on.
void count_provenances(const Scope& scope, Tally& tally) {
    using data::Provenance;
    const auto& content = scope.snapshot.content();
    const auto count = [&](CollectionId id, const std::string& figure, ValueType type, const auto& records,
                           const std::vector<std::optional<std::uint32_t>>& units, auto&& amount_of) {
        const auto table = scope.snapshot.features(id, scope.as_of);
        for (const Provenance provenance : {Provenance::derived, Provenance::illustrative}) {
            const std::size_t column = tally.add_column(std::string(to_string(provenance)) + "_" + figure, type);
            for (std::size_t i = 0; i < records.size(); ++i) {
                const bool counts =
                    records[i].lineage.provenance == provenance && scope.filter.matches(table->features()[i]);
                if (counts) tally.add(units[i], column, amount_of(i));
            }
        }
    };
    count(CollectionId::facilities, "facilities", ValueType::integer, content.facilities, scope.placement.facilities,
          [&](std::size_t i) { return content.facilities[i].validity.holds(scope.as_of) ? 1.0 : 0.0; });
    count(CollectionId::products, "products", ValueType::integer, content.products, scope.placement.products,
          [&](std::size_t i) { return data::rating_on(content.products[i], scope.as_of) ? 1.0 : 0.0; });
    const auto own = own_hectares(content.raw_material_areas, scope.as_of);
    count(CollectionId::raw_material_areas, "hectares", ValueType::number, content.raw_material_areas,
          scope.placement.raw_material_areas, [&](std::size_t i) { return own[i]; });
}

data::Table table_of(const Tally& tally, const UnitSet& units) {
    data::Table table;
    table.name = "summary";
    table.columns = {{"code", ValueType::string}, {"name", ValueType::string}};
    table.columns.insert(table.columns.end(), tally.columns().begin(), tally.columns().end());
    for (std::size_t line = 0; line <= units.units().size(); ++line) {
        data::Row& row = table.rows.emplace_back();
        if (line < units.units().size()) {
            const data::AdminUnit& unit = *units.units()[line];
            row.id = unit.key.to_string();
            row.values = {unit.key.code, data::full_name(unit)};
            row.geometry = unit.polygon;
        } else {
            row.values = {std::monostate{}, "not placed"};
        }
        for (std::size_t column = 0; column < tally.columns().size(); ++column) {
            row.values.push_back(tally.value(line, column));
        }
    }
    return table;
}

}  // namespace

Summary summarise(const Snapshot& snapshot, const SummaryQuestion& question) {
    const Date as_of = question.as_of.value_or(snapshot.reference_date());
    const Date units_as_of = snapshot.units_date(question.by, question.units.value_or(as_of));
    const auto placement = snapshot.placement(question.by, units_as_of);
    const Scope scope{snapshot, *placement, question.filter, as_of};
    Tally tally(placement->units->units().size());
    count_facilities(scope, tally);
    count_products(scope, tally);
    count_hectares(scope, tally);
    count_provenances(scope, tally);
    return {as_of, units_as_of, table_of(tally, *placement->units)};
}

}  // namespace sanvat::analysis
