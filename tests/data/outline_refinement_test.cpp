// SPDX-License-Identifier: Apache-2.0
#include "data/outline_refinement.hpp"

#include <gtest/gtest.h>

namespace sanvat::data::outline_refinement_test {
namespace {

const Ring triangle{{106, 22}, {107, 22}, {107, 23}, {106, 22}};

bool ring_refines_triangle(Ring ring) {
    return refines({{std::move(ring), {}}}, {{triangle, {}}});
}

TEST(OutlineRefinement, AnOutlineRefinesItself) {
    EXPECT_TRUE(ring_refines_triangle(triangle));
    EXPECT_TRUE(refines({}, {}));
}

TEST(OutlineRefinement, PositionsOnEdgesMayBeAdded) {
    EXPECT_TRUE(
        ring_refines_triangle({{106, 22}, {106.5, 22}, {107, 22}, {107, 23}, {106.5, 22.5 + 1e-12}, {106, 22}}));
}

TEST(OutlineRefinement, PositionsOffEdgesMayNot) {
    EXPECT_FALSE(ring_refines_triangle({{106, 22}, {106.5, 22.00001}, {107, 22}, {107, 23}, {106, 22}}));
    EXPECT_FALSE(ring_refines_triangle({{106, 22}, {107.5, 22}, {107, 22}, {107, 23}, {106, 22}})) << "past its end";
}

TEST(OutlineRefinement, NoPositionMayBeMissing) {
    EXPECT_FALSE(refines({{triangle, {}}}, {{{{106, 22}, {106.5, 22}, {107, 22}, {107, 23}, {106, 22}}, {}}}));
}

TEST(OutlineRefinement, HolesAndPartsCount) {
    const Ring hole{{106.8, 22.1}, {106.9, 22.2}, {106.9, 22.1}, {106.8, 22.1}};
    EXPECT_FALSE(refines({{triangle, {hole}}}, {{triangle, {}}}));
    EXPECT_TRUE(refines({{triangle, {hole}}}, {{triangle, {hole}}}));
    EXPECT_FALSE(refines({{triangle, {}}, {hole, {}}}, {{triangle, {}}}));
}

}  // namespace
}  // namespace sanvat::data::outline_refinement_test
