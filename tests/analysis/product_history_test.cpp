// SPDX-License-Identifier: Apache-2.0
#include "analysis/product_history.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "analysis/summary.hpp"
#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::product_history_test {
namespace {

using data::AdminLevel;
using data::Date;
using test::day;

/// Figures of a column by year and the unit's code, "" for "not placed"; those of 0 left out.
using Figures = std::map<std::pair<std::int64_t, std::string>, std::int64_t>;

Figures figures(const ProductHistory& history, const std::string& column) {
    Figures found;
    for (std::size_t i = 0; i < history.table.columns.size(); ++i) {
        if (history.table.columns[i].name != column) continue;
        for (const auto& row : history.table.rows) {
            const auto figure = std::get<std::int64_t>(row.values[i]);
            if (figure != 0) found[{std::get<std::int64_t>(row.values[0]), data::to_text(row.values[1])}] = figure;
        }
    }
    return found;
}

std::map<std::int64_t, std::int64_t> by_year(const ProductHistory& history, const std::string& column) {
    std::map<std::int64_t, std::int64_t> sums;
    for (const auto& [key, figure] : figures(history, column))
        sums[key.first] += figure;
    return sums;
}

using Sums = std::map<std::int64_t, std::int64_t>;

void rate(data::Product& product, const char* signed_on, int stars = 3) {
    product.ratings.push_back({stars, day(signed_on), "", "a source", data::Provenance::derived});
}

TEST(ProductHistory, TellsNewRenewedReturnedAndLapsedApart) {
    test::SmallProvince province;
    rate(province.product("renewed", province.a, "2020-12-31"), "2023-12-31", 4);  // on the day it would have lapsed
    rate(province.product("returned", province.a, "2019-06-01"), "2023-05-01", 5);
    province.product("lapsed", province.b, "2020-12-31");
    province.product("nowhere", std::nullopt, "2021-02-28");
    province.product("later", province.a, "2025-07-02");  // after the reference date: not known yet
    const auto snapshot = province.snapshot();
    const auto history =
        product_history(*snapshot, {.by = AdminLevel::commune, .from = 2019, .to = 2026, .filter = {}});
    EXPECT_EQ(history.as_of, day("2025-07-01"));
    EXPECT_EQ(history.units_as_of, day("2025-07-01"));
    EXPECT_EQ(history.table.rows.size(), 4U * 8);
    EXPECT_EQ(figures(history, "newly_rated"),
              (Figures{{{2019, "A"}, 1}, {{2020, "A"}, 1}, {{2020, "B"}, 1}, {{2021, ""}, 1}}));
    EXPECT_EQ(figures(history, "renewed"), (Figures{{{2023, "A"}, 1}}));
    EXPECT_EQ(figures(history, "returned"), (Figures{{{2023, "A"}, 1}}));
    EXPECT_EQ(figures(history, "lapsed"),
              (Figures{{{2022, "A"}, 1}, {{2023, "B"}, 1}, {{2024, ""}, 1}, {{2026, "A"}, 2}}));
    EXPECT_EQ(by_year(history, "products"),
              (Sums{{2019, 1}, {2020, 3}, {2021, 4}, {2022, 3}, {2023, 3}, {2024, 2}, {2025, 2}}));
    EXPECT_EQ(figures(history, "products_4"), (Figures{{{2023, "A"}, 1}, {{2024, "A"}, 1}, {{2025, "A"}, 1}}));
    EXPECT_EQ(figures(history, "products_derived").at({2023, "A"}), 2);
    EXPECT_EQ(by_year(history, "products_reported"), (Sums{{2019, 1}, {2020, 3}, {2021, 4}, {2022, 3}, {2023, 1}}));
}

TEST(ProductHistory, AnOldCommuneCountsInItsProvince) {
    test::SmallProvince province;
    auto& whole = province.content.units.front();
    ASSERT_EQ(whole.level, AdminLevel::province);
    std::vector<data::MultiPolygon> communes;
    for (auto& unit : province.content.units) {
        if (unit.level == AdminLevel::commune && !unit.polygon.empty()) communes.push_back(unit.polygon);
        if (unit.level == AdminLevel::district) unit.parent = whole.key;
    }
    whole.polygon = data::dissolve(communes);
    province.product("old", province.m_old, "2023-02-20");
    province.product("nowhere", std::nullopt, "2023-02-20");
    const auto snapshot = province.snapshot();
    const auto history = product_history(*snapshot, {.by = AdminLevel::province, .from = 2023, .to = 2023});
    EXPECT_EQ(figures(history, "products"), (Figures{{{2023, "04"}, 1}, {{2023, ""}, 1}}));
}

TEST(ProductHistory, MarksYearsAfterTheDayAsked) {
    test::SmallProvince province;
    province.product("p", province.a, "2023-02-20");
    const auto snapshot = province.snapshot();
    const auto history =
        product_history(*snapshot, {.by = AdminLevel::district, .as_of = day("2024-12-31"), .filter = {}});
    EXPECT_EQ(history.from, 2023);
    EXPECT_EQ(history.to, 2024);
    for (const data::Row& row : history.table.rows)
        EXPECT_FALSE(std::get<bool>(row.values.back()));
    const auto later =
        product_history(*snapshot, {.by = AdminLevel::district, .to = 2025, .as_of = day("2024-12-30"), .filter = {}});
    for (const data::Row& row : later.table.rows)
        EXPECT_EQ(std::get<bool>(row.values.back()), std::get<std::int64_t>(row.values[0]) >= 2024);
}

/// Events by looking at every day.
struct DayByDay {
    std::map<int, std::int64_t> newly_rated, renewed, returned, lapsed;

    DayByDay(const std::vector<data::Product>& products, int from, int to) {
        for (const data::Product& product : products) {
            bool ever = false;
            bool rated = false;
            for (Date date = day("1999-12-31"); date.year() <= to; date = date.plus_days(1)) {
                const bool now = data::rating_on(product, date) != nullptr;
                const bool signed_now =
                    std::ranges::any_of(product.ratings, [&](const auto& each) { return each.signed_on == date; });
                if (date.year() >= from) {
                    if (now && !rated) ++(ever ? returned : newly_rated)[date.year()];
                    if (now && rated && signed_now) ++renewed[date.year()];
                    if (!now && rated) ++lapsed[date.year()];
                }
                rated = now;
                ever = ever || now;
            }
        }
    }
};

std::map<int, std::int64_t> years_of(const ProductHistory& history, const std::string& column) {
    std::map<int, std::int64_t> sums;
    for (const auto& [year, sum] : by_year(history, column))
        sums[static_cast<int>(year)] = sum;
    return sums;
}

TEST(ProductHistory, IsWhatLookingAtEveryDayFinds) {
    std::mt19937 random(9);
    std::uniform_int_distribution<int> days(0, 365 * 14);
    std::uniform_int_distribution<std::size_t> which(0, 3);
    test::SmallProvince province;
    const std::vector<std::optional<data::UnitKey>> places{province.a, province.b, province.x, std::nullopt};
    for (int i = 0; i < 60; ++i) {
        auto& product = province.product("p" + std::to_string(100 + i), places[which(random)], "2000-01-01");
        product.ratings.clear();
        for (std::size_t k = which(random) + which(random); k > 0; --k)
            rate(product, day("2005-01-01").plus_days(days(random)).to_string().c_str(), 3 + static_cast<int>(k % 3));
        // The traps: on the day of a lapse, the day after it, and twice on one day.
        if (i % 5 == 0 && !product.ratings.empty()) {
            const Date first = product.ratings.front().signed_on;
            rate(product,
                 first.plus_months(data::rating_months).plus_days(i % 3 == 0 ? 0 : i % 3 - 1).to_string().c_str());
            if (i % 2 == 0) rate(product, first.to_string().c_str(), 5);
        }
        std::ranges::stable_sort(product.ratings, {}, &data::Rating::signed_on);
    }
    const auto snapshot = province.snapshot();
    constexpr int first = 2006;
    constexpr int last = 2024;
    const DayByDay expected(province.content.products, first, last);
    for (const AdminLevel by : {AdminLevel::commune, AdminLevel::district}) {
        const auto history = product_history(*snapshot, {.by = by, .from = first, .to = last, .filter = {}});
        EXPECT_EQ(years_of(history, "newly_rated"), expected.newly_rated);
        EXPECT_EQ(years_of(history, "renewed"), expected.renewed);
        EXPECT_EQ(years_of(history, "returned"), expected.returned);
        EXPECT_EQ(years_of(history, "lapsed"), expected.lapsed);
        // In every unit, each year follows from the one before.
        auto products = figures(history, "products");
        auto newly = figures(history, "newly_rated");
        auto returned = figures(history, "returned");
        auto lapsed = figures(history, "lapsed");
        for (const data::Row& row : history.table.rows) {
            const std::int64_t year = std::get<std::int64_t>(row.values[0]);
            const std::string code = data::to_text(row.values[1]);
            if (year == first) continue;
            EXPECT_EQ((products[{year, code}]), (products[{year - 1, code}] + newly[{year, code}] +
                                                 returned[{year, code}] - lapsed[{year, code}]));
        }
    }
}

TEST(ProductHistory, AgreesWithTheSummaryOfEachLastOfDecember) {
    const auto& sample = test::sample_snapshot();
    for (const AdminLevel by : {AdminLevel::commune, AdminLevel::district}) {
        const auto history = product_history(*sample, {.by = by, .from = 2019, .to = 2024, .filter = {}});
        for (int year = 2019; year <= 2024; ++year) {
            const auto summary = summarise(*sample, {.by = by,
                                                     .as_of = day((std::to_string(year) + "-12-31").c_str()),
                                                     .units = history.units_as_of,
                                                     .filter = {}});
            for (const char* column : {"products", "products_3", "products_4", "products_5"}) {
                auto of_history = figures(history, column);
                for (std::size_t i = 0; i < summary.table.columns.size(); ++i) {
                    if (summary.table.columns[i].name != column) continue;
                    for (const data::Row& row : summary.table.rows) {
                        EXPECT_EQ((of_history[{year, data::to_text(row.values[0])}]),
                                  std::get<std::int64_t>(row.values[i]));
                    }
                }
            }
        }
    }
}

TEST(ProductHistory, IsThePublishedOneOnTheSample) {
    const auto& sample = test::sample_snapshot();
    for (const AdminLevel by : {AdminLevel::province, AdminLevel::district, AdminLevel::commune}) {
        const auto history = product_history(*sample, {.by = by, .from = 2019, .to = 2025, .filter = {}});
        EXPECT_EQ(by_year(history, "products"),
                  (Sums{{2020, 23}, {2021, 58}, {2022, 58}, {2023, 144}, {2024, 144}, {2025, 144}}));
        EXPECT_EQ(by_year(history, "products_4"), (Sums{{2021, 3}, {2022, 3}, {2023, 13}, {2024, 13}, {2025, 13}}));
        EXPECT_EQ(by_year(history, "newly_rated"), (Sums{{2020, 23}, {2021, 35}, {2023, 100}}));
        EXPECT_EQ(by_year(history, "renewed"), (Sums{{2023, 9}, {2024, 35}}));
        EXPECT_EQ(by_year(history, "returned"), Sums{});
        EXPECT_EQ(by_year(history, "lapsed"), (Sums{{2023, 14}}));
    }
    // In the whole province only products of which no place at all is told are placed nowhere.
    std::int64_t without_place = 0;
    for (const data::Product& product : sample->content().products) {
        if (data::rating_on(product, day("2023-12-31")) && !product.declared_unit && !product.facility) ++without_place;
    }
    EXPECT_EQ(without_place, 3);
    EXPECT_EQ(figures(product_history(*sample, {.by = AdminLevel::province}), "products").at({2023, ""}),
              without_place);
}

std::string refused(const Snapshot& snapshot, std::optional<int> from, std::optional<int> to) {
    try {
        static_cast<void>(product_history(snapshot, {.by = AdminLevel::commune, .from = from, .to = to, .filter = {}}));
    } catch (const data::Error& error) {
        return error.place().parameter;
    }
    return {};
}

TEST(ProductHistory, RefusesYearsOutOfOrderOrRange) {
    test::SmallProvince province;
    const auto snapshot = province.snapshot();
    EXPECT_EQ(refused(*snapshot, 2024, 2023), "from");
    EXPECT_EQ(refused(*snapshot, 2030, {}), "from");
    EXPECT_EQ(refused(*snapshot, 1900, 2025), "from");
    EXPECT_EQ(refused(*snapshot, 1, 2025), "from");
    EXPECT_EQ(refused(*snapshot, 2025, 9999), "to");
    EXPECT_EQ(refused(*snapshot, 1976, 2025), "");
    EXPECT_EQ(refused(*snapshot, {}, {}), "");
}

}  // namespace
}  // namespace sanvat::analysis::product_history_test
