// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <random>

#include "analysis/locator_index.hpp"
#include "data/vector_source.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/geos_units.hpp"

namespace sanvat::analysis::locator_test {
namespace {

using data::LonLat;
using data::MultiPolygon;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

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

std::vector<LonLat> one_in(std::size_t step, const std::vector<LonLat>& points) {
    std::vector<LonLat> kept;
    for (std::size_t i = 0; i < points.size(); i += step)
        kept.push_back(points[i]);
    return kept;
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

/// All pairs that share more than rounding, by GEOS.
Pairs overlapping_pairs(const std::vector<MultiPolygon>& units) {
    const auto planar_area = [](const MultiPolygon& polygons) {
        double area = 0;
        for (const auto& polygon : polygons) {
            for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
                const LonLat origin = polygon.outer.front();
                area += (polygon.outer[i].lon - origin.lon) * (polygon.outer[i + 1].lat - origin.lat) -
                        (polygon.outer[i].lat - origin.lat) * (polygon.outer[i + 1].lon - origin.lon);
            }
        }
        return std::abs(area) / 2;
    };
    Pairs pairs;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        for (std::uint32_t k = i + 1; k < units.size(); ++k) {
            if (planar_area(data::intersection(units[i], units[k])) > 1e-14) pairs.emplace_back(i, k);
        }
    }
    return pairs;
}

void expect_all_overlaps(const std::vector<MultiPolygon>& units, const std::string& of_what) {
    const Pairs truth = overlapping_pairs(units);
    const Pairs possible = Locator(pointers(units)).possible_overlaps();
    EXPECT_FALSE(truth.empty()) << of_what;
    EXPECT_TRUE(std::ranges::is_sorted(possible)) << of_what;
    EXPECT_TRUE(std::ranges::includes(possible, truth)) << of_what;
}

TEST(Locator, NamesEveryPairThatSharesGround) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const std::string of = "seed " + std::to_string(seed);
        const auto shapes = heap_of_shapes(seed);
        expect_all_overlaps(shapes, "heap of shapes, " + of);
        auto covered = crooked_coverage(seed);
        std::ranges::copy(shapes, std::back_inserter(covered));
        expect_all_overlaps(covered, "shapes on a coverage, " + of);
        auto twice = crooked_coverage(seed);
        std::ranges::copy(crooked_coverage(seed + 1), std::back_inserter(twice));
        expect_all_overlaps(twice, "two coverages, " + of);
    }
}

TEST(Locator, NamesPairsThatShareAllTheirEdgesInsideOneCell) {
    // A crooked ring of many vertices far around them makes the cells' number; all the small ones lie in one cell.
    auto units = crooked_coverage(1);
    const auto tiny = test::draw("ABB\nACC", {.origin = {107.01, 22.71}, .cell = 1e-6, .owner = {}}).polygons;
    const auto around = test::draw("XXX\nXXX", {.origin = {107.01, 22.71}, .cell = 1e-6, .owner = {}}).polygons;
    units = {units[0], tiny.at('A'), tiny.at('B'), tiny.at('C')};
    const Pairs apart = Locator(pointers(units)).possible_overlaps();
    EXPECT_EQ(apart, Pairs{}) << "they lie beside each other";
    units.push_back(around.at('X'));
    expect_all_overlaps(units, "one unit that is the sum of three");
    units.back() = units[1];
    expect_all_overlaps(units, "a unit that is there twice");
}

TEST(Locator, ACoverageHasNoPairsThatMayShareGround) {
    for (unsigned seed = 1; seed <= 5; ++seed)
        EXPECT_EQ(Locator(pointers(crooked_coverage(seed))).possible_overlaps(), Pairs{}) << "seed " << seed;
}

/// A board of squares with borders of many vertices: enough for several bands of the index.
std::vector<MultiPolygon> crooked_board(std::uint32_t squares, std::uint32_t vertices_on_side) {
    const auto wave = [](double t) { return 0.05 * std::sin(t); };
    const auto place = [&](std::uint32_t x, std::uint32_t y) {  // in steps of a border's vertices
        const double u = static_cast<double>(x) / vertices_on_side;
        const double v = static_cast<double>(y) / vertices_on_side;
        return LonLat{100 + u + wave(9 * v), 10 + v + wave(7 * u)};
    };
    std::vector<MultiPolygon> board;
    for (std::uint32_t row = 0; row < squares; ++row) {
        for (std::uint32_t column = 0; column < squares; ++column) {
            const std::uint32_t x = column * vertices_on_side;
            const std::uint32_t y = row * vertices_on_side;
            data::Ring ring;
            for (std::uint32_t i = 0; i < vertices_on_side; ++i)
                ring.push_back(place(x + i, y));
            for (std::uint32_t i = 0; i < vertices_on_side; ++i)
                ring.push_back(place(x + vertices_on_side, y + i));
            for (std::uint32_t i = vertices_on_side; i > 0; --i)
                ring.push_back(place(x + i, y + vertices_on_side));
            for (std::uint32_t i = vertices_on_side; i > 0; --i)
                ring.push_back(place(x, y + i));
            ring.push_back(ring.front());
            board.push_back({{.outer = ring, .holes = {}}});
        }
    }
    return board;
}

template <typename Item>
bool same_bytes(const std::vector<Item>& a, const std::vector<Item>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Item)) == 0;
}

TEST(Locator, IsTheSameBitForBitOnAnyNumberOfThreads) {
    auto units = crooked_board(12, 250);
    ASSERT_GT(units.size() * units[0][0].outer.size() * 9 / 4, 2U * 131'072) << "cells of more than two bands";
    std::ranges::copy(heap_of_shapes(3), std::back_inserter(units));
    for (auto& unit :
         crooked_board(3, 20))  // lies on the others, so that there are sets of several units in every band
        units.push_back(std::move(unit));
    const LocatorIndex alone(pointers(units), 1);
    for (const unsigned threads : {2U, 3U, 8U}) {
        const LocatorIndex index(pointers(units), threads);
        EXPECT_TRUE(same_bytes(index.cells, alone.cells));
        EXPECT_TRUE(same_bytes(index.children, alone.children));
        EXPECT_TRUE(same_bytes(index.pool, alone.pool));
        EXPECT_TRUE(same_bytes(index.crossings, alone.crossings));
        EXPECT_EQ(index.possible_overlaps, alone.possible_overlaps);
        EXPECT_EQ(index.bytes(), alone.bytes());
        std::vector<UnitNumbers> sets;
        std::vector<UnitNumbers> sets_alone;
        index.sets.for_each_several([&](const UnitNumbers& set) { sets.push_back(set); });
        alone.sets.for_each_several([&](const UnitNumbers& set) { sets_alone.push_back(set); });
        EXPECT_EQ(sets, sets_alone);
        EXPECT_FALSE(sets.empty());
    }
}

TEST(Locator, FindsTheSameUnitsAsGeosAcrossBands) {
    const auto units = crooked_board(8, 500);
    const Locator locator(pointers(units), 3);
    EXPECT_EQ(locator.possible_overlaps(), Pairs{});
    const test::GeosUnits geos(units);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> lon(99.7, 108.3);
    std::uniform_real_distribution<double> lat(9.7, 18.3);
    for (int i = 0; i < 5000; ++i) {
        const LonLat p{lon(random), lat(random)};
        ASSERT_EQ(locator.covering(p), geos.covering_prepared(p)) << std::hexfloat << p.lon << " " << p.lat;
    }
    for (const auto& unit : units) {
        for (std::size_t i = 0; i + 1 < unit[0].outer.size(); i += 7) {
            const LonLat a = unit[0].outer[i];
            const LonLat b = unit[0].outer[i + 1];
            for (const LonLat p : {a, LonLat{(a.lon + b.lon) / 2, (a.lat + b.lat) / 2}})
                ASSERT_EQ(locator.covering(p), geos.covering_prepared(p)) << std::hexfloat << p.lon << " " << p.lat;
        }
    }
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
    const auto points = one_in(97, hard_points(units, 11));  // of 34 million, which take GEOS hours
    std::vector<std::uint32_t> found(points.size());
    locator.locate(points, found);
    for (std::size_t i = 0; i < points.size(); ++i) {
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
}  // namespace sanvat::analysis::locator_test
