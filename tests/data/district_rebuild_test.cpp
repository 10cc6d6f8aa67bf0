// SPDX-License-Identifier: Apache-2.0
#include "data/district_rebuild.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <set>

#include "data/geodesic.hpp"
#include "data/import.hpp"
#include "data/inner_lines.hpp"
#include "data/sample.hpp"
#include "tests/data/fine_outlines.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::district_rebuild_test {
namespace {

using test_coverage::areas_of;
using test_coverage::edges_of;
using test_coverage::fine;
using test_coverage::single_edges;
using test_coverage::swing;
using test_import::key;
using test_import::options_for;
using test_import::small_province;
using test_import::unit;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A GeoPackage of the province's communes with fine outlines, code and name only.
void write_fine_communes(const Register& content, const std::filesystem::path& file,
                         const std::set<std::string>& without = {}) {
    Table table{.name = "xa", .columns = {{"code", ValueType::string}}, .rows = {}};
    for (const AdminUnit& commune : content.units) {
        if (commune.level != AdminLevel::commune || commune.polygon.empty() || without.contains(commune.key.code))
            continue;
        table.rows.push_back({.id = {}, .values = {Value{commune.key.code}}, .geometry = fine(commune.polygon)});
    }
    write_table(table, file);
}

std::size_t holes_of(const MultiPolygon& polygons) {
    std::size_t holes = 0;
    for (const Polygon& polygon : polygons)
        holes += polygon.holes.size();
    return holes;
}

class DistrictRebuildTest : public testing::Test {
protected:
    void SetUp() override {
        write_fine_communes(content_, folder_ / "xa.gpkg");
        report_ = import_into(content_, options_for(ImportKind::communes, folder_ / "xa.gpkg"));
    }
    [[nodiscard]] std::vector<MultiPolygon> polygons(AdminLevel level) const {
        std::vector<MultiPolygon> found;
        for (const AdminUnit& each : content_.units) {
            if (each.level == level && !each.polygon.empty()) found.push_back(each.polygon);
        }
        return found;
    }

    test::TemporaryFolder folder_;
    const Register before_ = small_province();
    Register content_ = small_province();
    ImportReport report_;
};

TEST_F(DistrictRebuildTest, NewOutlinesReplaceTheOldAndEverythingElseOfAUnitStays) {
    EXPECT_EQ(report_.changed, 4);
    EXPECT_EQ(report_.added, 0);
    EXPECT_THAT(report_.warnings, IsEmpty());
    EXPECT_THAT(report_.rebuilt, testing::UnorderedElementsAre("Huyện Hòa An", "Huyện Trùng Khánh", "Tỉnh Nhỏ"));
    const AdminUnit& commune = unit(content_, "01002-20250701");
    EXPECT_EQ(commune.polygon, normalised(fine(unit(before_, "01002-20250701").polygon)));
    EXPECT_EQ(commune.name, "Đàm Thủy");
    EXPECT_EQ(commune.kind, "xã");
    EXPECT_EQ(commune.parent, key("04-19990101"));
    EXPECT_EQ(commune.lineage.source, "drawn by hand; outline: xa.gpkg");
    EXPECT_EQ(commune.lineage.provenance, Provenance::derived);
}

TEST_F(DistrictRebuildTest, DistrictsAreACoverageThatSharesItsEdgesExactly) {
    const auto districts = polygons(AdminLevel::district);
    const auto communes = polygons(AdminLevel::commune);
    for (const auto& district : districts) {
        EXPECT_EQ(invalid_reason(district), "");
        EXPECT_EQ(holes_of(district), 0U);
    }
    const MultiPolygon& province = unit(content_, "04-19990101").polygon;
    for (const auto& cells : {districts, communes}) {
        const auto [sum, whole] = areas_of(cells);
        EXPECT_NEAR(sum, whole, 1e-3);
        EXPECT_NEAR(whole, area_m2(province), 1e-3);
        EXPECT_EQ(single_edges(cells), edges_of(province)) << "every inner edge has two sides";
    }
}

TEST_F(DistrictRebuildTest, TheSplitCommuneIsCutAlongTheOldLineWithNewEnds) {
    const CrosswalkRow* west = nullptr;
    const CrosswalkRow* east = nullptr;
    for (const CrosswalkRow& row : content_.crosswalk) {
        if (row.new_unit != key("01003-20250701")) continue;
        (row.old_unit == key("040-20200101") ? west : east) = &row;
    }
    ASSERT_TRUE(west && east);
    const MultiPolygon& commune = unit(content_, "01003-20250701").polygon;
    EXPECT_EQ(invalid_reason(west->part), "");
    EXPECT_NEAR(area_m2(west->part) + area_m2(east->part), area_m2(commune), 1e-3);
    EXPECT_NEAR(*west->share_of_new + *east->share_of_new, 1, 1e-9);
    EXPECT_NEAR(*west->share_of_new, 2.0 / 3, 0.02);
    const auto lines = inner_lines({west->part, east->part});
    ASSERT_THAT(lines, SizeIs(1));
    for (const LonLat p : lines[0])
        EXPECT_NEAR(p.lon, 106.2, 2 * swing) << "the line stays where it was";
    for (const LonLat end : {lines[0].front(), lines[0].back()}) {
        EXPECT_LT(distance_to_outline_m(commune, end), 0.001) << "and reaches the new outline";
    }
    double of_west = 0;
    for (const CrosswalkRow& row : content_.crosswalk) {
        if (row.old_unit == key("040-20200101")) of_west += *row.share_of_old;
    }
    EXPECT_NEAR(of_west, 1, 1e-9);
}

TEST_F(DistrictRebuildTest, NoPointSixHundredMetresInsideChangesUnit) {
    int looked_at = 0;
    for (double lon = 106.0; lon < 106.6; lon += 0.003) {
        for (double lat = 22.0; lat < 22.4; lat += 0.003) {
            for (const AdminUnit& old : before_.units) {
                if (old.polygon.empty() || !contains(old.polygon, {lon, lat})) continue;
                if (distance_to_outline_m(old.polygon, {lon, lat}) < 600) continue;
                ++looked_at;
                EXPECT_TRUE(contains(unit(content_, old.key.to_string().c_str()).polygon, {lon, lat}))
                    << old.key.to_string() << " at " << lon << " " << lat;
            }
        }
    }
    EXPECT_GT(looked_at, 20'000);
}

TEST_F(DistrictRebuildTest, TheSameFileAgainChangesNothing) {
    const auto districts = polygons(AdminLevel::district);
    const auto parts = content_.crosswalk;
    const auto again = import_into(content_, options_for(ImportKind::communes, folder_ / "xa.gpkg"));
    EXPECT_EQ(again.unchanged, 4) << "though the outlines got positions where the line meets them";
    EXPECT_EQ(polygons(AdminLevel::district), districts);
    for (std::size_t i = 0; i < parts.size(); ++i)
        EXPECT_EQ(content_.crosswalk[i].part, parts[i].part);
}

TEST_F(DistrictRebuildTest, PointsThatStandForTheirUnitStayInside) {
    Register content = small_province();
    content.facilities.push_back({.id = "edge",
                                  .name = "sát ranh giới",
                                  .kind = FacilityKind::cooperative,
                                  .producer = {},
                                  .declared_unit = key("01002-20250701"),
                                  .point = LonLat{106.3001, 22.21},
                                  .validity = {},
                                  .lineage = {"made", "", PositionAccuracy::commune, Provenance::reported}});
    content.facilities.push_back(content.facilities.back());
    content.facilities.back().id = "surveyed";
    content.facilities.back().lineage.position_accuracy = PositionAccuracy::surveyed;
    // Somewhere along that edge the fine outline lies east of the straight one.
    const auto report = [&] {
        for (int i = 0; i < 100; ++i) {
            content.facilities[0].point = content.facilities[1].point = LonLat{106.3001, 22.2 + i * 0.002};
            if (!contains(fine(unit(content, "01002-20250701").polygon), *content.facilities[0].point)) break;
        }
        return import_into(content, options_for(ImportKind::communes, folder_ / "xa.gpkg"));
    }();
    EXPECT_THAT(report.warnings, Contains(HasSubstr("1 points that stand for their unit")));
    const MultiPolygon& commune = unit(content, "01002-20250701").polygon;
    EXPECT_TRUE(contains(commune, content.facilities[0].point.value()));
    EXPECT_FALSE(contains(commune, content.facilities[1].point.value())) << "where somebody stood is not changed";
}

TEST(DistrictRebuildPartly, KeepsDistrictsWhereNewOutlinesDoNotFitTheOld) {
    const test::TemporaryFolder folder;
    Register content = small_province();
    write_fine_communes(content, folder / "xa.gpkg", {"01004"});
    const auto district = unit(content, "051-20200101").polygon;
    const auto report = import_into(content, options_for(ImportKind::communes, folder / "xa.gpkg"));
    EXPECT_EQ(report.changed, 3);
    EXPECT_THAT(report.rebuilt, IsEmpty());
    EXPECT_THAT(report.warnings, Contains(HasSubstr("import all communes")));
    EXPECT_EQ(unit(content, "051-20200101").polygon, district);
}

TEST(DistrictRebuildFromNothing, ACrosswalkGivesDistrictsWithoutOutlinesTheirs) {
    const test::TemporaryFolder folder;
    Register content = small_province();
    content.crosswalk.clear();
    for (AdminUnit& each : content.units) {
        if (each.level == AdminLevel::district) each.polygon.clear();
    }
    const auto file = folder.write(
        "x.csv",
        "old_code,new_code,share_of_new\n040,01001,1\n040,01003,0.7\n051,01003,0.3\n051,01002,1\n051,01004,1\n");
    const auto report = import_into(content, options_for(ImportKind::crosswalk, file));
    EXPECT_EQ(report.added, 5);
    EXPECT_THAT(report.rebuilt, Contains("Huyện Hòa An"));
    EXPECT_NEAR(area_m2(unit(content, "040-20200101").polygon), area_m2(unit(content, "01001-20250701").polygon), 1);
}

TEST(DistrictRebuildMends, SmallOverlapsAndGapsOfTheFile) {
    const test::TemporaryFolder folder;
    Register content = small_province();
    // B reaches over into A by a wedge, and stays back from D by another, each some thousand square metres.
    const MultiPolygon wedge_in_a{{{{106.29995, 22.28}, {106.3, 22.27}, {106.3, 22.29}, {106.29995, 22.28}}, {}}};
    const MultiPolygon wedge_of_b{{{{106.4, 22.2}, {106.5, 22.2}, {106.45, 22.20001}, {106.4, 22.2}}, {}}};
    Table table{.name = "xa", .columns = {{"code", ValueType::string}}, .rows = {}};
    for (const AdminUnit& commune : content.units) {
        if (commune.level != AdminLevel::commune || commune.polygon.empty()) continue;
        MultiPolygon polygon = commune.polygon;
        if (commune.key.code == "01002")
            polygon = difference(dissolve({polygon, normalised(wedge_in_a)}), normalised(wedge_of_b));
        table.rows.push_back({.id = {}, .values = {Value{commune.key.code}}, .geometry = polygon});
    }
    write_table(table, folder / "xa.gpkg");
    const auto report = import_into(content, options_for(ImportKind::communes, folder / "xa.gpkg"));
    EXPECT_THAT(report.warnings, Contains(HasSubstr("mended")));
    std::vector<MultiPolygon> communes;
    for (const AdminUnit& each : content.units) {
        if (each.level == AdminLevel::commune && !each.polygon.empty()) communes.push_back(each.polygon);
        EXPECT_EQ(holes_of(each.polygon), 0U) << full_name(each);
        EXPECT_EQ(each.polygon.empty() ? "" : invalid_reason(each.polygon), "");
    }
    const auto [sum, whole] = areas_of(communes);
    EXPECT_NEAR(sum, whole, 0.01);
    EXPECT_EQ(single_edges(communes), edges_of(unit(content, "04-19990101").polygon));
}

TEST(DistrictRebuildReference, TheRealCommunesOfCaoBangFitTheSample) {
    const char* reference = std::getenv("SANVAT_REFERENCE");
    if (!reference) GTEST_SKIP() << "SANVAT_REFERENCE is not set; the same is proven on the small province above";
    const Register before = build_sample(SANVAT_SAMPLE_DIR);
    Register content = before;
    const auto file = std::filesystem::path(reference) / "cao_bang_communes_2025.gpkg";
    const auto report = import_into(content, options_for(ImportKind::communes, file));
    EXPECT_EQ(report.read, 56);
    EXPECT_EQ(report.changed, 56);
    EXPECT_THAT(report.rebuilt, SizeIs(11)) << "ten districts and the province";
    std::vector<MultiPolygon> communes;
    std::vector<MultiPolygon> districts;
    const MultiPolygon* province = nullptr;
    std::set<UnitKey> split;
    for (const AdminUnit& each : content.units) {
        if (each.polygon.empty()) continue;
        EXPECT_EQ(invalid_reason(each.polygon), "") << full_name(each);
        if (each.level == AdminLevel::commune) communes.push_back(each.polygon);
        if (each.level == AdminLevel::district) districts.push_back(each.polygon);
        if (each.level == AdminLevel::province) province = &each.polygon;
    }
    ASSERT_THAT(communes, SizeIs(56));
    ASSERT_THAT(districts, SizeIs(10));
    ASSERT_TRUE(province);
    for (const auto& cells : {communes, districts}) {
        const auto [sum, whole] = areas_of(cells);
        EXPECT_NEAR(sum, whole, 1);
        EXPECT_NEAR(whole, area_m2(*province), 1);
        EXPECT_EQ(single_edges(cells), edges_of(*province));
    }
    EXPECT_THAT(report.warnings, Contains(HasSubstr("mended")));
    for (const auto& district : districts)
        EXPECT_EQ(holes_of(district), 0U);
    for (const AdminUnit& old : before.units) {
        if (old.polygon.empty()) continue;
        const double now = area_m2(unit(content, old.key.to_string().c_str()).polygon);
        EXPECT_NEAR(now / area_m2(old.polygon), 1, 0.06) << full_name(old);
    }
    int illustrative = 0;
    for (const Facility& facility : before.facilities) {
        if (facility.lineage.provenance != Provenance::illustrative || !facility.point) continue;
        for (const AdminUnit& old : before.units) {
            if (old.level != AdminLevel::commune || old.polygon.empty() || !contains(old.polygon, *facility.point))
                continue;
            ++illustrative;
            EXPECT_TRUE(contains(unit(content, old.key.to_string().c_str()).polygon, *facility.point)) << facility.name;
            EXPECT_EQ(test_import::find(content.facilities, facility.id)->point, facility.point);
        }
    }
    EXPECT_GT(illustrative, 400);
    const auto again = import_into(content, options_for(ImportKind::communes, file));
    EXPECT_EQ(again.unchanged, 56);
}

}  // namespace
}  // namespace sanvat::data::district_rebuild_test
