// SPDX-License-Identifier: Apache-2.0
#include "data/equal_area_plane.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "data/geodesic.hpp"

namespace sanvat::data::equal_area_plane_test {
namespace {

TEST(EqualAreaPlane, LeadsThereAndBack) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> lat(-90, 90);
    for (const LonLat centre : {LonLat{106, 22}, LonLat{0, 0}, LonLat{-179, -60}, LonLat{20, 90}}) {
        const EqualAreaPlane plane(centre);
        const auto origin = plane.project(centre);
        ASSERT_TRUE(origin);
        EXPECT_NEAR(origin->x, 0, 1e-6);
        EXPECT_NEAR(origin->y, 0, 1e-6);
        for (int i = 0; i < 200; ++i) {
            const LonLat place{lon(random), lat(random)};
            const auto there = plane.project(place);
            ASSERT_TRUE(there);
            const auto back = plane.unproject(*there);
            ASSERT_TRUE(back);
            EXPECT_LT(distance_m(place, *back), 0.005) << place.lon << ' ' << place.lat;
        }
    }
}

TEST(EqualAreaPlane, KeepsAreasFarFromItsCentre) {
    const EqualAreaPlane plane({106, 22});
    for (const LonLat place : {LonLat{106, 22}, LonLat{109, 20}, LonLat{120, 40}, LonLat{60, -20}}) {
        const auto middle = plane.project(place);
        ASSERT_TRUE(middle);
        Ring ring;
        // A square of 1 km² on the plane.
        for (const auto& [x, y] : {std::pair{-500, -500}, {500, -500}, {500, 500}, {-500, 500}, {-500, -500}}) {
            ring.push_back(plane.unproject({middle->x + x, middle->y + y}).value());
        }
        EXPECT_NEAR(area_m2({{ring, {}}}), 1e6, 1) << place.lon << ' ' << place.lat;
    }
}

TEST(EqualAreaPlane, HasNoImageBeyondTheGlobe) {
    const EqualAreaPlane plane({106, 22});
    EXPECT_FALSE(plane.unproject({13'000'000, 0}));
    EXPECT_TRUE(plane.unproject({12'000'000, 0}));
}

}  // namespace
}  // namespace sanvat::data::equal_area_plane_test
