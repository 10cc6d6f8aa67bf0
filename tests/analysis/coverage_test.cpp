// SPDX-License-Identifier: Apache-2.0
#include "analysis/coverage.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "analysis/coverage_defects.hpp"
#include "data/vector_source.hpp"
#include "tests/support/ascii_map.hpp"

namespace sanvat::analysis::coverage_test {
namespace {

using data::LonLat;
using data::MultiPolygon;

/// About so many degrees as metres, north and, near the equator, east.
constexpr double metre = 1 / 111'195.0;

MultiPolygon polygon(const data::Ring& corners) {
    data::Ring ring = corners;
    ring.push_back(ring.front());
    return data::normalised({{ring, {}}});
}

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& polygons) {
    std::vector<const MultiPolygon*> all;
    for (const auto& one : polygons)
        all.push_back(&one);
    return all;
}

std::vector<MultiPolygon> drawn(std::string_view picture) {
    std::vector<MultiPolygon> result;
    for (const auto& [name, one] : test::draw(picture).polygons)
        result.push_back(one);
    return result;
}

std::size_t shared_arcs(const Coverage& coverage) {
    return static_cast<std::size_t>(std::ranges::count_if(coverage.arcs, [](const Coverage::Arc& arc) {
        return arc.left[0] != Coverage::nobody && arc.right[0] != Coverage::nobody;
    }));
}

double gaps_in(const Coverage& coverage, std::size_t polygons) {
    std::vector<MultiPolygon> cells;
    for (std::size_t i = 0; i < polygons; ++i)
        cells.push_back(coverage.polygon(0, i));
    double holes = 0;
    for (const auto& part : data::dissolve(cells))
        holes += static_cast<double>(part.holes.size());
    return holes;
}

TEST(Coverage, PolygonsPutTogetherAgainAreThoseItWasMadeFrom) {
    const auto polygons = drawn("AABBC\nADDBC\nADEEC\nFFFEG\nFHFEG");
    const auto coverage = make_coverage({pointers(polygons)});
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        const auto again = coverage.polygon(0, i);
        EXPECT_EQ(data::invalid_reason(again), "") << i;
        EXPECT_TRUE(data::difference(again, polygons[i]).empty()) << i;
        EXPECT_TRUE(data::difference(polygons[i], again).empty()) << i;
    }
}

TEST(Coverage, EachEdgeIsInOneArc) {
    const auto polygons = drawn("AAAB\nACAB\nAAAB");
    const auto coverage = make_coverage({pointers(polygons)});
    EXPECT_EQ(coverage.arcs.size(), 4u);  // the rims of A and B, what they share, the island
    EXPECT_EQ(shared_arcs(coverage), 2u);
    EXPECT_EQ(std::ranges::count_if(coverage.arcs, &Coverage::Arc::closed), 1);
}

/// Two squares of a tenth of a degree that part in the middle of their common line: there the right one has a vertex
/// more, so many metres off it.
std::vector<MultiPolygon> squares_apart(double off_m) {
    return {
        polygon({{0, 0}, {0.1, 0}, {0.1, 0.03}, {0.1, 0.07}, {0.1, 0.1}, {0, 0.1}}),
        polygon({{0.1, 0}, {0.2, 0}, {0.2, 0.1}, {0.1, 0.1}, {0.1, 0.07}, {0.1 + off_m * metre, 0.05}, {0.1, 0.03}})};
}

TEST(Coverage, WhatIsNarrowerThanAMetreIsClosed) {
    for (const double off_m : {-0.9, -0.3, 0.3, 0.9}) {
        const auto polygons = squares_apart(off_m);
        const auto coverage = make_coverage({pointers(polygons)});
        EXPECT_EQ(shared_arcs(coverage), 1u) << off_m;
        EXPECT_EQ(gaps_in(coverage, 2), 0) << off_m;
    }
}

TEST(Coverage, WhatIsWiderStays) {
    for (const double off_m : {-1.2, 1.2, 50.0}) {
        const auto polygons = squares_apart(off_m);
        EXPECT_EQ(shared_arcs(make_coverage({pointers(polygons)})), 2u) << off_m;
        EXPECT_EQ(make_coverage({pointers(polygons)}).polygon(0, 1).front().outer.size(), 8u) << off_m;
    }
}

TEST(Coverage, NodesThatNearlyMeetBecomeOne) {
    // Four squares whose common corner is four places within half a metre.
    const double d = 0.25 * metre;
    const std::vector<MultiPolygon> polygons{
        polygon({{-0.1, -0.1}, {0, -0.1}, {-d, -d}, {-0.1, 0}}), polygon({{0, -0.1}, {0.1, -0.1}, {0.1, 0}, {d, -d}}),
        polygon({{0.1, 0}, {0.1, 0.1}, {0, 0.1}, {d, d}}), polygon({{0, 0.1}, {-0.1, 0.1}, {-0.1, 0}, {-d, d}})};
    const auto coverage = make_coverage({pointers(polygons)});
    EXPECT_EQ(shared_arcs(coverage), 4u);
    EXPECT_EQ(gaps_in(coverage, 4), 0);
}

TEST(Coverage, ANarrowNeckOfOnePolygonStaysOpen) {
    const double d = 0.2 * metre;
    const auto hourglass = polygon({{0, 0}, {0.1, 0}, {0.05 + d, 0.05}, {0.1, 0.1}, {0, 0.1}, {0.05 - d, 0.05}});
    const auto coverage = make_coverage({{&hourglass}});
    EXPECT_EQ(data::invalid_reason(coverage.polygon(0, 0)), "");
    EXPECT_EQ(coverage.polygon(0, 0).front().outer.size(), 7u);
}

TEST(Coverage, ClosingMakesNoPolygonInvalid) {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> off(-1.5, 1.5);
        const auto jagged = [&](double lon) {
            data::Ring line;
            for (int i = 0; i <= 400; ++i)
                line.push_back({lon + off(random) * metre, i * 2 * metre});
            return line;
        };
        std::vector<MultiPolygon> polygons;
        for (int column = 0; column < 4; ++column) {
            data::Ring ring = jagged(column * 0.001);
            auto back = jagged((column + 1) * 0.001);
            ring.insert(ring.end(), back.rbegin(), back.rend());
            polygons.push_back(polygon(ring));
        }
        const auto coverage = make_coverage({pointers(polygons)});
        for (std::size_t i = 0; i < polygons.size(); ++i) {
            ASSERT_EQ(data::invalid_reason(polygons[i]), "");
            EXPECT_EQ(data::invalid_reason(coverage.polygon(0, i)), "") << "seed " << seed << " polygon " << i;
        }
    }
}

TEST(CoverageDefects, ACleanCoverageHasNone) {
    EXPECT_TRUE(coverage_defects(pointers(drawn("AABBC\nADDBC\nADEEC"))).empty());
}

TEST(CoverageDefects, GapsAndOverlapsSayHowWideTheyAreAndWhetherMapsCloseThem) {
    for (const double off_m : {-0.8, 0.8, 40.0, -40.0}) {
        const auto polygons = squares_apart(off_m);
        const auto defects = coverage_defects(pointers(polygons));
        ASSERT_EQ(defects.size(), 1u) << off_m;
        EXPECT_EQ(defects[0].kind == CoverageDefect::Kind::gap, off_m > 0);
        EXPECT_EQ(defects[0].polygons, (std::vector<std::uint32_t>{0, 1}));
        EXPECT_EQ(defects[0].closed, std::abs(off_m) < 1) << off_m;
        // A triangle is half as wide as it is high.
        EXPECT_NEAR(defects[0].width_m, std::abs(off_m) / 2, std::abs(off_m) * 0.01);
    }
}

TEST(CoverageDefects, AnEnclaveOfNobodyIsAGapThatIsKept) {
    const auto polygons = drawn("AAB\nA.B\nAAB");
    const auto defects = coverage_defects(pointers(polygons));
    ASSERT_EQ(defects.size(), 1u);
    EXPECT_FALSE(defects[0].closed);
    EXPECT_GT(defects[0].width_m, 1000);
}

TEST(CoverageDefects, GroundOfAnInvalidPolygonIsNoGap) {
    auto polygons = drawn("AAB\nACB\nAAB");
    // C comes back to its first corner and winds round a little spike.
    const MultiPolygon& c = polygons[2];
    data::Ring& ring = polygons[2].front().outer;
    const LonLat corner = ring.front();
    ring.pop_back();
    for (const LonLat spike :
         {corner, {corner.lon + 0.001, corner.lat + 0.002}, {corner.lon + 0.002, corner.lat + 0.001}})
        ring.push_back(spike);
    ring.push_back(corner);
    ASSERT_NE(data::invalid_reason(c), "");
    EXPECT_TRUE(coverage_defects(pointers(polygons)).empty());
    polygons.pop_back();
    EXPECT_EQ(coverage_defects(pointers(polygons)).size(), 1u) << "without it the same ground is a gap";
}

TEST(CoverageReference, ClosingLeavesFewerGapsAndOverlapsAndNoInvalidCommune) {
    const char* reference = std::getenv("SANVAT_REFERENCE");
    if (!reference) GTEST_SKIP() << "SANVAT_REFERENCE is not set; the same is proven on drawn maps above";
    data::VectorSource source((std::filesystem::path(reference) / "cao_bang_communes_2025.gpkg").string());
    std::vector<MultiPolygon> communes;
    while (auto row = source.next())
        communes.push_back(data::normalised(std::get<MultiPolygon>(row->geometry)));
    const auto coverage = make_coverage({pointers(communes)});
    std::vector<MultiPolygon> closed;
    for (std::size_t i = 0; i < communes.size(); ++i) {
        closed.push_back(coverage.polygon(0, i));
        EXPECT_EQ(data::invalid_reason(closed.back()), "") << i;
    }
    const auto before = coverage_defects(pointers(communes));
    const auto after = coverage_defects(pointers(closed));
    EXPECT_LT(after.size(), before.size());
}

}  // namespace
}  // namespace sanvat::analysis::coverage_test
