// SPDX-License-Identifier: Apache-2.0
#include "tiler/zoom_shapes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <random>

#include "data/vector_source.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/sample_province.hpp"
#include "tiler/coverage_store.hpp"

namespace sanvat::tiler::zoom_shapes_test {
namespace {

using analysis::Coverage;
using data::LonLat;
using data::MultiPolygon;

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& polygons) {
    std::vector<const MultiPolygon*> all;
    for (const auto& polygon : polygons)
        all.push_back(&polygon);
    return all;
}

/// Each edge of a drawn map bent many times, the same way for both neighbours. Bends are narrow spikes and long bays.
class Bender {
public:
    explicit Bender(unsigned seed) : random_(seed) {}

    MultiPolygon bend(const MultiPolygon& source) {
        MultiPolygon result = source;
        for (auto& polygon : result) {
            bend(polygon.outer);
            for (auto& hole : polygon.holes)
                bend(hole);
        }
        return result;
    }

private:
    void bend(data::Ring& ring) {
        data::Ring bent;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const auto [a, b] = std::minmax(ring[i], ring[i + 1]);
            auto& middle = between_[{a, b}];
            if (middle.empty()) middle = wiggle(a, b);
            bent.push_back(ring[i]);
            if (ring[i] == a) bent.insert(bent.end(), middle.begin(), middle.end());
            if (ring[i] == b) bent.insert(bent.end(), middle.rbegin(), middle.rend());
        }
        bent.push_back(bent.front());
        ring = std::move(bent);
    }

    /// Runs along the edge and leaves it by up to a fifth of its length: edges that meet at right angles stay apart.
    data::LineString wiggle(LonLat a, LonLat b) {
        std::uniform_real_distribution<double> share(-1, 1);
        data::LineString line;
        constexpr int bends = 300;
        double aside = 0;
        for (int i = 1; i < bends; ++i) {
            const double t = static_cast<double>(i) / bends;
            aside = 0.9 * aside + 0.1 * share(random_);
            const double room = 0.4 * std::min(t, 1 - t);
            const double off = std::clamp(aside + 0.2 * share(random_) * share(random_), -1.0, 1.0) * room;
            line.push_back({a.lon + t * (b.lon - a.lon) - off * (b.lat - a.lat),
                            a.lat + t * (b.lat - a.lat) + off * (b.lon - a.lon)});
        }
        return line;
    }

    std::mt19937 random_;
    std::map<std::pair<LonLat, LonLat>, data::LineString> between_;
};

std::vector<MultiPolygon> bent_coverage(unsigned seed) {
    const auto map = test::draw("AABBCC\nADDBEC\nADFFEG\nHHFIIG\nHKKKLG\nMMKNLL");
    Bender bender(seed);
    std::vector<MultiPolygon> result;
    for (const auto& [name, polygon] : map.polygons)
        result.push_back(bender.bend(polygon));
    return result;
}

/// Grid units as if they were degrees.
data::Ring planar(const GridRing& ring) {
    data::Ring result;
    for (const GridPoint p : ring)
        result.push_back({double(p.x), double(p.y)});
    result.push_back(result.front());
    return result;
}

MultiPolygon planar(const ZoomPolygon& polygon) {
    MultiPolygon result;
    for (const auto& part : polygon.parts) {
        auto& made = result.emplace_back(data::Polygon{planar(part.rings.front().points), {}});
        for (std::size_t i = 1; i < part.rings.size(); ++i)
            made.holes.push_back(planar(part.rings[i].points));
    }
    return result;
}

double area(const MultiPolygon& polygons) {
    double doubled = 0;
    const auto add = [&](const data::Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            doubled += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                       (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    };
    for (const auto& polygon : polygons) {
        add(polygon.outer);
        for (const auto& hole : polygon.holes)
            add(hole);
    }
    return doubled / 2;
}

/// What is wrong with a level: polygons that are not valid, pairs that share ground, ground enclosed that nobody has.
struct Flaws {
    std::size_t invalid = 0;
    std::size_t overlaps = 0;
    std::size_t gaps = 0;
};

std::size_t pairs_on_each_other(const std::vector<MultiPolygon>& polygons) {
    std::vector<data::Envelope> boxes;
    for (const auto& polygon : polygons)
        boxes.push_back(data::envelope_of(polygon));
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        for (std::size_t k = i + 1; k < polygons.size(); ++k) {
            if (boxes[i].intersects(boxes[k]) && !data::intersection(polygons[i], polygons[k]).empty()) ++pairs;
        }
    }
    return pairs;
}

Flaws flaws_of(const std::vector<MultiPolygon>& polygons) {
    Flaws flaws;
    for (const auto& polygon : polygons) {
        if (!polygon.empty() && !data::invalid_reason(polygon).empty()) ++flaws.invalid;
    }
    if (flaws.invalid > 0) return flaws;  // GEOS compares valid ones only
    flaws.overlaps = pairs_on_each_other(polygons);
    for (const auto& part : data::dissolve(polygons))
        flaws.gaps += part.holes.size();
    return flaws;
}

Flaws flaws_of(const std::vector<ZoomPolygon>& level) {
    std::vector<MultiPolygon> polygons;
    for (const auto& polygon : level)
        polygons.push_back(planar(polygon));
    return flaws_of(polygons);
}

double off_line(MercatorPoint p, const MercatorLine& line) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        nearest = std::min(nearest, distance_to_segment(p, line[i], line[i + 1]));
    return nearest;
}

/// The farthest, in pixels, that a vertex of one line lies off the other, both ways.
double farthest_off_px(const MercatorLine& a, const MercatorLine& b, int zoom) {
    double farthest = 0;
    for (const auto p : a)
        farthest = std::max(farthest, off_line(p, b));
    for (const auto p : b)
        farthest = std::max(farthest, off_line(p, a));
    return farthest / metres_per_pixel(zoom);
}

MercatorLine mercator(const WorldGrid& grid, const GridLine& line) {
    MercatorLine result;
    for (const GridPoint p : line)
        result.push_back(grid.mercator(p));
    if (result.size() == 1) result.push_back(result.front());
    return result;
}

void expect_lines_near(const ZoomCoverage& coverage, int zoom, std::size_t every) {
    const ZoomShapes& shapes = coverage.at(zoom);
    for (std::size_t i = 0; i < shapes.arcs.size(); i += every) {
        const auto source = project(coverage.coverage().arcs[i].line);
        EXPECT_LE(farthest_off_px(mercator(shapes.grid, shapes.arcs[i]), source, zoom), 0.5)
            << "arc " << i << " zoom " << zoom;
    }
}

TEST(ZoomShapes, CoveragesHaveNoGapNoOverlapAndValidRingsAtEveryZoom) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const auto polygons = bent_coverage(seed);
        const auto source = flaws_of(polygons);
        ASSERT_EQ(source.invalid, 0u);
        const ZoomCoverage coverage(analysis::make_coverage({pointers(polygons)}));
        for (int zoom = 0; zoom <= 16; ++zoom) {
            const auto flaws = flaws_of(coverage.at(zoom).levels[0]);
            EXPECT_EQ(flaws.invalid, 0u) << "seed " << seed << " zoom " << zoom;
            EXPECT_EQ(flaws.overlaps, 0u) << "seed " << seed << " zoom " << zoom;
            EXPECT_EQ(flaws.gaps, 0u) << "seed " << seed << " zoom " << zoom;
        }
    }
}

TEST(ZoomShapes, NoVertexOfEitherLineIsFartherThanHalfAPixelFromTheOther) {
    const auto polygons = bent_coverage(5);
    const ZoomCoverage coverage(analysis::make_coverage({pointers(polygons)}));
    for (int zoom = 0; zoom <= 15; ++zoom)
        expect_lines_near(coverage, zoom, 1);
}

TEST(ZoomShapes, FewerVerticesAreLeftTheFartherOneIsAway) {
    const auto polygons = bent_coverage(6);
    const ZoomCoverage coverage(analysis::make_coverage({pointers(polygons)}));
    const auto vertices = [&](int zoom) {
        std::size_t count = 0;
        for (const auto& arc : coverage.at(zoom).arcs)
            count += arc.size();
        return count;
    };
    EXPECT_LT(vertices(6) * 10, vertices(12));
    EXPECT_LT(vertices(8), vertices(10));
}

/// Douglas and Peucker (1973), with ends kept.
std::size_t vertices_left(const MercatorLine& line, std::size_t a, std::size_t b, double off_m) {
    std::pair<double, std::size_t> farthest{off_m, a};
    for (std::size_t i = a + 1; i < b; ++i)
        farthest = std::max(farthest, {distance_to_segment(line[i], line[a], line[b]), i});
    if (farthest.second == a) return 1;
    return vertices_left(line, a, farthest.second, off_m) + vertices_left(line, farthest.second, b, off_m);
}

TEST(ZoomShapes, TheHalfPixelIsUsedBetterThanByDouglasAndPeucker) {
    const auto polygons = bent_coverage(7);
    const ArcThinner thinner([&] {
        std::vector<MercatorLine> lines;
        for (const auto& arc : analysis::make_coverage({pointers(polygons)}).arcs)
            lines.push_back(project(arc.line));
        return lines;
    }());
    for (int zoom = 7; zoom <= 10; ++zoom) {  // farther out, hardly more than the ends is left by either
        const double pixel_m = metres_per_pixel(zoom);
        const double off_m = 0.45 * pixel_m;
        std::size_t kept = 0;
        for (const auto& line : thinner.thin({ZoomCoverage::area_px * pixel_m * pixel_m, off_m}))
            kept += line.size() - 1;
        std::size_t peucker = 0;
        for (const auto& line : thinner.lines())
            peucker += vertices_left(line, 0, line.size() - 1, off_m);
        EXPECT_LT(kept, peucker) << zoom;
    }
}

/// A bay with an islet of another polygon in it: the line across its mouth would leave the islet on the wrong side.
TEST(ZoomShapes, AnIsletKeepsItsSideOfALine) {
    const double u = 360.0 / 256 / 256;  // a pixel of zoom 8 at the equator, in degrees
    const auto polygon = [u](std::vector<std::pair<double, double>> corners) {
        data::Ring ring;
        for (const auto& [x, y] : corners)
            ring.push_back({(x + 20) * u, (y + 20) * u});  // away from where tiles are cut
        return data::normalised({{ring, {}}});
    };
    const auto bay = [&](double depth) {
        return polygon({{0, 0}, {20, 0}, {20, 10}, {10.55, 10}, {10, 10 - depth}, {9.45, 10}, {0, 10}});
    };
    const auto islet = polygon({{9.75, 9.95}, {10, 9.7}, {10.25, 9.95}});
    const std::vector<MultiPolygon> polygons{bay(0.44), islet};
    ASSERT_TRUE(data::intersection(polygons[0], polygons[1]).empty());
    const ZoomCoverage alone(analysis::make_coverage({{&polygons[0]}}));
    EXPECT_EQ(alone.at(8).arcs.front().size(), 5u) << "without the islet the bay goes";
    const ZoomCoverage coverage(analysis::make_coverage({pointers(polygons)}));
    const auto& level = coverage.at(8).levels[0];
    ASSERT_FALSE(level[1].parts.empty());
    EXPECT_TRUE(data::intersection(planar(level[0]), planar(level[1])).empty());
}

TEST(ZoomShapes, TwoLevelsShareTheirLines) {
    const auto map = test::draw("AABB\nCCBB\nCDDD");
    Bender bender(3);
    std::vector<MultiPolygon> communes;
    for (const auto& [name, polygon] : map.polygons)
        communes.push_back(bender.bend(polygon));
    const std::vector<MultiPolygon> above{data::dissolve({communes[0], communes[2]}),
                                          data::dissolve({communes[1], communes[3]})};
    const Coverage coverage = analysis::make_coverage({pointers(communes), pointers(above)});
    for (const auto& arc : coverage.arcs)
        EXPECT_TRUE(arc.of_level(0)) << "no line belongs to districts alone";
    const ZoomCoverage shapes(coverage);
    for (const int zoom : {4, 7, 9, 11}) {
        const auto& level = shapes.at(zoom).levels;
        EXPECT_EQ(flaws_of(level[1]).overlaps, 0u);
        const auto joined = data::dissolve({planar(level[0][0]), planar(level[0][2])});
        EXPECT_EQ(area(joined), area(planar(level[1][0]))) << zoom;
    }
}

TEST(ZoomShapes, ARecordThatIsTooSmallHasNoParts) {
    const MultiPolygon tiny = test::draw("A", {.origin = {106, 22}, .cell = 1e-6, .owner = {}}).polygons.at('A');
    const ZoomCoverage coverage(analysis::make_coverage({{&tiny}}));
    EXPECT_TRUE(coverage.at(5).levels[0][0].parts.empty());
    EXPECT_FALSE(coverage.at(19).levels[0][0].parts.empty());
}

TEST(ZoomShapes, OfNoPolygonsThereAreNone) {
    const ZoomCoverage coverage(analysis::make_coverage({{}, {}}));
    EXPECT_TRUE(coverage.at(8).arcs.empty());
}

TEST(ZoomShapes, TheSampleIsACoverageAtEveryZoom) {
    const auto& snapshot = test::sample_snapshot();
    CoverageStore store;
    const auto boundaries = store.boundaries(snapshot, snapshot->reference_date());
    for (int zoom = 0; zoom <= 14; ++zoom) {
        for (const std::size_t level : {Boundaries::commune_level, Boundaries::district_level}) {
            const auto flaws = flaws_of(boundaries.shapes->at(zoom).levels[level]);
            EXPECT_EQ(flaws.invalid, 0u) << zoom << " " << level;
            EXPECT_EQ(flaws.overlaps, 0u) << zoom << " " << level;
            EXPECT_EQ(flaws.gaps, 0u) << zoom << " " << level;
        }
        expect_lines_near(*boundaries.shapes, zoom, 7);
    }
}

class ReferenceShapes : public ::testing::TestWithParam<const char*> {};

TEST_P(ReferenceShapes, NotOneMoreGapOverlapOrInvalidRingThanAtLoad) {
    const char* reference = std::getenv("SANVAT_REFERENCE");
    if (!reference) GTEST_SKIP() << "SANVAT_REFERENCE is not set; the same is proven on generated coverages above";
    data::VectorSource source((std::filesystem::path(reference) / GetParam()).string());
    std::vector<MultiPolygon> units;
    while (auto row = source.next())
        units.push_back(data::normalised(std::get<MultiPolygon>(row->geometry)));
    const ZoomCoverage coverage(analysis::make_coverage({pointers(units)}));
    std::vector<MultiPolygon> at_load;
    for (std::size_t i = 0; i < units.size(); ++i)
        at_load.push_back(coverage.coverage().polygon(0, i));
    const auto before = flaws_of(at_load);
    for (int zoom = 5; zoom <= 15; zoom += 2) {
        const auto flaws = flaws_of(coverage.at(zoom).levels[0]);
        EXPECT_LE(flaws.invalid, before.invalid) << zoom;
        EXPECT_LE(flaws.overlaps, before.overlaps) << zoom;
        EXPECT_LE(flaws.gaps, before.gaps) << zoom;
        expect_lines_near(coverage, zoom, 41);
    }
}

INSTANTIATE_TEST_SUITE_P(Files, ReferenceShapes,
                         ::testing::Values("cao_bang_communes_2025.gpkg", "northern_communes_2025.gpkg"));

}  // namespace
}  // namespace sanvat::tiler::zoom_shapes_test
