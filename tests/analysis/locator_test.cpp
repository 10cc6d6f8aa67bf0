// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "data/vector_source.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/geos_units.hpp"

namespace sanvat::analysis {
namespace {

using data::LonLat;
using data::MultiPolygon;

constexpr auto picture = R"(
    AAAAABBBBBCCC
    AAAAABB.BBCCC
    AADDABBBBCCCC
    AADDAEEECCCFC
    AAAAAEGEEECCC
    HHHHAEEEIIIII
    HHHHHHHHIIIII
    HHH.HHHHI.III
    HH..HHHHIIIII)";

/// A coverage with crooked borders: every position moves by the same amount wherever it occurs.
std::vector<MultiPolygon> crooked_coverage(unsigned seed) {
    std::mt19937 random(seed);
    std::map<LonLat, LonLat> moved;
    std::vector<MultiPolygon> polygons;
    for (auto& [name, polygon] : test::draw(picture).polygons) {
        for (auto& part : polygon) {
            const auto move = [&](data::Ring& ring) {
                for (LonLat& p : ring) {
                    const auto [found, added] = moved.emplace(p, p);
                    if (added) {
                        found->second.lon += 0.03 * (static_cast<double>(random()) / 4294967296.0 - 0.5);
                        found->second.lat += 0.03 * (static_cast<double>(random()) / 4294967296.0 - 0.5);
                    }
                    p = found->second;
                }
            };
            move(part.outer);
            for (auto& hole : part.holes)
                move(hole);
        }
        polygons.push_back(polygon);
    }
    return polygons;
}

/// Uniform points, every vertex, points on edges, and the neighbours of those by one unit in the last place.
std::vector<LonLat> hard_points(const std::vector<MultiPolygon>& polygons, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(105.9, 107.4);
    std::uniform_real_distribution<double> lat(21.9, 23.0);
    std::uniform_real_distribution<double> part(0, 1);
    std::vector<LonLat> points;
    for (int i = 0; i < 3000; ++i)
        points.push_back({lon(random), lat(random)});
    const auto add_with_neighbours = [&points](LonLat p) {
        for (const double x : {p.lon, std::nextafter(p.lon, 200), std::nextafter(p.lon, -200)}) {
            for (const double y : {p.lat, std::nextafter(p.lat, 200), std::nextafter(p.lat, -200)})
                points.push_back({x, y});
        }
    };
    for (const auto& polygon : polygons) {
        for (const auto& each : polygon) {
            for (std::size_t i = 0; i + 1 < each.outer.size(); ++i) {
                const LonLat a = each.outer[i];
                const LonLat b = each.outer[i + 1];
                const double t = part(random);
                add_with_neighbours(a);
                add_with_neighbours({a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
                add_with_neighbours({(a.lon + b.lon) / 2, (a.lat + b.lat) / 2});
            }
        }
    }
    return points;
}

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& polygons) {
    std::vector<const MultiPolygon*> all;
    for (const auto& polygon : polygons)
        all.push_back(&polygon);
    return all;
}

TEST(Locator, FindsTheSameUnitsAsGeosOnCrookedCoverages) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto polygons = crooked_coverage(seed);
        const Locator locator(pointers(polygons));
        const test::GeosUnits geos(polygons);
        for (const LonLat p : hard_points(polygons, seed)) {
            ASSERT_EQ(locator.covering(p), geos.covering(p))
                << "seed " << seed << " at " << std::hexfloat << p.lon << " " << p.lat;
        }
    }
}

/// Squares, slivers and stars of many sizes on top of each other: no coverage at all.
std::vector<MultiPolygon> heap_of_shapes(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(105.9, 107.4);
    std::uniform_real_distribution<double> lat(21.9, 23.0);
    std::uniform_real_distribution<double> size(-6, -0.3);
    std::vector<MultiPolygon> shapes;
    for (int shape = 0; shape < 60; ++shape) {
        const LonLat middle{lon(random), lat(random)};
        const double reach = std::pow(10, size(random));
        const int corners = 3 + static_cast<int>(random() % 40);
        data::Ring ring;
        for (int corner = 0; corner < corners; ++corner) {
            const double turn = 6.283185307179586 * corner / corners;
            const double length = corner % 2 == 0 ? reach : reach / 3;
            ring.push_back({middle.lon + length * std::cos(turn), middle.lat + length * std::sin(turn)});
        }
        ring.push_back(ring.front());
        if (shape % 2 == 0) std::ranges::reverse(ring);  // the winding shall not matter
        shapes.push_back({{.outer = ring, .holes = {}}});
    }
    return shapes;
}

TEST(Locator, FindsTheSameUnitsAsGeosWhereShapesLieOnEachOther) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto shapes = heap_of_shapes(seed);
        const Locator locator(pointers(shapes));
        const test::GeosUnits geos(shapes);
        for (const LonLat p : hard_points(shapes, seed))
            ASSERT_EQ(locator.covering(p), geos.covering(p))
                << "seed " << seed << " at " << std::hexfloat << p.lon << " " << p.lat;
    }
}

TEST(Locator, AnswersABatchAsItAnswersOneByOne) {
    const auto polygons = crooked_coverage(7);
    const Locator locator(pointers(polygons));
    auto points = hard_points(polygons, 7);
    points.push_back({0, 0});
    points.push_back({std::nan(""), 22});
    std::vector<std::uint32_t> found(points.size());
    locator.locate(points, found);
    for (std::size_t i = 0; i < points.size(); ++i)
        ASSERT_EQ(found[i], locator.locate(points[i]).value_or(Locator::nowhere)) << i;
    EXPECT_EQ(found.back(), Locator::nowhere);
}

TEST(Locator, KeepsItsDigitsWhereUnitsAreTinyOrFarOut) {
    for (const LonLat corner : {LonLat{179.9999999, 89.9999999}, LonLat{-180, -90}, LonLat{0, 0}}) {
        for (const double size : {1e-13, 1e-9, 1e-4}) {
            const double east = corner.lon + size;
            const double north = corner.lat + size;
            if (east == corner.lon || north == corner.lat) continue;
            const data::Ring ring{corner, {east, corner.lat}, {east, north}, {corner.lon, north}, corner};
            const std::vector<MultiPolygon> units{{{.outer = ring, .holes = {}}}};
            const Locator locator(pointers(units));
            const test::GeosUnits geos(units);
            for (const double x : {corner.lon, std::nextafter(corner.lon, 200), corner.lon + size / 3, east}) {
                for (const double y : {corner.lat, std::nextafter(corner.lat, -200), corner.lat + size / 2, north})
                    EXPECT_EQ(locator.covering({x, y}), geos.covering({x, y})) << std::hexfloat << x << " " << y;
            }
        }
    }
}

TEST(Locator, ManyEdgesAtOneVertexAreToldApart) {
    // A fan of 3,000 thin triangles around one vertex: no cell can be small enough for it.
    std::vector<MultiPolygon> fan;
    constexpr int blades = 3000;
    const auto tip = [](int i) {
        const double turn = 6.283185307179586 * (i % blades) / blades;
        return LonLat{106 + 0.1 * std::cos(turn), 22 + 0.1 * std::sin(turn)};
    };
    for (int i = 0; i < blades; ++i)
        fan.push_back({{.outer = {{106, 22}, tip(i), tip(i + 1), {106, 22}}, .holes = {}}});
    const Locator locator(pointers(fan));
    EXPECT_EQ(locator.covering({106, 22}).size(), std::size_t{blades});
    const test::GeosUnits geos(fan);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> part(0, 1);
    for (int i = 0; i < 500; ++i) {
        const LonLat a = tip(static_cast<int>(random() % blades));
        const double t = std::pow(part(random), 4);
        const LonLat p{106 + t * (a.lon - 106), 22 + t * (a.lat - 22)};
        ASSERT_EQ(locator.covering(p), geos.covering_prepared(p)) << std::hexfloat << p.lon << " " << p.lat;
    }
}

TEST(Locator, NamesThePairsThatMayShareGround) {
    using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    const auto coverage = test::draw("AAB\nACB\nDDB");
    std::vector<MultiPolygon> units;
    for (const auto& [name, polygon] : coverage.polygons)
        units.push_back(polygon);
    const Locator locator(pointers(units));
    for (const auto& [first, second] : locator.possible_overlaps())
        EXPECT_EQ(data::intersection(units[first], units[second]), MultiPolygon{});
    units[2] = {
        {.outer = {{106.09, 22.09}, {106.2, 22.09}, {106.2, 22.2}, {106.09, 22.2}, {106.09, 22.09}}, .holes = {}}};
    const Pairs pairs = Locator(pointers(units)).possible_overlaps();
    EXPECT_NE(std::ranges::find(pairs, std::pair(0U, 2U)), pairs.end());
    EXPECT_NE(std::ranges::find(pairs, std::pair(2U, 3U)), pairs.end());
    const MultiPolygon large{{.outer = {{100, 20}, {110, 20}, {110, 30}, {100, 30}, {100, 20}}, .holes = {}}};
    EXPECT_EQ(Locator({&large, &units[0]}).possible_overlaps(), (Pairs{{0, 1}})) << "one inside the other";
}

TEST(LocatorReference, FindsTheSameUnitsAsGeosInTheCommunesOfTheNorth) {
    const char* reference = std::getenv("SANVAT_REFERENCE");
    if (!reference) GTEST_SKIP() << "SANVAT_REFERENCE is not set; the same is proven on generated coverages above";
    data::VectorSource source((std::filesystem::path(reference) / "northern_communes_2025.gpkg").string());
    std::vector<MultiPolygon> units;
    while (auto row = source.next())
        units.push_back(std::get<MultiPolygon>(row->geometry));
    ASSERT_EQ(units.size(), 535U);
    const Locator locator(pointers(units));
    const test::GeosUnits geos(units);
    const auto points = hard_points(units, 11);
    std::vector<std::uint32_t> found(points.size());
    locator.locate(points, found);
    for (std::size_t i = 0; i < points.size(); i += 97) {  // each of them takes GEOS and a minute
        const auto set = geos.covering_prepared(points[i]);
        ASSERT_EQ(locator.covering(points[i]), set) << std::hexfloat << points[i].lon << " " << points[i].lat;
        ASSERT_EQ(found[i], set.empty() ? Locator::nowhere : set.front());
    }
}

TEST(Locator, AnswersTheLowestOfTheUnitsThatMeetAtAnEdge) {
    const auto map = test::draw("AB\nCD");
    const Locator locator({&map.polygons.at('D'), &map.polygons.at('B'), &map.polygons.at('A'), &map.polygons.at('C')});
    EXPECT_EQ(locator.covering({106.1, 22.1}), (std::vector<std::uint32_t>{0, 1, 2, 3})) << "the corner of all four";
    EXPECT_EQ(locator.locate({106.1, 22.15}), 1U) << "the edge of B and A";
    EXPECT_EQ(locator.locate({106.05, 22.05}), 3U);
    EXPECT_EQ(locator.locate({106.3, 22.05}), std::nullopt);
}

TEST(Locator, KnowsHolesAndIslands) {
    const auto map = test::draw(R"(
        AAA.A
        A.A..
        AAA.A)");
    const Locator locator({&map.polygons.at('A')});
    EXPECT_FALSE(locator.locate({106.15, 22.15}));
    EXPECT_TRUE(locator.locate({106.45, 22.05}));
    EXPECT_TRUE(locator.locate({106.1, 22.15})) << "the edge of the hole belongs to the unit";
}

TEST(Locator, OfNothingFindsNothing) {
    const MultiPolygon none;
    EXPECT_FALSE(Locator({}).locate({106, 22}));
    EXPECT_FALSE(Locator({&none}).locate({106, 22}));
}

}  // namespace
}  // namespace sanvat::analysis
