// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_province.hpp"

namespace sanvat::analysis {
namespace {

std::vector<std::string> findings(test::SmallProvince& province) {
    std::vector<std::string> all;
    for (const auto& finding : check(*province.snapshot())) {
        all.push_back(finding.rule + " " + finding.table + " " + finding.record);
    }
    return all;
}

TEST(Check, FindsNothingInACleanStore) {
    test::SmallProvince province;
    province.facility("f", province.a, data::LonLat{106.1, 22.1});
    province.product("p", province.m_old, "2023-12-01");
    EXPECT_TRUE(findings(province).empty());
}

TEST(Check, FindsDeclaredThatIsNotLocated) {
    test::SmallProvince province;
    province.facility("f", province.a, data::LonLat{106.21, 22.1});
    const auto found = check(*province.snapshot());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "declared-not-located");
    EXPECT_EQ(found[0].message, "declared in Xã Quảng Uyên, but its point (surveyed) lies 1032 m outside it");
}

TEST(Check, FindsMissingLinksInvalidShapesAndRepeatedIds) {
    test::SmallProvince province;
    province.facility("f", data::UnitKey{"999", test::day("2025-07-01")}).producer = "nobody";
    province.facility("f", {});
    province.product("p", {}, "2023-12-01").lineage.source.clear();
    province.content.supply_links = {{"l", "no_area", std::nullopt, "p", {}, {}, {}}};
    data::CraftVillage village;
    village.id = "v";
    village.recognised = true;
    village.lineage = province.reported;
    province.content.craft_villages = {village};
    province.content.units[1].polygon = {{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}, {}}};
    EXPECT_EQ(
        findings(province),
        (std::vector<std::string>{"invalid-shape admin_units A-20250701", "missing-link craft_villages v",
                                  "missing-link facilities f", "missing-link facilities f",
                                  "missing-link supply_links l", "no-source products p", "repeated-id facilities f"}));
}

TEST(Check, ListsRowsThatHangOnNothing) {
    test::SmallProvince province;
    province.content.orphans = {
        .ratings = {{"p0", {4, test::day("2023-12-01"), "", "a source", data::Provenance::reported}}},
        .figures = {{"a0", {2024, "2024", 12.0, "", "", "a source"}}},
        .places = {{"a0", province.a}}};
    EXPECT_EQ(findings(province),
              (std::vector<std::string>{"missing-link product_ratings p0", "missing-link raw_material_area_figures a0",
                                        "missing-link raw_material_area_places a0"}));
    const auto found = check(*province.snapshot());
    EXPECT_EQ(found[0].message, "4 stars of 2023-12-01: product \"p0\" is no record");
}

}  // namespace
}  // namespace sanvat::analysis
