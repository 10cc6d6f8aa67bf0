// SPDX-License-Identifier: Apache-2.0
#include "data/commune_cut.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/fine_outlines.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::commune_cut_test {
namespace {

using test_coverage::areas_of;
using test_coverage::fine;
using test_import::key;
using testing::Each;
using testing::Not;
using testing::SizeIs;

const UnitKey here = key("01003-20250701");
const UnitKey north_west = key("01001-20250701");
const UnitKey north_east = key("01002-20250701");

/// Everything a little to the east, by an amount that differs from north to south.
MultiPolygon moved(MultiPolygon polygons) {
    for (Polygon& polygon : polygons) {
        for (LonLat& p : polygon.outer)
            p.lon += 0.003 * std::cos(p.lat * 40);
    }
    return polygons;
}

void expect_whole(const std::vector<MultiPolygon>& pieces, const MultiPolygon& outline) {
    EXPECT_THAT(pieces, Each(Not(testing::IsEmpty())));
    for (const MultiPolygon& piece : pieces)
        EXPECT_EQ(invalid_reason(piece), "");
    const auto [sum, whole] = areas_of(pieces);
    EXPECT_NEAR(sum, whole, 1e-3);
    EXPECT_NEAR(whole, area_m2(outline), 1e-3);
}

TEST(InnerLines, AreWhatPiecesShare) {
    const auto map = test::draw("AABB\nAABB\nCCCC\nCCCC").polygons;
    EXPECT_THAT(inner_lines({map.at('A')}), SizeIs(0));
    EXPECT_THAT(inner_lines({map.at('A'), map.at('B')}), SizeIs(1));
    EXPECT_THAT(inner_lines({map.at('A'), map.at('B'), map.at('C')}), SizeIs(3)) << "they meet in one place";
}

TEST(InnerLines, OfAnEnclaveAreClosed) {
    const auto map = test::draw("AAA\nABA\nAAA").polygons;
    const auto lines = inner_lines({map.at('A'), map.at('B')});
    ASSERT_THAT(lines, SizeIs(1));
    EXPECT_EQ(lines[0].front(), lines[0].back());
}

TEST(CommuneCuts, ThreePiecesThatMeetInside) {
    const auto map = test::draw("AABB\nAABB\nCCCC\nCCCC").polygons;
    const std::vector<MultiPolygon> pieces{map.at('A'), map.at('B'), map.at('C')};
    MultiPolygon outline = moved(fine(dissolve(pieces)));
    const CommuneCuts cuts({{here, {pieces, &outline}}});
    const auto made = cuts.pieces(here);
    ASSERT_THAT(made, SizeIs(3));
    expect_whole(made, outline);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(area_m2(made[i]) / area_m2(pieces[i]), 1, 0.1);
}

TEST(CommuneCuts, AnEnclaveStaysWhereItWas) {
    const auto map = test::draw("AAA\nABA\nAAA").polygons;
    const std::vector<MultiPolygon> pieces{map.at('A'), map.at('B')};
    MultiPolygon outline = fine({{map.at('A')[0].outer, {}}});
    const CommuneCuts cuts({{here, {pieces, &outline}}});
    const auto made = cuts.pieces(here);
    expect_whole(made, outline);
    EXPECT_NEAR(area_m2(made[1]), area_m2(pieces[1]), 1e-3);
}

TEST(CommuneCuts, ALineThatEndedAtACornerOfThreeCommunesEndsThereAgain) {
    const auto map = test::draw("AABB\nAABB\nCCEE\nCCEE").polygons;
    MultiPolygon a = moved(fine(map.at('A')));
    MultiPolygon b = moved(fine(map.at('B')));
    const std::vector<MultiPolygon> pieces{map.at('C'), map.at('E')};
    MultiPolygon c = moved(fine(dissolve(pieces)));
    const CommuneCuts cuts(
        {{north_west, {{map.at('A')}, &a}}, {north_east, {{map.at('B')}, &b}}, {here, {pieces, &c}}});
    const auto made = cuts.pieces(here);
    expect_whole(made, c);
    const LonLat corner = moved({{{{106.2, 22.2}}, {}}})[0].outer[0];
    const auto lines = inner_lines(made);
    ASSERT_THAT(lines, SizeIs(1));
    EXPECT_LT(std::min(distance_m(lines[0].front(), corner), distance_m(lines[0].back(), corner)), 0.01);
    EXPECT_EQ(a, moved(fine(map.at('A')))) << "no position is added where a corner is";
}

TEST(CommuneCuts, AnOutlineThatCrossesTheLineIsCutWhereTheyMeet) {
    const auto map = test::draw("CCEE\nCCEE").polygons;
    const std::vector<MultiPolygon> pieces{map.at('C'), map.at('E')};
    // A notch from the east that reaches over the inner line at 106.2 into the west.
    MultiPolygon outline{{{{106, 22},
                           {106.4, 22},
                           {106.4, 22.09},
                           {106.15, 22.1},
                           {106.4, 22.11},
                           {106.4, 22.2},
                           {106, 22.2},
                           {106, 22}},
                          {}}};
    const CommuneCuts cuts({{here, {pieces, &outline}}});
    const auto made = cuts.pieces(here);
    ASSERT_THAT(made, SizeIs(2));
    expect_whole(made, outline);
    EXPECT_THAT(made[0], SizeIs(1));
    EXPECT_THAT(made[1], SizeIs(2)) << "the notch parts the east";
    EXPECT_EQ(outline[0].outer.size(), 8U + 4U) << "two ends of the line and two crossings";
}

}  // namespace
}  // namespace sanvat::data::commune_cut_test
