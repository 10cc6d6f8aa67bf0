// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.hpp"

#include <gtest/gtest.h>

#include "tests/analysis/small_province.hpp"

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

}  // namespace
}  // namespace sanvat::analysis
