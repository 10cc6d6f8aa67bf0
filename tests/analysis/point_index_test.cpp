// SPDX-License-Identifier: Apache-2.0
#include "analysis/point_index.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace sanvat::analysis::point_index_test {
namespace {

using data::LonLat;

using Points = std::vector<std::pair<LonLat, std::uint32_t>>;

constexpr auto any = [](std::uint32_t) { return true; };

/// Crowded in places, thin elsewhere, some twice at one place.
Points crowd(unsigned seed, std::uint32_t count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(105, 107.5);
    std::uniform_real_distribution<double> lat(21, 23.5);
    std::normal_distribution<double> near(0, 0.02);
    Points points;
    LonLat town{106.2, 22.6};
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i % 50 == 0) town = {lon(random), lat(random)};
        LonLat place{lon(random), lat(random)};
        if (i % 2 == 0) place = {town.lon + near(random), town.lat + near(random)};
        if (i % 17 == 16) place = points.back().first;
        points.emplace_back(place, i);
    }
    return points;
}

std::vector<PointIndex::Found> by_brute_force(const Points& points, LonLat place, double distance_m) {
    std::vector<PointIndex::Found> found;
    for (const auto& [point, position] : points) {
        const double distance = data::distance_m(place, point);
        if (distance <= distance_m) found.push_back({position, distance});
    }
    std::ranges::sort(found);
    return found;
}

void expect_same(const std::vector<PointIndex::Found>& found, const std::vector<PointIndex::Found>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].position, expected[i].position) << i;
        EXPECT_NEAR(found[i].distance_m, expected[i].distance_m, 1e-4);
    }
}

TEST(PointIndex, FindsWhatBruteForceFinds) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const Points points = crowd(seed, 3000);
        const PointIndex index(points);
        std::mt19937 random(seed + 100);
        std::uniform_real_distribution<double> lon(104, 108.5);
        std::uniform_real_distribution<double> lat(20, 24.5);
        std::uniform_real_distribution<double> power(1, 5.3);
        for (int i = 0; i < 100; ++i) {
            const LonLat place{lon(random), lat(random)};
            const double distance = std::pow(10, power(random));
            auto found = index.within(place, distance, any);
            std::ranges::sort(found);
            expect_same(found, by_brute_force(points, place, distance));
            auto nearest = by_brute_force(points, place, 2e7);
            const std::size_t k = 1 + random() % 40;
            nearest.resize(k);
            expect_same(index.nearest(place, k, any), nearest);
        }
    }
}

TEST(PointIndex, LooksOnUntilEnoughAreAccepted) {
    const Points points = crowd(9, 2000);
    const PointIndex index(points);
    const auto rare = [](std::uint32_t position) { return position % 997 == 0; };
    EXPECT_EQ(index.nearest({106, 22}, 2, rare).size(), 2U);
    EXPECT_EQ(index.nearest({106, 22}, 10, rare).size(), 3U) << "there are only three: 0, 997 and 1994";
    EXPECT_EQ(index.nearest({-70, -22}, 1, any).size(), 1U) << "from the other side of the Earth";
    EXPECT_TRUE(PointIndex().nearest({106, 22}, 3, any).empty());
    EXPECT_TRUE(PointIndex().within({106, 22}, 1e6, any).empty());
    EXPECT_EQ(PointIndex({{{106, 22}, 5}}).nearest({106, 22}, 3, any).size(), 1U);
}

TEST(PointIndex, ShortDistancesAreGeodesicToATenthOfAMillimetre) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> lat(-85, 85);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> turn(0, 360);
    std::uniform_real_distribution<double> metres(0, 20'000);
    for (int i = 0; i < 20'000; ++i) {
        const LonLat a{lon(random), lat(random)};
        const double distance = metres(random);
        const LonLat b = data::destination(a, turn(random), distance);
        const double chord = data::chord_m(data::geocentric(a), data::geocentric(b));
        EXPECT_LE(chord, distance + 1e-6);
        EXPECT_NEAR(data::distance_near_m(chord, a, b), distance, 1e-4);
    }
}

}  // namespace
}  // namespace sanvat::analysis::point_index_test
