// SPDX-License-Identifier: Apache-2.0
#include "tiler/graticule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sanvat::tiler::graticule_test {
namespace {

TEST(Graticule, LiesAtRoundDegreesInsideTheBox) {
    const Graticule lines = make_graticule({105.27, 22.36, 106.83, 23.12});
    EXPECT_EQ(lines.step_s, 15 * 60);
    EXPECT_EQ(lines.parallels, (std::vector<int>{81'000, 81'900, 82'800}));  // 22°30′, 22°45′, 23°
    ASSERT_FALSE(lines.meridians.empty());
    EXPECT_EQ(lines.meridians.front(), 379'800);  // 105°30′
    EXPECT_EQ(lines.meridians.back(), 384'300);   // 106°45′
}

TEST(Graticule, HasTwoLinesOnTheShorterSideAtLeastAndNoThicketOnEither) {
    for (double size_deg = 90; size_deg > 0.002; size_deg *= 0.83) {
        const Graticule lines = make_graticule({10.01, -5.03, 10.01 + 1.5 * size_deg, -5.03 + size_deg});
        EXPECT_GE(lines.parallels.size(), 2u) << size_deg;
        EXPECT_LE(lines.meridians.size(), 13u) << size_deg;
        for (const int seconds : lines.meridians)
            EXPECT_EQ(seconds % lines.step_s, 0) << size_deg;
    }
}

TEST(Graticule, HasNoMeridiansBeyondTheAntimeridian) {
    const Graticule lines = make_graticule({-250, -80, 250, 80});
    EXPECT_GE(lines.meridians.front(), -180 * 3600);
    EXPECT_LE(lines.meridians.back(), 180 * 3600);
}

TEST(Graticule, IsLabelledInTheWordsOfTheLanguage) {
    EXPECT_EQ(meridian_label(382'500, 900, "vi"), "106°15′Đ");
    EXPECT_EQ(meridian_label(382'500, 900, "en"), "106°15′E");
    EXPECT_EQ(meridian_label(-3600, 900, "vi"), "1°00′T");
    EXPECT_EQ(parallel_label(81'000, 900, "vi"), "22°30′B");
    EXPECT_EQ(parallel_label(-81'005, 5, "en"), "22°30′05″S");
    EXPECT_EQ(parallel_label(-81'000, 900, "vi"), "22°30′N");
    EXPECT_EQ(meridian_label(0, 3600, "en"), "0°");
}

}  // namespace
}  // namespace sanvat::tiler::graticule_test
