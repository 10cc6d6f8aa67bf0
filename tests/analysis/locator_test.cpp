// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

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
