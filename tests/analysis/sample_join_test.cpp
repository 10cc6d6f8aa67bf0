// SPDX-License-Identifier: Apache-2.0
// The join on the sample data set: what planners read off it must be what was published.
#include <gtest/gtest.h>

#include <map>

#include "analysis/declared_unit.hpp"
#include "analysis/locate.hpp"
#include "analysis/summary.hpp"
#include "tests/support/sample_province.hpp"

namespace sanvat::analysis::sample_join_test {
namespace {

using data::AdminLevel;
using data::Date;

Date day(const char* text) {
    return Date::parse(text).value();
}

/// A column of a summary: by code, "" for "not placed", and the sum of all rows.
struct Figures {
    std::map<std::string, double> by_code;
    double sum = 0;
};

Figures figures(AdminLevel by, const char* as_of, const std::string& column) {
    const auto summary =
        summarise(*test::sample_snapshot(), {.by = by, .as_of = day(as_of), .units = {}, .filter = {}});
    Figures found;
    for (std::size_t i = 0; i < summary.table.columns.size(); ++i) {
        if (summary.table.columns[i].name != column) continue;
        for (const auto& row : summary.table.rows) {
            const double figure = std::stod(data::to_text(row.values[i]));
            found.by_code[data::to_text(row.values[0])] = figure;
            found.sum += figure;
        }
    }
    return found;
}

class SampleJoin : public testing::TestWithParam<AdminLevel> {};

TEST_P(SampleJoin, AddsUpToThePublishedFacilitiesOfOctober2023) {
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "facilities").sum, 515);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "facilities_agro_processing").sum, 213);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "facilities_forest_processing").sum, 177);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "facilities_cooperative").sum, 118);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "facilities_craft_village").sum, 7);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "products").sum, 97);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "products_4").sum, 9);
    EXPECT_EQ(figures(GetParam(), "2023-10-31", "products_3").sum, 88);
}

TEST_P(SampleJoin, AddsUpToTheRecordsOfTheReferenceDate) {
    EXPECT_EQ(figures(GetParam(), "2025-07-01", "facilities").sum, 516) << "the eighth village has joined the 515";
    EXPECT_EQ(figures(GetParam(), "2025-07-01", "products").sum, 144);
}

TEST_P(SampleJoin, HasARowForEveryUnitAndOneForTheRest) {
    const std::size_t units = GetParam() == AdminLevel::commune ? 56 : 10;
    for (const char* as_of : {"2021-12-31", "2023-10-31", "2025-07-01"}) {
        EXPECT_EQ(figures(GetParam(), as_of, "facilities").by_code.size(), units + 1) << as_of;
    }
}

INSTANTIATE_TEST_SUITE_P(ByLevel, SampleJoin, testing::Values(AdminLevel::commune, AdminLevel::district),
                         [](const auto& level) { return std::string(to_string(level.param)); });

TEST(SampleHectares, CountTheBlackJellyOfThachAnOnce) {
    // 215 ha in the district in 2018, of which the communes' own figures are parts.
    EXPECT_DOUBLE_EQ(figures(AdminLevel::district, "2018-12-31", "hectares_thach_den").by_code.at("053"), 215);
    const auto by_commune = figures(AdminLevel::commune, "2018-12-31", "hectares_thach_den");
    EXPECT_DOUBLE_EQ(by_commune.sum, 215);
    EXPECT_DOUBLE_EQ(by_commune.by_code.at(""), 215 - 66.3) << "what the commune of Trọng Con leaves is placed nowhere";
}

TEST(SampleHectares, CountTheTobaccoOfTheProvinceOnce) {
    const auto by_district = figures(AdminLevel::district, "2025-07-01", "hectares_thuoc_la");
    EXPECT_DOUBLE_EQ(by_district.sum, 5078);
    EXPECT_DOUBLE_EQ(by_district.by_code.at("051"), 1774.65);
    EXPECT_DOUBLE_EQ(by_district.by_code.at("045"), 1220.22);
    EXPECT_NEAR(by_district.by_code.at(""), 5078 - 1774.65 - 1220.22, 1e-6);
}

TEST(SampleUnits, EveryReusedCodeLeadsToTheUnitItsGroundBecame) {
    const data::Register& content = test::sample_snapshot()->content();
    const DeclaredUnits declared(content);
    const auto now = test::sample_snapshot()->units(AdminLevel::commune, day("2025-07-01"));
    const auto then = test::sample_snapshot()->units(AdminLevel::district, day("2025-06-30"));
    int reused = 0;
    for (const auto& unit : content.units) {
        if (unit.level != AdminLevel::commune || !unit.valid_to) continue;
        const data::UnitKey same_code{unit.key.code, day("2025-07-01")};
        const auto heir = now->find(same_code);
        if (!heir || now->units()[*heir]->name == unit.name) continue;
        ++reused;
        const auto row = std::ranges::find(content.crosswalk, unit.key, &data::CrosswalkRow::old_unit);
        ASSERT_NE(row, content.crosswalk.end()) << unit.key.to_string();
        const auto claimed = declared.claim(unit.key, *now);
        ASSERT_TRUE(claimed) << unit.key.to_string();
        EXPECT_EQ(now->units()[*claimed]->key, row->new_unit);
        const auto district = declared.claim(unit.key, *then);
        ASSERT_TRUE(district) << unit.key.to_string();
        EXPECT_EQ(then->units()[*district]->key, *unit.parent);
    }
    EXPECT_EQ(reused, 15);
}

TEST(SampleUnits, TheCentreOfTheCityLiesInAnotherUnitAtEachDate) {
    const data::LonLat centre{106.2579, 22.6657};
    const auto now = locate(*test::sample_snapshot(), centre, day("2025-07-01"), day("2025-07-01"));
    ASSERT_EQ(now.back().unit->level, AdminLevel::commune);
    EXPECT_EQ(data::full_name(*now.back().unit), "Phường Thục Phán");
    EXPECT_EQ(now.back().unit->key.code, "01273") << "before, 01273 was the ward Hợp Giang";
    const auto then = locate(*test::sample_snapshot(), centre, day("2025-06-30"), day("2025-06-30"));
    const auto district =
        std::ranges::find(then, AdminLevel::district, [](const Located& each) { return each.unit->level; });
    ASSERT_NE(district, then.end());
    EXPECT_EQ(data::full_name(*district->unit), "Thành phố Cao Bằng");
}

}  // namespace
}  // namespace sanvat::analysis::sample_join_test
