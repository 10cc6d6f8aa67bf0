// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/geodesic.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::check_test {
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
    village.id = village.name = "v";
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

/// Commune A of the small province reaches into B by half a cell.
void push_a_into_b(test::SmallProvince& province) {
    for (auto& unit : province.content.units) {
        if (unit.key == province.a)
            unit.polygon = {{{{106, 22}, {106.25, 22}, {106.25, 22.2}, {106, 22.2}, {106, 22}}, {}}};
    }
}

TEST(Check, ListsUnitsThatOverlapWithBothCodesAndTheArea) {
    test::SmallProvince province;
    push_a_into_b(province);
    const auto found = check(*province.snapshot());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "overlapping-units");
    EXPECT_EQ(found[0].record, "A-20250701");
    const data::MultiPolygon shared{{{{106.2, 22}, {106.25, 22}, {106.25, 22.2}, {106.2, 22.2}, {106.2, 22}}, {}}};
    const std::string hectares = fmt::format("{:.1f}", data::area_m2(shared) / 10'000);
    EXPECT_EQ(found[0].message, "Xã Quảng Uyên and Xã Thạch An, B-20250701, overlap by " + hectares +
                                    " ha; points there count in A-20250701");
}

TEST(Check, ListsOverlapsOfLessThanASquareMetre) {
    test::SmallProvince province;
    for (auto& unit : province.content.units) {
        // A corner of A reaches a hundredth of a metre into B: some hundred square centimetres.
        if (unit.key == province.a)
            unit.polygon = {{{{106, 22},
                              {106.2, 22},
                              {106.2, 22.099'99},
                              {106.200'000'1, 22.1},
                              {106.2, 22.100'01},
                              {106.2, 22.2},
                              {106, 22.2},
                              {106, 22}},
                             {}}};
    }
    const auto found = check(*province.snapshot());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "overlapping-units");
    EXPECT_EQ(found[0].message,
              "Xã Quảng Uyên and Xã Thạch An, B-20250701, overlap by 0.01 m²; points there count in A-20250701");
}

TEST(Check, ListsGapsWithTheUnitsAroundThemAndWhetherMapsCloseThem) {
    test::SmallProvince province;
    for (auto& unit : province.content.units) {
        // A and B miss each other by a tenth of a metre and by ten.
        if (unit.key == province.a)
            unit.polygon = {{{{106, 22},
                              {106.2, 22},
                              {106.2, 22.03},
                              {106.199'999, 22.05},
                              {106.2, 22.07},
                              {106.2, 22.13},
                              {106.199'9, 22.15},
                              {106.2, 22.17},
                              {106.2, 22.2},
                              {106, 22.2},
                              {106, 22}},
                             {}}};
        if (unit.key == province.b)
            unit.polygon = {{{{106.2, 22},
                              {106.4, 22},
                              {106.4, 22.2},
                              {106.2, 22.2},
                              {106.2, 22.17},
                              {106.2, 22.13},
                              {106.2, 22.07},
                              {106.2, 22.03},
                              {106.2, 22}},
                             {}}};
    }
    std::vector<std::string> gaps;
    for (const auto& finding : check(*province.snapshot())) {
        if (finding.rule != "gap-between-units") continue;
        EXPECT_EQ(finding.record, "A-20250701");
        EXPECT_NE(finding.message.find("Xã Quảng Uyên, A-20250701; Xã Thạch An, B-20250701"), std::string::npos)
            << finding.message;
        gaps.push_back(finding.message);
    }
    ASSERT_EQ(gaps.size(), 2u);
    const auto closed = [](const std::string& message) {
        return message.find("maps show it closed") != std::string::npos;
    };
    EXPECT_NE(closed(gaps[0]), closed(gaps[1])) << "the narrow one is closed, the wide one is not";
}

TEST(Check, UnitsOverlapOnlyWhileBothAreInForce) {
    test::SmallProvince province;
    push_a_into_b(province);
    for (auto& unit : province.content.units) {
        if (unit.key == province.b) unit.key.valid_from = test::day("2026-01-01");
        if (unit.key == province.a) unit.valid_to = test::day("2026-01-01");
    }
    province.content.crosswalk.clear();
    EXPECT_TRUE(findings(province).empty()) << "B comes into force on the day that A ends";
    for (auto& unit : province.content.units) {
        if (unit.key == province.a) unit.valid_to = test::day("2026-01-02");
    }
    EXPECT_EQ(findings(province), std::vector<std::string>{"overlapping-units admin_units A-20250701"});
}

TEST(Check, AnInvalidUnitIsFoundOnceAndNotMeasured) {
    test::SmallProvince province;
    for (auto& unit : province.content.units) {
        if (unit.key == province.a)
            unit.polygon = {{{{106, 22}, {106.3, 22.2}, {106.3, 22}, {106, 22.2}, {106, 22}}, {}}};
    }
    EXPECT_EQ(findings(province), std::vector<std::string>{"invalid-shape admin_units A-20250701"});
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

TEST(Check, FindsRecordsWithoutAName) {
    test::SmallProvince province;
    province.product("named", province.a, "2023-12-01");
    province.product("blank", province.a, "2023-12-01").name.clear();
    std::vector<std::string> nameless;
    for (const Finding& finding : check(*province.snapshot())) {
        if (finding.rule == "no-name") nameless.push_back(finding.table + " " + finding.record);
    }
    EXPECT_EQ(nameless, std::vector<std::string>{"products blank"});
}

}  // namespace
}  // namespace sanvat::analysis::check_test
