// SPDX-License-Identifier: Apache-2.0
#include "analysis/shape.hpp"

#include <gtest/gtest.h>

#include "tests/support/ascii_map.hpp"

namespace sanvat::analysis::shape_test {
namespace {

TEST(Meets, KnowsHolesAndInsides) {
    const auto map = test::draw(R"(
        AAAAA
        A...A
        A.B.A
        A...A
        AAAAA)");
    const data::Geometry ring{map.polygons.at('A')};
    EXPECT_FALSE(meets(ring, {106.15, 22.15, 106.35, 22.35})) << "wholly inside the hole";
    EXPECT_TRUE(meets(ring, {106.01, 22.01, 106.02, 22.02})) << "wholly inside the polygon";
    EXPECT_TRUE(meets(ring, {105, 21, 107, 23})) << "around all of it";
    EXPECT_TRUE(meets(ring, {106.05, 22.05, 106.15, 22.15})) << "across an edge";
    EXPECT_FALSE(meets(ring, {106.6, 22, 106.7, 22.1}));
    EXPECT_TRUE(meets(ring, {106.5, 22, 106.7, 22.1})) << "boundaries count";
}

TEST(Meets, LooksAtTheLineAndNotItsEnvelope) {
    const data::Geometry diagonal{data::MultiLineString{{{106, 22}, {107, 23}}}};
    EXPECT_FALSE(meets(diagonal, {106.6, 22.1, 106.9, 22.4}));
    EXPECT_TRUE(meets(diagonal, {106.4, 22.4, 106.6, 22.6}));
    EXPECT_TRUE(meets(diagonal, {106.5, 22.5, 106.5, 22.5}));
    EXPECT_TRUE(meets(data::Geometry{data::LonLat{106, 22}}, {106, 22, 106, 22}));
    EXPECT_FALSE(meets(data::Geometry{}, {-180, -90, 180, 90}));
}

}  // namespace
}  // namespace sanvat::analysis::shape_test
