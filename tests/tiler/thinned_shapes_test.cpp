// SPDX-License-Identifier: Apache-2.0
#include "tiler/thinned_shapes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace sanvat::tiler::thinned_shapes_test {
namespace {

MercatorLine crooked_line(std::mt19937& random) {
    std::uniform_real_distribution<double> step(-40, 60);
    MercatorLine line{{1.18e7, 2.6e6}};
    for (int i = 0; i < 3000; ++i)
        line.push_back({line.back().x + step(random), line.back().y + step(random)});
    return line;
}

/// Goes around a place once without crossing itself.
MercatorLine crooked_ring(std::mt19937& random, MercatorPoint middle, double radius_m) {
    std::uniform_real_distribution<double> share(0.8, 1.0);
    MercatorLine ring;
    constexpr int corners = 800;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius_m * share(random);
        ring.push_back({middle.x + r * std::cos(angle), middle.y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

double farthest_px(const MercatorLine& source, const MercatorLine& drawn, int zoom) {
    double farthest = 0;
    for (const MercatorPoint p : source) {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i + 1 < drawn.size(); ++i)
            nearest = std::min(nearest, distance_to_segment(p, drawn[i], drawn[i + 1]));
        farthest = std::max(farthest, nearest);
    }
    return farthest / metres_per_pixel(zoom);
}

/// Pairs of edges that cross between their ends.
std::size_t crossings(const MercatorLine& ring) {
    const auto side = [](MercatorPoint a, MercatorPoint b, MercatorPoint p) {
        return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    };
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        for (std::size_t k = i + 2; k + 1 < ring.size(); ++k) {
            const bool across = side(ring[i], ring[i + 1], ring[k]) * side(ring[i], ring[i + 1], ring[k + 1]) < 0;
            const bool along = side(ring[k], ring[k + 1], ring[i]) * side(ring[k], ring[k + 1], ring[i + 1]) < 0;
            count += across && along ? 1u : 0u;
        }
    }
    return count;
}

TEST(ThinnedShapes, LinesKeepWithinHalfAPixelAndTheirEnds) {
    std::mt19937 random(3);
    using Lines = std::vector<MercatorLine>;
    const std::vector<MercatorShape> sources{Lines{crooked_line(random), crooked_line(random)},
                                             Lines{crooked_line(random)}};
    const ThinnedShapes shapes(sources);
    for (const int zoom : {6, 9, 12, 15, 22}) {
        for (std::uint32_t i = 0; i < sources.size(); ++i) {
            const auto& source = std::get<std::vector<MercatorLine>>(sources[i]);
            const auto& drawn = std::get<std::vector<MercatorLine>>(shapes.at(i, zoom));
            ASSERT_EQ(drawn.size(), source.size());
            for (std::size_t k = 0; k < drawn.size(); ++k) {
                EXPECT_EQ(drawn[k].front(), source[k].front());
                EXPECT_EQ(drawn[k].back(), source[k].back());
                EXPECT_LE(farthest_px(source[k], drawn[k], zoom), 0.5) << "zoom " << zoom;
                EXPECT_EQ(drawn[k].size() < source[k].size() / 4, zoom <= 9) << "zoom " << zoom;
                EXPECT_EQ(drawn[k] == source[k], zoom == 22) << "zoom " << zoom;
            }
        }
    }
}

// At zoom 10 a pixel is 153 m wide.
TEST(ThinnedShapes, SmallPiecesGoAndTheLargestStays) {
    const auto square = [](double west, double side) {
        return MercatorPolygon{{{west, 0}, {west + side, 0}, {west + side, side}, {west, side}, {west, 0}}};
    };
    const ThinnedShapes shapes(
        {MercatorShape(std::vector<MercatorPolygon>{square(0, 1000), square(5000, 3000), square(9000, 1300)}),
         MercatorShape(std::vector<MercatorPolygon>{square(0, 200), square(5000, 300)})});
    const auto pieces = [&](std::uint32_t shape, int zoom) {
        return std::get<std::vector<MercatorPolygon>>(shapes.at(shape, zoom));
    };
    EXPECT_EQ(pieces(0, 10), (std::vector<MercatorPolygon>{square(5000, 3000), square(9000, 1300)}));
    EXPECT_EQ(pieces(0, 11).size(), 3u);
    EXPECT_EQ(pieces(1, 10), std::vector<MercatorPolygon>{square(5000, 300)});
}

TEST(ThinnedShapes, AreasKeepTheirHolesAndDoNotCrossThemselves) {
    std::mt19937 random(4);
    const MercatorPoint middle{1.18e7, 2.6e6};
    const MercatorPoint aside{1.181e7, 2.6e6};
    const std::vector<MercatorPolygon> source{{crooked_ring(random, middle, 3000), crooked_ring(random, middle, 1500)},
                                              {crooked_ring(random, aside, 2000)}};
    const ThinnedShapes shapes({source});
    for (const int zoom : {5, 8, 10, 12, 14}) {
        const auto& drawn = std::get<std::vector<MercatorPolygon>>(shapes.at(0, zoom));
        ASSERT_EQ(drawn.size(), zoom < 10 ? 1u : 2u) << "the second is a speck there";
        ASSERT_EQ(drawn[0].size(), 2u);
        for (std::size_t polygon = 0; polygon < drawn.size(); ++polygon) {
            for (std::size_t ring = 0; ring < drawn[polygon].size(); ++ring) {
                const MercatorLine& line = drawn[polygon][ring];
                EXPECT_GE(line.size(), 4u);
                EXPECT_EQ(line.front(), line.back());
                EXPECT_EQ(crossings(line), 0u) << "zoom " << zoom;
                EXPECT_LE(farthest_px(source[polygon][ring], line, zoom), 0.5) << "zoom " << zoom;
            }
        }
    }
}

}  // namespace
}  // namespace sanvat::tiler::thinned_shapes_test
