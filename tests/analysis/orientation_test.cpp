// SPDX-License-Identifier: Apache-2.0
#include "analysis/orientation.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sanvat::analysis::orientation_test {
namespace {

__extension__ using Wide = __int128;

/// The sign of the determinant in whole numbers, for positions that are multiples of 2⁻⁴⁸.
int exact_sign(data::LonLat a, data::LonLat b, data::LonLat c) {
    const auto whole = [](double degrees) { return static_cast<Wide>(std::ldexp(degrees, 48)); };
    const Wide left = (whole(a.lon) - whole(c.lon)) * (whole(b.lat) - whole(c.lat));
    const Wide right = (whole(a.lat) - whole(c.lat)) * (whole(b.lon) - whole(c.lon));
    return left > right ? 1 : (left < right ? -1 : 0);
}

TEST(Orientation, IsExactNextToTheLine) {
    // On a line of slope 1/3 through round positions, and one step of the last bit off it.
    const data::LonLat a{106, 22};
    const data::LonLat b{109, 23};
    int on_line = 0;
    for (int i = 0; i < 2000; ++i) {
        const double t = std::ldexp(static_cast<double>(i) * 3, -12);
        const data::LonLat on{106 + t, 22 + std::ldexp(static_cast<double>(i), -12)};
        for (const double lat : {on.lat, std::nextafter(on.lat, 90), std::nextafter(on.lat, -90)}) {
            const data::LonLat p{on.lon, lat};
            EXPECT_EQ(orientation(a, b, p), exact_sign(a, b, p));
            on_line += orientation(a, b, p) == 0;
        }
    }
    EXPECT_EQ(on_line, 2000);
}

TEST(Orientation, TurnsRoundWithItsArguments) {
    const data::LonLat a{105.123456789, 22.987654321};
    const data::LonLat b{106.35, 22.7};
    const data::LonLat c{105.9, 23.1};
    EXPECT_EQ(orientation(a, b, c), 1);
    EXPECT_EQ(orientation(b, a, c), -1);
    EXPECT_EQ(orientation(b, c, a), 1);
    EXPECT_EQ(orientation(a, b, a), 0);
    EXPECT_EQ(orientation(a, a, c), 0);
}

}  // namespace
}  // namespace sanvat::analysis::orientation_test
