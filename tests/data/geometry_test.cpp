// SPDX-License-Identifier: Apache-2.0
#include "data/geometry.hpp"

#include <gtest/gtest.h>

#include "tests/support/ascii_map.hpp"

namespace sanvat::data::geometry_test {
namespace {

double planar_area(const MultiPolygon& polygons) {
    const auto ring_area = [](const Ring& ring) {
        double sum = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            sum += ring[i].lon * ring[i + 1].lat - ring[i + 1].lon * ring[i].lat;
        }
        return sum / 2;
    };
    double sum = 0;
    for (const Polygon& polygon : polygons) {
        sum += ring_area(polygon.outer);
        for (const Ring& hole : polygon.holes)
            sum += ring_area(hole);
    }
    return sum;
}

TEST(Dissolve, LeavesNoInnerEdgeAndKeepsHoles) {
    const auto map = test::draw(R"(
        AAA
        ABA
        AAA)");
    ASSERT_EQ(map.polygons.at('A').size(), 1U);
    EXPECT_EQ(map.polygons.at('A')[0].holes.size(), 1U);
    EXPECT_EQ(invalid_reason(map.polygons.at('A')), "");
    EXPECT_NEAR(planar_area(map.polygons.at('A')), 0.08, 1e-12) << "outer counter-clockwise, hole clockwise";
}

TEST(InvalidReason, NamesThePlaceOfACrossing) {
    const MultiPolygon bow_tie{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}, {}}};
    EXPECT_NE(invalid_reason(bow_tie).find("Self-intersection at 0.5"), std::string::npos) << invalid_reason(bow_tie);
    const MultiPolygon open{{{{0, 0}, {1, 1}, {1, 0}}, {}}};
    EXPECT_NE(invalid_reason(open).find("not closed"), std::string::npos);
}

TEST(InsidePoint, LiesInAHollowShapeFarFromItsEdge) {
    const auto map = test::draw(R"(
        AAAAAAAA
        A......A
        A......A
        A.....AA
        AAAAAAAA)");
    const LonLat p = inside_point(map.polygons.at('A'));
    const MultiPolygon dot{{{{p.lon - 0.01, p.lat - 0.01},
                             {p.lon + 0.01, p.lat - 0.01},
                             {p.lon + 0.01, p.lat + 0.01},
                             {p.lon - 0.01, p.lat + 0.01},
                             {p.lon - 0.01, p.lat - 0.01}},
                            {}}};
    EXPECT_NEAR(planar_area(intersection(dot, map.polygons.at('A'))), 0.0004, 1e-9);
    EXPECT_TRUE(difference(dot, map.polygons.at('A')).empty());
}

TEST(Envelope, KnowsEmptyFromAPoint) {
    EXPECT_TRUE(Envelope{}.empty());
    EXPECT_TRUE(envelope_of(Geometry{}).empty());
    const Envelope box = envelope_of(Geometry{LonLat{106, 22}});
    EXPECT_FALSE(box.empty());
    EXPECT_TRUE(box.contains({106, 22}));
}

}  // namespace
}  // namespace sanvat::data::geometry_test
