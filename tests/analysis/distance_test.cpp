// SPDX-License-Identifier: Apache-2.0
#include "analysis/distance.hpp"

#include <gtest/gtest.h>

#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis::distance_test {
namespace {

TEST(ParseDistance, TakesMetresAndKilometres) {
    EXPECT_EQ(parse_distance_m("distance", "500"), 500);
    EXPECT_EQ(parse_distance_m("distance", "500m"), 500);
    EXPECT_EQ(parse_distance_m("distance", "2.5km"), 2500);
    EXPECT_EQ(parse_distance_m("distance", "200km"), 200'000);
}

TEST(ParseDistance, RefusesEverythingElse) {
    for (const char* text : {"", "m", "km", "0", "-1", "-3km", "nan", "inf", "1e3", "200001", "10000km", "3 km", "3kmm",
                             "3miles", "0x10"}) {
        EXPECT_THROW(static_cast<void>(parse_distance_m("distance", text)), data::Error) << text;
    }
}

// New York JFK to London LHR, the worked example of GeographicLib's GeodSolve.
TEST(Geodesic, AgreesWithGeographicLib) {
    EXPECT_NEAR(data::distance_m({-73.8, 40.6}, {-0.5, 51.6}), 5'551'759.400, 0.001);
    EXPECT_NEAR(data::inverse({-73.8, 40.6}, {-0.5, 51.6}).azimuth_start_deg, 51.198882845579, 1e-9);
}

TEST(Geodesic, BoxesAreNeverTooSmall) {
    for (const double lat : {0.0, 22.5, -60.0, 85.0}) {
        for (const double distance : {10.0, 3000.0, 200'000.0}) {
            const data::Envelope box = data::box_around({106, lat}, distance);
            for (int azimuth = 0; azimuth < 360; azimuth += 3) {
                const data::LonLat p = data::destination({106, lat}, azimuth, distance);
                EXPECT_TRUE(box.contains(p)) << lat << " " << distance << " " << azimuth;
            }
        }
    }
    EXPECT_EQ(data::box_around({179.99, 10}, 100'000).west, -180) << "across the antimeridian: the whole width";
}

}  // namespace
}  // namespace sanvat::analysis::distance_test
