// SPDX-License-Identifier: Apache-2.0
#include "data/sample_boundaries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "tests/data/sample_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::sample_boundaries_test {
namespace {

using namespace test_sample;
using testing::HasSubstr;

using Edge = std::pair<LonLat, LonLat>;

std::vector<const AdminUnit*> with_polygons(AdminLevel level) {
    std::vector<const AdminUnit*> found;
    for (const AdminUnit& unit : sample().units) {
        if (unit.level == level && !unit.polygon.empty()) found.push_back(&unit);
    }
    return found;
}

std::map<Edge, int> directed_edges(const std::vector<const AdminUnit*>& units) {
    std::map<Edge, int> edges;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            ++edges[{ring[i], ring[i + 1]}];
    };
    for (const AdminUnit* unit : units) {
        for (const Polygon& polygon : unit->polygon) {
            add(polygon.outer);
            std::ranges::for_each(polygon.holes, add);
        }
    }
    return edges;
}

class SampleCoverage : public testing::TestWithParam<AdminLevel> {};

TEST_P(SampleCoverage, HasNoInvalidPolygon) {
    for (const AdminUnit* unit : with_polygons(GetParam())) {
        EXPECT_EQ(invalid_reason(unit->polygon), "") << full_name(*unit);
    }
}

// Each edge belongs to two neighbours, which run along it in opposite directions, or to the outline of the whole.
TEST_P(SampleCoverage, NeighboursShareTheirEdges) {
    const auto edges = directed_edges(with_polygons(GetParam()));
    const auto outline = directed_edges(with_polygons(AdminLevel::province));
    std::size_t outer = 0;
    for (const auto& [edge, times] : edges) {
        EXPECT_EQ(times, 1) << edge.first.lon << " " << edge.first.lat;
        if (edges.contains({edge.second, edge.first})) continue;
        ++outer;
        EXPECT_TRUE(outline.contains(edge)) << edge.first.lon << " " << edge.first.lat;
    }
    EXPECT_EQ(outer, outline.size());
}

TEST_P(SampleCoverage, LeavesNoGapAndNoOverlap) {
    const auto units = with_polygons(GetParam());
    double sum = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        sum += area_m2(units[i]->polygon);
        for (std::size_t k = i + 1; k < units.size(); ++k) {
            if (!envelope_of(units[i]->polygon).intersects(envelope_of(units[k]->polygon))) continue;
            EXPECT_LT(area_m2(intersection(units[i]->polygon, units[k]->polygon)), 1)
                << full_name(*units[i]) << ", " << full_name(*units[k]);
        }
    }
    const MultiPolygon& whole = unit("04-20200301").polygon;
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_TRUE(whole.front().holes.empty());
    EXPECT_NEAR(sum, area_m2(whole), 1);
}

INSTANTIATE_TEST_SUITE_P(Levels, SampleCoverage, testing::Values(AdminLevel::commune, AdminLevel::district),
                         [](const auto& instance) { return std::string{to_string(instance.param)}; });

TEST(SampleBoundaries, CountsAreThoseOfTheLaw) {
    EXPECT_EQ(with_polygons(AdminLevel::commune).size(), 56U);
    EXPECT_EQ(with_polygons(AdminLevel::district).size(), 10U);
    EXPECT_EQ(sample().units.size(), 1U + 10U + 161U + 56U);
    for (const AdminUnit& unit : sample().units) {
        const bool of_2025 = unit.key.valid_from == day("2025-07-01");
        if (unit.level == AdminLevel::province) continue;
        EXPECT_EQ(unit.valid_to, of_2025 ? std::nullopt : std::optional{day("2025-07-01")}) << unit.key.to_string();
    }
}

TEST(SampleBoundaries, AreaIsWithinThreePercentOfTheOfficialFigure) {
    const AdminUnit& province = unit("04-20200301");
    const double km2 = area_m2(province.polygon) / 1e6;
    EXPECT_NEAR(km2 / province.area_km2.value(), 1, 0.03);
}

TEST(SampleBoundaries, EveryCommuneIsWithinFivePercentOfItsOfficialArea) {
    for (const AdminUnit* unit : with_polygons(AdminLevel::commune)) {
        EXPECT_NEAR(area_m2(unit->polygon) / 1e6 / unit->area_km2.value(), 1, 0.05) << full_name(*unit);
    }
}

TEST(SampleBoundaries, FifteenCodesNamedAnotherUnitBefore) {
    std::map<std::string, std::set<std::string>> names;
    for (const AdminUnit& unit : sample().units) {
        if (unit.level == AdminLevel::commune) names[unit.key.code].insert(unit.name);
    }
    EXPECT_EQ(std::ranges::count_if(names, [](const auto& entry) { return entry.second.size() == 2; }), 15);
    EXPECT_EQ(full_name(unit("01273-20200301")), "Phường Hợp Giang");
    EXPECT_EQ(full_name(unit("01273-20250701")), "Phường Thục Phán");
}

TEST(SampleCrosswalk, EveryFormerCommuneWentWholeIntoOneOf56) {
    std::map<UnitKey, int> old_units;
    std::set<UnitKey> new_units;
    for (const CrosswalkRow& row : sample().crosswalk) {
        if (unit(row.old_unit).level != AdminLevel::commune) continue;
        EXPECT_EQ(row.basis, "whole");
        EXPECT_EQ(row.share_of_old, 1.0);
        ++old_units[row.old_unit];
        new_units.insert(row.new_unit);
    }
    EXPECT_EQ(old_units.size(), 161U);
    EXPECT_EQ(new_units.size(), 56U);
    EXPECT_TRUE(std::ranges::all_of(old_units, [](const auto& entry) { return entry.second == 1; }));
}

TEST(SampleCrosswalk, SharesOfDistrictsAddUpToTheWhole) {
    std::map<UnitKey, double> sums;
    std::size_t rows = 0;
    for (const CrosswalkRow& row : sample().crosswalk) {
        if (unit(row.old_unit).level != AdminLevel::district) continue;
        ++rows;
        sums[row.old_unit] += row.share_of_old.value();
        sums[row.new_unit] += row.share_of_new.value();
    }
    EXPECT_EQ(rows, 64U);
    EXPECT_EQ(sums.size(), 66U);
    for (const auto& [key, sum] : sums)
        EXPECT_NEAR(sum, 1, 1e-9) << key.to_string();
}

TEST(SampleCrosswalk, EightCommunesJoinPartsOfTwoDistricts) {
    std::map<UnitKey, std::set<UnitKey>> districts;
    for (const CrosswalkRow& row : sample().crosswalk) {
        if (unit(row.old_unit).level == AdminLevel::district) districts[row.new_unit].insert(row.old_unit);
    }
    EXPECT_EQ(std::ranges::count_if(districts, [](const auto& entry) { return entry.second.size() == 2; }), 8);
}

TEST(SampleCrosswalk, TraLinhCameFromQuangHoaByLawThoughNoLineIsDrawn) {
    int rows = 0;
    for (const CrosswalkRow& row : sample().crosswalk) {
        if (row.new_unit != key("01447-20250701") || unit(row.old_unit).level != AdminLevel::district) continue;
        ++rows;
        const bool from_quang_hoa = row.old_unit == key("049-20200301");
        EXPECT_NEAR(row.share_of_new.value(), from_quang_hoa ? 34.0 / 75 : 41.0 / 75, 1e-9);
        EXPECT_EQ(row.part.empty(), from_quang_hoa);
        EXPECT_EQ(row.basis, from_quang_hoa ? "decree" : "area");
    }
    EXPECT_EQ(rows, 2);
}

/// Four arcs around one square, numbered as a cell needs them.
std::string complaint_about(const std::string& arcs_of_cell, const std::string& last_arc = "4,0,0,1\n4,1,0,0\n") {
    const test::TemporaryFolder folder;
    folder.write("boundary_arcs.csv",
                 "arc,seq,lon,lat\n1,0,0,0\n1,1,1,0\n2,0,1,0\n2,1,1,1\n3,0,1,1\n3,1,0,1\n" + last_arc);
    folder.write("boundary_cells.csv",
                 "commune,district,part,ring,arcs\n01273-20250701,040-20200301,0,0," + arcs_of_cell + "\n");
    try {
        (void)read_boundary_cells(folder.path());
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

TEST(SampleBoundaries, RefusesArcsThatMakeNoRing) {
    EXPECT_EQ(complaint_about("1 2 3 4"), "none");
    EXPECT_EQ(complaint_about("-4 -3 -2 -1"), "none");
    EXPECT_THAT(complaint_about("1 2 3"), HasSubstr("record 1: arcs: the ring is open"));
    EXPECT_THAT(complaint_about("1 3 2 4"), HasSubstr("arc 3 does not begin where the one before ends"));
    EXPECT_THAT(complaint_about("1 2 3 5"), HasSubstr("\"5\" is no arc"));
    EXPECT_THAT(complaint_about("1 2 3 x"), HasSubstr("\"x\" is no arc"));
    EXPECT_THAT(complaint_about("1 2 3 4", "4,0,0,1\n4,1,2,0.5\n4,2,0,0\n"), HasSubstr("elf-intersection"));
}

}  // namespace
}  // namespace sanvat::data::sample_boundaries_test
