// SPDX-License-Identifier: Apache-2.0
#include "tiler/scale_bar.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "data/geodesic.hpp"

namespace sanvat::tiler::scale_bar_test {
namespace {

/// What a reader measures: the ground between the ends of the bar, laid in the middle of the map.
double measured_m(const ScaleBar& bar, const MercatorBox& box, double width_pt) {
    const double half = bar.drawn_pt / width_pt * box.width() / 2;
    const double x = (box.west + box.east) / 2;
    const double y = (box.south + box.north) / 2;
    return data::distance_m(to_lon_lat(MercatorPoint{x - half, y}), to_lon_lat(MercatorPoint{x + half, y}));
}

TEST(ScaleBar, IsTrueToTheGroundInTheMiddleOfTheMapAtAnyLatitude) {
    for (const double lat : {-60.0, -3.0, 0.0, 22.7, 45.0, 70.0}) {
        for (const double size_deg : {0.001, 0.1, 1.6, 10.0}) {
            const MercatorBox box =
                to_mercator(data::Envelope{106, lat - size_deg / 2, 106 + size_deg, lat + size_deg / 2});
            const ScaleBar bar = make_scale_bar(box, 570, 130);
            EXPECT_LE(bar.drawn_pt, 130);
            EXPECT_GT(bar.drawn_pt, 130 / 2.6) << "the next longer one would not fit";
            EXPECT_NEAR(measured_m(bar, box, 570) / bar.length_m, 1, 1e-3) << lat << " " << size_deg;
        }
    }
}

TEST(ScaleBar, IsARoundLength) {
    for (double size_deg = 20; size_deg > 1e-5; size_deg *= 0.7) {
        const MercatorBox box = to_mercator(data::Envelope{106, 22, 106 + size_deg, 22 + size_deg});
        const double length = make_scale_bar(box, 570, 130).length_m;
        const double first = length / std::pow(10, std::floor(std::log10(length) + 1e-9));
        EXPECT_TRUE(std::abs(first - 1) < 1e-6 || std::abs(first - 2) < 1e-6 || std::abs(first - 5) < 1e-6) << length;
    }
}

TEST(ScaleBar, TellsTheScaleOfThePaper) {
    // At the equator 100 km of ground on 10 cm of paper.
    const double half = 50'000;
    const MercatorBox box{-half, -half, half, half};
    const double ten_cm_pt = 10 / 2.54 * 72;
    EXPECT_NEAR(make_scale_bar(box, ten_cm_pt, 100).denominator, 1'000'000, 1);
}

TEST(ScaleBar, SpeaksInNumbersOfTheLanguage) {
    EXPECT_EQ(length_text(20'000, "vi"), "20 km");
    EXPECT_EQ(length_text(2'500, "vi"), "2,5 km");
    EXPECT_EQ(length_text(2'500, "en"), "2.5 km");
    EXPECT_EQ(length_text(500, "en"), "500 m");
    EXPECT_EQ(scale_text(811'734, "vi"), "1:812.000");
    EXPECT_EQ(scale_text(811'734, "en"), "1:812,000");
    EXPECT_EQ(scale_text(1'234'567, "en"), "1:1,230,000");
    EXPECT_EQ(scale_text(47.2, "vi"), "1:47");
}

}  // namespace
}  // namespace sanvat::tiler::scale_bar_test
