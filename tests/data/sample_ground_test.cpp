// SPDX-License-Identifier: Apache-2.0
// Where the records of the sample stand: made points, outlines of raw-material areas, roads and tours.
#include "data/sample_ground.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/geodesic.hpp"
#include "tests/data/sample_fixture.hpp"

namespace sanvat::data::sample_ground_test {
namespace {

using namespace test_sample;

constexpr double least_inside_m = 600;

/// Geodesic metres to the outline, measured at close steps along every edge near the point.
double metres_to_outline(const MultiPolygon& polygons, LonLat point) {
    double best = 1e9;
    for (const Polygon& polygon : polygons) {
        for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
            const LonLat a = polygon.outer[i];
            const LonLat b = polygon.outer[i + 1];
            constexpr int steps = 20;
            for (int step = 0; step <= steps; ++step) {
                const double t = static_cast<double>(step) / steps;
                best = std::min(best, distance_m(point, {a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t}));
            }
        }
    }
    return best;
}

const RawMaterialArea& area(const char* id) {
    return *find(sample().raw_material_areas, id);
}

double hectares(const RawMaterialArea& area) {
    const AreaFigure* figure = figure_on(area, day("2025-07-01"));
    return figure ? *figure->hectares : 0;
}

TEST(SampleGround, MadeFacilitiesStandAtLeast600MetresInsideTheirCommune) {
    int made = 0;
    for (const Facility& facility : sample().facilities) {
        if (!is_made(facility.lineage)) continue;
        ++made;
        const MultiPolygon& polygon = unit(facility.declared_unit.value()).polygon;
        ASSERT_TRUE(facility.point) << facility.id;
        EXPECT_TRUE(contains(polygon, *facility.point)) << facility.id;
        EXPECT_GE(metres_to_outline(polygon, *facility.point), least_inside_m) << facility.id;
        EXPECT_EQ(facility.lineage.position_accuracy, PositionAccuracy::traced) << facility.id;
    }
    EXPECT_GT(made, 490);
}

TEST(SampleGround, MadeFacilitiesStandAtLeast600MetresFromFormerDistrictLinesToo) {
    const auto cells = read_boundary_cells(SANVAT_SAMPLE_DIR);
    for (const Facility& facility : sample().facilities) {
        if (!is_made(facility.lineage)) continue;
        const auto cell = std::ranges::find_if(
            cells, [&](const BoundaryCell& candidate) { return contains(candidate.polygon, *facility.point); });
        ASSERT_NE(cell, cells.end()) << facility.id;
        EXPECT_GE(metres_to_outline(cell->polygon, *facility.point), least_inside_m) << facility.id;
    }
}

TEST(SampleGround, EveryCommuneHasMadeFacilities) {
    std::set<UnitKey> communes;
    for (const Facility& facility : sample().facilities) {
        if (is_made(facility.lineage)) communes.insert(facility.declared_unit.value());
    }
    EXPECT_EQ(communes.size(), 56U);
}

TEST(SampleGround, AMadeProductIsDeclaredInAFormerCommuneOfTheCellItsFacilityStandsIn) {
    for (const Product& product : sample().products) {
        const Facility* facility = find(sample().facilities, product.facility);
        if (!is_made(product.lineage) || !facility) continue;
        const UnitKey home = product.declared_unit.value();
        EXPECT_EQ(unit(home).parent.value().code, district_of(product)) << product.id;
        const auto row = std::ranges::find(sample().crosswalk, home, &CrosswalkRow::old_unit);
        ASSERT_NE(row, sample().crosswalk.end()) << product.id;
        EXPECT_EQ(row->new_unit, facility->declared_unit) << product.id;
    }
}

TEST(SampleGround, ANarrowCommuneTakesItsInnermostPoint) {
    Register narrow;
    const BoundaryCell cell{key("00001-20250701"),
                            key("001-20200301"),
                            {{{{106, 22}, {106.1, 22}, {106.1, 22.008}, {106, 22.008}, {106, 22}}, {}}}};
    AdminUnit commune;
    commune.key = cell.commune;
    commune.polygon = cell.polygon;
    narrow.units = {commune};
    const std::vector<BoundaryCell> cells{cell};
    const SampleGround ground(narrow, cells, least_inside_m);
    Random random(1, "narrow");
    const auto spot = ground.spot_in(cell.commune, random);
    EXPECT_TRUE(contains(cell.polygon, spot.point));
    EXPECT_NEAR(spot.point.lat, 22.004, 0.001);
    EXPECT_LT(distance_to_outline_m(cell.polygon, spot.point), least_inside_m);
}

TEST(SampleOutlines, HaveTheHectaresOfTheirAreaWithinOnePercent) {
    int outlined = 0;
    for (const RawMaterialArea& area : sample().raw_material_areas) {
        if (area.outline.empty()) continue;
        ++outlined;
        EXPECT_EQ(invalid_reason(area.outline), "") << area.id;
        EXPECT_NEAR(area_m2(area.outline) / 1e4 / hectares(area), 1, 0.01) << area.id;
        EXPECT_EQ(area.outline_provenance, Provenance::illustrative) << area.id;
        EXPECT_EQ(area.lineage.provenance, Provenance::reported) << area.id;
    }
    EXPECT_EQ(outlined, 21);
}

TEST(SampleOutlines, AreGivenToCommunesAndSingleDistrictsOnly) {
    for (const RawMaterialArea& area : sample().raw_material_areas) {
        const auto at_level = [](AdminLevel level) {
            return [level](const UnitKey& place) { return unit(place).level == level; };
        };
        const bool communes = std::ranges::all_of(area.place, at_level(AdminLevel::commune));
        const bool district = area.place.size() == 1 && at_level(AdminLevel::district)(area.place.front());
        const bool wanted = (communes || district) && hectares(area) > 0;
        EXPECT_EQ(!area.outline.empty(), wanted) << area.id;
    }
}

TEST(SampleOutlines, LieInTheirPlace) {
    for (const RawMaterialArea& area : sample().raw_material_areas) {
        if (area.outline.empty()) continue;
        for (const Polygon& patch : area.outline) {
            const LonLat inside = inside_point({patch});
            const auto holds = [&](const UnitKey& place) {
                if (unit(place).level == AdminLevel::district) return contains(unit(place).polygon, inside);
                const auto row = std::ranges::find(sample().crosswalk, place, &CrosswalkRow::old_unit);
                return contains(unit(row->new_unit).polygon, inside) &&
                       contains(unit(unit(place).parent.value()).polygon, inside);
            };
            EXPECT_TRUE(std::ranges::any_of(area.place, holds)) << area.id;
        }
    }
}

TEST(SampleAreas, ThachDenOfThachAnCountsOnce) {
    double parts = 0;
    for (const RawMaterialArea& part : sample().raw_material_areas) {
        if (part.part_of == "thach_den_thach_an") parts += hectares(part);
    }
    EXPECT_DOUBLE_EQ(parts, 70 + 83 + 30 + 20);
    EXPECT_DOUBLE_EQ(hectares(area("thach_den_thach_an")), 215);
    EXPECT_EQ(figure_on(area("thach_den_trong_con"), day("2018-12-31"))->hectares, 66.3);
}

TEST(SampleAreas, TobaccoOfTheProvinceHoldsItsTwoDistricts) {
    EXPECT_EQ(area("thuoc_la_hoa_an").part_of, "thuoc_la_tinh");
    EXPECT_EQ(area("thuoc_la_ha_quang").part_of, "thuoc_la_tinh");
    EXPECT_DOUBLE_EQ(hectares(area("thuoc_la_hoa_an")) + hectares(area("thuoc_la_ha_quang")), 1774.65 + 1220.22);
    EXPECT_DOUBLE_EQ(hectares(area("thuoc_la_tinh")), 5078);
    EXPECT_EQ(area("thuoc_la_hoa_an").place, std::vector{key("051-20200301")});
    EXPECT_EQ(figure_on(area("thuoc_la_hoa_an"), day("2012-06-01"))->hectares, 1640);
}

TEST(SampleTours, RoutesWithTwoLocatedStopsHaveADerivedLineThroughThem) {
    for (const TourRoute& route : sample().tour_routes) {
        std::map<int, LonLat> stops;
        for (const TourStop& stop : sample().tour_stops) {
            if (stop.route == route.id && stop.point) stops[stop.position] = *stop.point;
        }
        ASSERT_EQ(!route.line.empty(), stops.size() >= 2) << route.id;
        if (route.line.empty()) {
            EXPECT_EQ(route.line_note, "");
            continue;
        }
        EXPECT_EQ(route.line_note, "straight between waypoints");
        EXPECT_EQ(route.lineage.provenance, Provenance::derived);
        auto at = route.line.front().begin();
        for (const auto& [position, stop] : stops) {
            const auto near = [&](LonLat place) { return distance_m(place, stop) < 2; };
            at = std::find_if(at, route.line.front().end(), near);
            ASSERT_NE(at, route.line.front().end()) << route.id << " misses stop " << position;
        }
    }
}

TEST(SampleTours, TheEasternRouteFollowsTheRoadThroughTrungKhanh) {
    const TourRoute* east = find(sample().tour_routes, "tuyen_phia_dong");
    ASSERT_TRUE(east);
    const LonLat trung_khanh{106.5259, 22.8378};
    EXPECT_LT(distance_to(Geometry{east->line}, trung_khanh), 2);
}

TEST(SampleTours, PositionsOnARouteCountFromOne) {
    for (const TourRoute& route : sample().tour_routes) {
        std::vector<int> positions;
        for (const TourStop& stop : sample().tour_stops) {
            if (stop.route == route.id) positions.push_back(stop.position);
        }
        std::ranges::sort(positions);
        for (std::size_t i = 0; i < positions.size(); ++i)
            EXPECT_EQ(positions[i], static_cast<int>(i) + 1) << route.id;
    }
    EXPECT_EQ(sample().tour_stops.size(), 55U);
}

TEST(SampleRoads, RunThroughLocatedWaypointsOnly) {
    EXPECT_EQ(find(sample().roads, "ql3")->line.front().size(), 6U);
    EXPECT_TRUE(find(sample().roads, "dt210")->line.empty());
    for (const Road& road : sample().roads) {
        for (const LineString& line : road.line)
            EXPECT_GE(line.size(), 2U) << road.id;
    }
}

}  // namespace
}  // namespace sanvat::data::sample_ground_test
