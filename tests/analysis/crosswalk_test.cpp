// SPDX-License-Identifier: Apache-2.0
#include "analysis/crosswalk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <random>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::crosswalk_test {
namespace {

using data::AdminLevel;
using test::day;

/// A column by the unit's code, "" for "not placed".
std::map<std::string, double> column(const data::Table& table, const std::string& name) {
    const auto found = std::ranges::find(table.columns, name, &data::Column::name);
    std::map<std::string, double> figures;
    for (const auto& row : table.rows) {
        figures[data::to_text(row.values[0])] =
            std::stod(data::to_text(row.values.at(static_cast<std::size_t>(found - table.columns.begin()))));
    }
    return figures;
}

double sum(const std::map<std::string, double>& figures) {
    return std::accumulate(figures.begin(), figures.end(), 0.0,
                           [](double so_far, const auto& each) { return so_far + each.second; });
}

Crosswalk ask(const Snapshot& snapshot, AdminLevel from, const std::string& figure = "facilities",
              const char* as_of = "2025-07-01") {
    const auto to = from == AdminLevel::commune ? AdminLevel::district : AdminLevel::commune;
    return crosswalk(snapshot, {.from = from, .to = to, .figure = figure, .as_of = day(as_of), .filter = {}});
}

/// 6 in A (district X) and 3 somewhere in X; 3 in C (Y), 1 nowhere.
void settle(test::SmallProvince& province) {
    for (int i = 0; i < 6; ++i)
        province.facility("a" + std::to_string(i), province.a);
    for (int i = 0; i < 3; ++i) {
        province.facility("x" + std::to_string(i), province.x);
        province.facility("c" + std::to_string(i), province.c);
    }
    province.facility("nowhere", std::nullopt);
}

TEST(Crosswalk, CarriesByAreaAndCountsByRecords) {
    test::SmallProvince province;
    settle(province);
    const auto found = ask(*province.snapshot(), AdminLevel::district);
    EXPECT_EQ(found.total, 13);
    const auto by_area = column(found.units, "by_area");
    EXPECT_NEAR(by_area.at("A"), 6, 1e-6) << "two thirds of the 9 in X";
    EXPECT_NEAR(by_area.at("B"), 3 + 1, 1e-6) << "a third of the 9 in X and of the 3 in Y";
    EXPECT_NEAR(by_area.at("003"), 2, 1e-6);
    EXPECT_NEAR(by_area.at(""), 1, 1e-6);
    EXPECT_EQ(column(found.units, "by_records"),
              (std::map<std::string, double>{{"A", 6}, {"B", 0}, {"003", 3}, {"", 4}}));
    EXPECT_EQ(found.from_units_as_of, day("2025-06-30"));
    EXPECT_EQ(found.to_units_as_of, day("2025-07-01"));
}

TEST(Crosswalk, ReadsTheOtherWayForWhatADistrictWas) {
    test::SmallProvince province;
    settle(province);
    const auto found = ask(*province.snapshot(), AdminLevel::commune);
    EXPECT_NEAR(column(found.units, "by_area").at("X"), 6, 1e-6) << "all of A, half of the none in B";
    EXPECT_EQ(column(found.units, "by_records").at("X"), 9) << "with those somewhere in the district";
}

TEST(Crosswalk, ExplainsTheShareOfASplitUnit) {
    test::SmallProvince province;
    for (auto& row : province.content.crosswalk)
        row.decree = "19/2025/QĐ-TTg";
    settle(province);
    const auto found = ask(*province.snapshot(), AdminLevel::district);
    EXPECT_EQ(data::to_text(found.units.rows[2].values[5]),
              "33.3 % of Huyện Quảng Hòa (area, 19/2025/QĐ-TTg); 33.3 % of Huyện Hòa An (area, 19/2025/QĐ-TTg)");
    ASSERT_EQ(found.parts.rows.size(), 4U);
    std::vector<std::string> first;
    for (const auto& value : found.parts.rows[0].values)
        first.push_back(data::to_text(value));
    EXPECT_EQ(first[0], "X");
    EXPECT_EQ(first[2], "A");
    EXPECT_NEAR(std::stod(first[4]), 2.0 / 3, 1e-9);
    EXPECT_EQ(first[7], "area");
    EXPECT_EQ(first[8], "19/2025/QĐ-TTg");
    EXPECT_EQ(first[10], "9");
    EXPECT_EQ(first[11], "6");
}

TEST(Crosswalk, LosesNothingWhereShareAreUnknown) {
    test::SmallProvince province;
    settle(province);
    province.content.crosswalk[3].share_of_old.reset();  // X to A
    const auto found = ask(*province.snapshot(), AdminLevel::district);
    const auto by_area = column(found.units, "by_area");
    EXPECT_NEAR(by_area.at(""), 6 + 1, 1e-6) << "two thirds of X go nobody knows where";
    EXPECT_NEAR(sum(by_area), 13, 1e-6);
    EXPECT_THAT(data::to_text(found.units.rows.back().values[5]), testing::HasSubstr("66.7 % of Huyện Quảng Hòa"));
}

TEST(Crosswalk, RefusesWhatHasNoAnswer) {
    test::SmallProvince province;
    const auto snapshot = province.snapshot();
    const auto parameter = [&](AdminLevel to, const char* figure) {
        try {
            static_cast<void>(crosswalk(
                *snapshot, {.from = AdminLevel::district, .to = to, .figure = figure, .as_of = {}, .filter = {}}));
        } catch (const data::Error& error) {
            EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
            return error.place().parameter;
        }
        return std::string("nothing was thrown");
    };
    EXPECT_EQ(parameter(AdminLevel::district, "facilities"), "to");
    EXPECT_EQ(parameter(AdminLevel::commune, "name"), "figure");
    EXPECT_EQ(parameter(AdminLevel::commune, "cows"), "figure");
}

/// Any figures, over the crosswalk and back again.
void expect_same_total_there_and_back(const Snapshot& snapshot) {
    const auto districts =
        snapshot.units(AdminLevel::district, snapshot.units_date(AdminLevel::district, day("2025-07-01")));
    const auto communes = snapshot.units(AdminLevel::commune, day("2025-07-01"));
    const auto over = crosswalk_parts(snapshot.content(), *districts, *communes);
    const auto back = crosswalk_parts(snapshot.content(), *communes, *districts);
    std::mt19937 random(11);
    std::uniform_real_distribution<double> any(0, 1000);
    for (int i = 0; i < 50; ++i) {
        std::vector<double> figures(districts->units().size() + 1);
        std::ranges::generate(figures, [&] { return any(random); });
        const double total = std::accumulate(figures.begin(), figures.end(), 0.0);
        const auto there = carried(figures, over, communes->units().size());
        const auto again = carried(there, back, districts->units().size());
        EXPECT_NEAR(std::accumulate(there.begin(), there.end(), 0.0), total, 1e-9 * total);
        EXPECT_NEAR(std::accumulate(again.begin(), again.end(), 0.0), total, 1e-9 * total);
        EXPECT_EQ(again.size(), figures.size());
    }
}

TEST(Crosswalk, CarriesAnyFigureOverAndBackToTheSameTotal) {
    test::SmallProvince province;
    expect_same_total_there_and_back(*province.snapshot());
    province.content.crosswalk[3].share_of_old = 0.9;  // more than 1 with the rest
    province.content.crosswalk[4].share_of_new.reset();
    expect_same_total_there_and_back(*province.snapshot());
    province.content.crosswalk.clear();
    expect_same_total_there_and_back(*province.snapshot());
}

TEST(SampleCrosswalk, CarriesOverAndBackToTheSameTotal) {
    expect_same_total_there_and_back(*test::sample_snapshot());
    for (const char* figure : {"facilities", "facilities_cooperative", "products", "hectares", "hectares_thach_den"}) {
        for (const auto from : {AdminLevel::commune, AdminLevel::district}) {
            const auto found = ask(*test::sample_snapshot(), from, figure);
            EXPECT_NEAR(sum(column(found.units, "by_area")), found.total, 1e-3) << figure;
            EXPECT_NEAR(sum(column(found.units, "by_records")), found.total, 1e-3) << figure;
        }
    }
}

TEST(SampleCrosswalk, LeadsNoGroundNowhere) {
    for (const auto from : {AdminLevel::commune, AdminLevel::district}) {
        const auto found = ask(*test::sample_snapshot(), from);
        for (const auto& row : found.parts.rows)
            EXPECT_FALSE(data::is_null(row.values[2])) << data::to_text(row.values[1]);
    }
}

}  // namespace
}  // namespace sanvat::analysis::crosswalk_test
