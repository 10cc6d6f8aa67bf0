// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/small_province.hpp"

namespace sanvat::analysis::summary_test {
namespace {

using data::AdminLevel;
using test::day;

/// Figures of one column by the unit's code; "" is the row "not placed".
std::map<std::string, double> figures(const Summary& summary, const std::string& column) {
    std::map<std::string, double> found;
    for (std::size_t i = 0; i < summary.table.columns.size(); ++i) {
        if (summary.table.columns[i].name != column) continue;
        for (const auto& row : summary.table.rows) {
            const double figure = std::stod(data::to_text(row.values[i]));
            if (figure != 0) found[data::to_text(row.values[0])] = figure;
        }
    }
    return found;
}

using Figures = std::map<std::string, double>;

Summary by(const Snapshot& snapshot, AdminLevel level, const char* as_of = "2025-07-01") {
    return summarise(snapshot, {.by = level, .as_of = day(as_of), .units = {}, .filter = {}});
}

TEST(Summary, CountsALocatedRecordByItsPointAndOthersByTheirDeclaredUnit) {
    test::SmallProvince province;
    province.facility("located", province.a, data::LonLat{106.55, 22.1});  // declared in A, stands in C
    province.facility("declared", province.a);
    province.facility("of_old", province.n_old);   // old commune of Y, now in B
    province.facility("in_split", province.b);     // B lies in both old districts
    province.facility("in_district", province.x);  // which commune nobody knows
    province.facility("nowhere", std::nullopt);
    province.facility("outside", province.a, data::LonLat{107, 23});
    auto& guessed = province.facility("guessed", province.a, data::LonLat{106.55, 22.1});
    guessed.lineage.position_accuracy = data::PositionAccuracy::commune;  // its point is no evidence
    const auto snapshot = province.snapshot();
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune), "facilities"),
              (Figures{{"A", 2}, {"B", 2}, {"003", 1}, {"", 3}}));
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::district), "facilities"), (Figures{{"X", 3}, {"Y", 2}, {"", 3}}));
}

TEST(Summary, SaysHowMuchIsNotAsReported) {
    test::SmallProvince province;
    province.facility("f1", province.a);
    province.facility("f2", province.a).lineage.provenance = data::Provenance::illustrative;
    province.facility("f3", province.b).lineage.provenance = data::Provenance::derived;
    auto& gone = province.facility("f4", province.a);
    gone.lineage.provenance = data::Provenance::illustrative;
    gone.validity = {{}, day("2024-01-01")};
    province.product("p1", province.a, "2023-02-20", 4);
    const auto snapshot = province.snapshot();
    const Summary summary = by(*snapshot, AdminLevel::commune);
    EXPECT_EQ(figures(summary, "illustrative_facilities"), (Figures{{"A", 1}}));
    EXPECT_EQ(figures(summary, "derived_facilities"), (Figures{{"B", 1}}));
    EXPECT_EQ(figures(summary, "illustrative_products"), Figures{});
}

TEST(Summary, CountsWhatIsInForceThatDay) {
    test::SmallProvince province;
    province.facility("early", province.a).validity = {{}, day("2024-01-01")};
    province.facility("late", province.a).validity = {day("2024-01-01"), {}};
    province.product("p3", province.a, "2020-12-31", 3);
    province.product("p4", province.a, "2023-02-20", 4);
    const auto snapshot = province.snapshot();
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2023-12-31"), "facilities"), (Figures{{"A", 1}}));
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2023-12-30"), "products"), (Figures{{"A", 2}}));
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2023-12-31"), "products_3"), Figures{}) << "lapsed that day";
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2023-12-31"), "products_4"), (Figures{{"A", 1}}));
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2022-06-30"), "products_souvenirs"), (Figures{{"A", 1}}));
    EXPECT_EQ(figures(by(*snapshot, AdminLevel::commune, "2023-06-30"), "products_handicraft"), (Figures{{"A", 2}}));
}

TEST(Summary, ALargerAreaCountsOnlyWhatItsPartsLeave) {
    test::SmallProvince province;
    province.area("district", {province.x}, 2018, 215);
    province.area("part_a", {province.a_old}, 2018, 70).part_of = "district";
    province.area("part_m", {province.m_old}, 2018, 66.3).part_of = "district";
    const auto snapshot = province.snapshot();
    const auto hectares = figures(by(*snapshot, AdminLevel::commune), "hectares_thach_den");
    EXPECT_NEAR(hectares.at("A"), 70, 1e-9);
    EXPECT_NEAR(hectares.at("B"), 66.3, 1e-9);
    EXPECT_NEAR(hectares.at(""), 215 - 70 - 66.3, 1e-9);
    const auto in_district = figures(by(*snapshot, AdminLevel::district), "hectares");
    EXPECT_NEAR(in_district.at("X"), 215, 1e-9);
    EXPECT_EQ(in_district.size(), 1U);
}

TEST(Summary, FiltersByProvenanceAndSaysWhichDays) {
    test::SmallProvince province;
    province.facility("real", province.a);
    province.facility("shown", province.a).lineage.provenance = data::Provenance::illustrative;
    const auto snapshot = province.snapshot();
    Filter reported;
    reported.add(parse_provenance_condition("reported"));
    const auto summary =
        summarise(*snapshot, {.by = AdminLevel::district, .as_of = {}, .units = {}, .filter = reported});
    EXPECT_EQ(figures(summary, "facilities"), (Figures{{"X", 1}}));
    EXPECT_EQ(summary.as_of, day("2025-07-01")) << "the reference date";
    EXPECT_EQ(summary.units_as_of, day("2025-06-30"));
}

TEST(Summary, RowsAndNotPlacedAreTheWholeWhateverTheRecords) {
    test::SmallProvince province;
    std::uint64_t state = 1;
    const auto next = [&state](std::uint64_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 33) % below;
    };
    const std::vector<std::optional<data::UnitKey>> units{province.a, province.b,     province.c,     province.x,
                                                          province.y, province.a_old, province.m_old, std::nullopt};
    for (int i = 0; i < 500; ++i) {
        const data::LonLat anywhere{105.9 + 0.001 * static_cast<double>(next(900)),
                                    21.9 + 0.001 * static_cast<double>(next(400))};
        province.facility("f" + std::to_string(i), units[next(units.size())],
                          next(2) == 0 ? std::optional{anywhere} : std::nullopt);
    }
    const auto snapshot = province.snapshot();
    for (const auto level : {AdminLevel::commune, AdminLevel::district}) {
        double sum = 0;
        for (const auto& [code, count] : figures(by(*snapshot, level), "facilities"))
            sum += count;
        EXPECT_EQ(sum, 500);
    }
}

TEST(Summary, CountsStarsAndGroupsOfNoRuleBookInNoColumnButTheirWhole) {
    test::SmallProvince province;
    province.product("none", province.a, "2024-12-01", 2);
    province.product("many", province.a, "2024-12-01", 6);
    province.product("absurd", province.a, "2024-12-01", 99999);
    province.product("herbs", province.a, "2024-12-01", 3).group_2023 = data::ProductGroup::herbs;
    const auto snapshot = province.snapshot();
    const auto summary = by(*snapshot, AdminLevel::commune);
    EXPECT_EQ(figures(summary, "products"), (Figures{{"A", 4}}));
    EXPECT_EQ(figures(summary, "products_3"), (Figures{{"A", 1}}));
    for (const char* column : {"products_4", "products_5", "products_food"})
        EXPECT_EQ(figures(summary, column), Figures{}) << column;
    EXPECT_EQ(figures(summary, "products_handicraft"), (Figures{{"A", 3}}));
}

}  // namespace
}  // namespace sanvat::analysis::summary_test
