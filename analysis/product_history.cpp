// SPDX-License-Identifier: Apache-2.0
#include "analysis/product_history.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "data/error.hpp"

namespace sanvat::analysis {

using data::Date;
using data::ValueType;

namespace {

/// The figures of a unit and year, in the order of their columns.
enum Figure : std::size_t {
    products,
    products_3,
    products_4,
    products_5,
    products_reported,
    products_derived,
    products_illustrative,
    newly_rated,
    renewed,
    returned,
    lapsed,
    figure_count,
};

constexpr std::array<const char*, figure_count> figure_names{"products",
                                                             "products_3",
                                                             "products_4",
                                                             "products_5",
                                                             "products_reported",
                                                             "products_derived",
                                                             "products_illustrative",
                                                             "newly_rated",
                                                             "renewed",
                                                             "returned",
                                                             "lapsed"};
constexpr int fewest_stars = 3;

using Figures = std::array<std::int64_t, figure_count>;

Date last_day_of(int year) {
    return Date(std::chrono::year{year} / std::chrono::December / 31);
}

/// Figures of the years of one unit.
class Years {
public:
    Years(int from, int to) : from_(from), figures_(static_cast<std::size_t>(to - from + 1)) {}

    /// Years outside the span are passed over.
    void add(int year, std::size_t figure) {
        const int position = year - from_;
        if (position < 0 || position >= static_cast<int>(figures_.size())) return;
        ++figures_[static_cast<std::size_t>(position)][figure];
    }
    [[nodiscard]] const std::vector<Figures>& figures() const noexcept { return figures_; }

private:
    int from_;
    std::vector<Figures> figures_;
};

/// The product as it was known on that day, its ratings by date.
data::Product known_on(const data::Product& product, Date as_of) {
    data::Product known = product;
    std::erase_if(known.ratings, [as_of](const data::Rating& rating) { return rating.signed_on > as_of; });
    std::ranges::stable_sort(known.ratings, {}, &data::Rating::signed_on);
    return known;
}

void count_events(const data::Product& product, Years& years) {
    std::optional<Date> end;  // the first day without a rating, as far as ratings have been read
    std::optional<Date> before;
    for (const data::Rating& rating : product.ratings) {
        if (before == rating.signed_on) continue;  // two rows of one signing
        if (!end) {
            years.add(rating.signed_on.year(), newly_rated);
        } else if (rating.signed_on <= *end) {
            years.add(rating.signed_on.year(), renewed);
        } else {
            years.add(end->year(), lapsed);
            years.add(rating.signed_on.year(), returned);
        }
        before = rating.signed_on;
        end = rating.validity().to;
    }
    if (end) years.add(end->year(), lapsed);
}

void count_rated(const data::Product& product, int year, Years& years) {
    const data::Rating* rating = data::rating_on(product, last_day_of(year));
    if (!rating) return;
    years.add(year, products);
    years.add(year, products_3 + static_cast<std::size_t>(rating->stars - fewest_stars));
    years.add(year, products_reported + static_cast<std::size_t>(rating->provenance));
}

data::Table empty_history_table() {
    data::Table table;
    table.name = "history";
    table.columns = {{"year", ValueType::integer}, {"code", ValueType::string}, {"name", ValueType::string}};
    for (const char* name : figure_names)
        table.columns.push_back({name, ValueType::integer});
    table.columns.push_back({"outlook", ValueType::boolean});
    return table;
}

/// `unit` is null for "not placed".
void add_rows(const Years& years, const data::AdminUnit* unit, ProductHistory& history) {
    int year = history.from;
    for (const Figures& figures : years.figures()) {
        data::Row& row = history.table.rows.emplace_back();
        row.values = {std::int64_t{year}, {}, "not placed"};
        if (unit) {
            row.id = unit->key.to_string() + "-" + std::to_string(year);
            row.values = {std::int64_t{year}, unit->key.code, data::full_name(*unit)};
            row.geometry = unit->polygon;
        }
        row.values.insert(row.values.end(), figures.begin(), figures.end());
        row.values.emplace_back(last_day_of(year) > history.as_of);
        ++year;
    }
}

void set_years(const Snapshot& snapshot, const ProductHistoryQuestion& question, ProductHistory& history) {
    const auto checked = [](const char* parameter, int year) {
        if (year >= earliest_history_year && year <= latest_history_year) return year;
        throw data::bad_value(
            parameter, std::to_string(year) + " is no year to ask for",
            "give " + std::to_string(earliest_history_year) + " to " + std::to_string(latest_history_year));
    };
    history.to = checked("to", question.to.value_or(history.as_of.year()));
    int first = history.to;
    for (const data::Product& product : snapshot.content().products) {
        for (const data::Rating& rating : product.ratings)
            first = std::min(first, rating.signed_on.year());
    }
    history.from = checked("from", question.from.value_or(std::max(first, history.to - most_history_years + 1)));
    if (history.from > history.to) {
        throw data::bad_value("from", std::to_string(history.from) + " is after " + std::to_string(history.to),
                              "give a first year that is not after the last");
    }
    if (history.to - history.from >= most_history_years) {
        throw data::bad_value("from", "these are more than " + std::to_string(most_history_years) + " years",
                              "ask for fewer at a time");
    }
}

}  // namespace

ProductHistory product_history(const Snapshot& snapshot, const ProductHistoryQuestion& question) {
    ProductHistory history;
    history.table = empty_history_table();
    history.as_of = question.as_of.value_or(snapshot.reference_date());
    history.units_as_of = snapshot.units_date(question.by, question.units.value_or(history.as_of));
    set_years(snapshot, question, history);

    const auto placement = snapshot.placement(question.by, history.units_as_of);
    const auto& units = placement->units->units();
    std::vector<Years> by_unit(units.size() + 1, Years(history.from, history.to));
    const auto& records = snapshot.content().products;
    const auto table = snapshot.features(CollectionId::products, history.as_of);
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!question.filter.matches(table->features()[i])) continue;
        const data::Product product = known_on(records[i], history.as_of);
        Years& years = by_unit[placement->products[i].value_or(static_cast<std::uint32_t>(units.size()))];
        count_events(product, years);
        for (int year = history.from; year <= history.to; ++year)
            count_rated(product, year, years);
    }
    for (std::size_t i = 0; i < by_unit.size(); ++i)
        add_rows(by_unit[i], i < units.size() ? units[i] : nullptr, history);
    return history;
}

}  // namespace sanvat::analysis
