// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cutter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

namespace sanvat::tiler::tile_cutter_test {
namespace {

constexpr double low = -TileGrid::buffer;
constexpr double high = TileGrid::extent + TileGrid::buffer;

/// A tile in the north of Vietnam, and the place of grid coordinates in it.
const TileId tile = *TileId::make(10, 813, 444);

data::LonLat at(double x, double y) {
    const auto box = tile.mercator_box();
    const double unit = box.width() / TileGrid::extent;
    return to_lon_lat(MercatorPoint{box.west + x * unit, box.north - y * unit});
}

data::Ring ring(const std::vector<std::pair<double, double>>& corners) {
    data::Ring result;
    for (const auto& [x, y] : corners)
        result.push_back(at(x, y));
    result.push_back(result.front());
    return result;
}

data::MultiPolygon polygon(const std::vector<std::pair<double, double>>& corners) {
    return data::normalised({{ring(corners), {}}});
}

/// In grid units as if they were degrees, y turned up, for the checks of the data module.
data::MultiPolygon as_planar(const std::vector<GridPolygon>& polygons) {
    data::MultiPolygon result;
    for (const auto& rings : polygons) {
        data::Polygon part;
        for (std::size_t i = 0; i < rings.size(); ++i) {
            data::Ring closed;
            for (const auto p : rings[i])
                closed.push_back({double(p.x), double(-p.y)});
            closed.push_back(closed.front());
            if (i == 0) part.outer = closed;
            if (i > 0) part.holes.push_back(closed);
        }
        result.push_back(part);
    }
    return result;
}

/// Checks all that the specification asks of polygons.
void expect_in_order(const std::vector<GridPolygon>& polygons) {
    if (polygons.empty()) return;
    EXPECT_EQ(data::invalid_reason(as_planar(polygons)), "");
    for (const auto& rings : polygons) {
        for (std::size_t i = 0; i < rings.size(); ++i) {
            EXPECT_GE(rings[i].size(), 3u);
            EXPECT_EQ(area2(rings[i]) > 0, i == 0);
            EXPECT_NE(rings[i].front(), rings[i].back());
            for (const auto p : rings[i]) {
                EXPECT_TRUE(p.x >= low && p.x <= high && p.y >= low && p.y <= high) << p.x << " " << p.y;
            }
        }
    }
}

double area(const std::vector<GridPolygon>& polygons) {
    double sum = 0;
    for (const auto& rings : polygons) {
        for (const auto& one : rings)
            sum += static_cast<double>(area2(one)) / 2;
    }
    return sum;
}

/// The polygon as the tile shows it, generalised for its zoom.
std::vector<GridPolygon> cut(const data::MultiPolygon& source) {
    const ZoomCoverage coverage(analysis::make_coverage({{&source}}));
    const ZoomShapes& shapes = coverage.at(tile.z());
    const GridPoint corner = shapes.grid.corner(tile);
    auto result = TileCutter(shapes.grid.reach(tile)).cut(shapes.levels[0][0]);
    for (auto& rings : result) {
        for (auto& one : rings) {
            for (GridPoint& p : one)
                p = {p.x - corner.x, p.y - corner.y};
        }
    }
    return result;
}

TEST(TileCutter, ASquareInsideStaysAsItIs) {
    const auto result = cut(polygon({{100, 100}, {900, 100}, {900, 500}, {100, 500}}));
    expect_in_order(result);
    EXPECT_EQ(area(result), 800 * 400);
}

TEST(TileCutter, WhatCoversTheTileBecomesItsSquareWithTheMargin) {
    const auto result = cut(polygon({{-9e4, -9e4}, {9e4, -9e4}, {9e4, 9e4}, {-9e4, 9e4}}));
    expect_in_order(result);
    ASSERT_EQ(result.size(), 1u);
    EXPECT_EQ(result[0][0].size(), 4u);
    EXPECT_EQ(area(result), (high - low) * (high - low));
}

TEST(TileCutter, WhatLiesBeyondTheMarginIsNotThere) {
    EXPECT_TRUE(cut(polygon({{5000, 100}, {6000, 100}, {6000, 500}})).empty());
}

//  ┌──────────┐   A comb whose teeth reach into the tile and whose back lies
//  │ ┌──┐ ┌──┐ │   outside: cut off, each tooth is a polygon of its own.
TEST(TileCutter, ACombThatIsCutFallsApartIntoItsTeeth) {
    std::vector<std::pair<double, double>> corners{{6000, 0}, {6000, 3500}, {1000, 3500}};
    for (int tooth = 0; tooth < 3; ++tooth) {
        const double y = 3000 - tooth * 1000;
        corners.insert(corners.end(), {{1000, y}, {5000, y}, {5000, y - 500}, {1000, y - 500}});
    }
    corners.insert(corners.end(), {{1000, 0}});
    const auto result = cut(polygon(corners));
    expect_in_order(result);
    EXPECT_EQ(result.size(), 4u);
}

TEST(TileCutter, AHoleThatTheEdgeCutsBecomesABay) {
    data::Polygon with_hole{ring({{-500, 1000}, {3000, 1000}, {3000, 3000}, {-500, 3000}}),
                            {ring({{-300, 1500}, {1000, 1500}, {1000, 2500}, {-300, 2500}})}};
    const auto result = cut(data::normalised({with_hole}));
    expect_in_order(result);
    ASSERT_EQ(result.size(), 1u);
    EXPECT_EQ(result[0].size(), 1u);
    EXPECT_EQ(area(result), (3000 - low) * 2000 - (1000 - low) * 1000);
}

TEST(TileCutter, WhatIsSmallerThanTheGridVanishes) {
    EXPECT_TRUE(cut(polygon({{10.1, 10.1}, {10.4, 10.1}, {10.4, 10.4}})).empty());
}

TEST(TileCutter, ANarrowNeckThatRoundingClosesLeavesValidPolygons) {
    const auto result = cut(polygon({{0, 0},
                                     {1000, 0},
                                     {1000, 500.2},
                                     {2000, 500.2},
                                     {2000, 0},
                                     {3000, 0},
                                     {3000, 1000},
                                     {2000, 1000},
                                     {2000, 500.4},
                                     {1000, 500.4},
                                     {1000, 1000},
                                     {0, 1000}}));
    expect_in_order(result);
    EXPECT_EQ(result.size(), 2u);
    EXPECT_EQ(area(result), 2e6);
}

/// A star with a random radius in each direction: simple, concave, with many small angles.
std::vector<std::pair<double, double>> random_star(std::mt19937& random, double x, double y, double size) {
    std::uniform_real_distribution<double> share(0.15, 1);
    std::vector<std::pair<double, double>> corners;
    const int count = 5 + static_cast<int>(random() % 120);
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * i / count;
        const double radius = size * share(random);
        corners.emplace_back(x + radius * std::cos(angle), y + radius * std::sin(angle));
    }
    return corners;
}

TEST(TileCutter, RandomPolygonsStayValidAndKeepTheirArea) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> place(-1500, 5500);
    const data::MultiPolygon frame{{{{low, -low}, {low, -high}, {high, -high}, {high, -low}, {low, -low}}, {}}};
    for (int i = 0; i < 600; ++i) {
        const double size = std::exp2(static_cast<double>(random() % 14));
        const auto corners = random_star(random, place(random), place(random), size);
        const auto result = cut(polygon(corners));
        expect_in_order(result);

        data::Ring planar;
        for (const auto& [x, y] : corners)
            planar.push_back({x, -y});
        planar.push_back(planar.front());
        const auto exact = data::intersection(data::normalised({{planar, {}}}), data::normalised(frame));
        double exact_area = 0;
        double outline = 0;
        for (const auto& part : exact) {
            for (std::size_t k = 0; k + 1 < part.outer.size(); ++k) {
                const auto a = part.outer[k];
                const auto b = part.outer[k + 1];
                exact_area += (a.lon * b.lat - b.lon * a.lat) / 2;
                outline += std::hypot(b.lon - a.lon, b.lat - a.lat);
            }
        }
        // No vertex is farther than half a pixel, 8 units, from where it was.
        EXPECT_NEAR(area(result), exact_area, 8 * outline + 2) << "star " << i << " of size " << size;
    }
}

}  // namespace
}  // namespace sanvat::tiler::tile_cutter_test
