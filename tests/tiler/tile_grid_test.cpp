// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_grid.hpp"

#include <gtest/gtest.h>

namespace sanvat::tiler::tile_grid_test {
namespace {

constexpr double low = -TileGrid::buffer;
constexpr double high = TileGrid::extent + TileGrid::buffer;

/// A tile in the north of Vietnam, and the place of grid coordinates in it.
const TileId tile = *TileId::make(10, 813, 444);

MercatorPoint at(double x, double y) {
    const auto box = tile.mercator_box();
    const double unit = box.width() / TileGrid::extent;
    return {box.west + x * unit, box.north - y * unit};
}

std::vector<GridLine> lines(const MercatorLine& line) {
    std::vector<GridLine> result;
    TileGrid(tile).add_line(line, result);
    return result;
}

TEST(TileGrid, WhatLiesBeyondTheMarginIsNotThere) {
    const TileGrid grid(tile);
    EXPECT_TRUE(lines({at(5000, 0), at(5000, 4000)}).empty());
    EXPECT_FALSE(grid.point(at(high + 1, 0)));
    EXPECT_FALSE(grid.point(at(0, low - 1)));
    EXPECT_EQ(grid.point(at(high - 1, 0)), (GridPoint{static_cast<std::int32_t>(high) - 1, 0}));
}

TEST(TileGrid, WhatIsSmallerThanTheGridVanishes) {
    EXPECT_TRUE(lines({at(10.1, 10.1), at(10.3, 10.3)}).empty());
}

TEST(TileGrid, ALineThatLeavesAndComesBackIsTwoLines) {
    const auto parts = lines({at(1000, 1000), at(6000, 1000), at(6000, 2000), at(1000, 2000)});
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0], (GridLine{{1000, 1000}, {static_cast<std::int32_t>(high), 1000}}));
    EXPECT_EQ(parts[1], (GridLine{{static_cast<std::int32_t>(high), 2000}, {1000, 2000}}));
}

TEST(TileGrid, ALineThatOnlyPassesThroughIsCutAtBothEnds) {
    const auto parts = lines({at(-9000, 2000), at(9000, 2000)});
    ASSERT_EQ(parts.size(), 1u);
    EXPECT_EQ(parts[0], (GridLine{{static_cast<std::int32_t>(low), 2000}, {static_cast<std::int32_t>(high), 2000}}));
}

}  // namespace
}  // namespace sanvat::tiler::tile_grid_test
