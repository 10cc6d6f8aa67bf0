// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cover.hpp"

#include <gtest/gtest.h>

namespace sanvat::tiler::tile_cover_test {
namespace {

/// All tiles of a zoom whose box, edges included, meets the extent.
std::size_t meeting(const data::Envelope& extent, int zoom) {
    const MercatorBox box = to_mercator(extent);
    std::size_t count = 0;
    for (std::int64_t x = 0; x < 1 << zoom; ++x) {
        for (std::int64_t y = 0; y < 1 << zoom; ++y)
            count += TileId::make(zoom, x, y)->mercator_box().intersects(box) ? 1u : 0u;
    }
    return count;
}

TEST(TileCover, HoldsEveryTileThatMeetsTheExtentAndNoOther) {
    const data::Envelope extent{105.26, 22.36, 106.84, 23.12};
    for (int zoom = 0; zoom <= 8; ++zoom) {
        const TileCover cover(extent, zoom);
        EXPECT_EQ(cover.size(), meeting(extent, zoom)) << zoom;
        EXPECT_TRUE(cover.holds(TileId::at({105.26, 23.12}, zoom)));
        EXPECT_TRUE(cover.holds(TileId::at({106.84, 22.36}, zoom)));
    }
}

TEST(TileCover, TakesTheTilesOnBothSidesOfAnEdgeThatTheExtentTouches) {
    const data::Envelope around_null{0, 0, 1, 1};
    const TileCover cover(around_null, 1);
    EXPECT_EQ(cover.size(), 4u) << "the corner at 0°, 0° belongs to all four";
    EXPECT_EQ(TileCover({1, 1, 2, 2}, 1).size(), 1u);
}

TEST(TileCover, EndsAtTheEdgeOfTheWorld) {
    const TileCover world({-180, -90, 180, 90}, 3);
    EXPECT_EQ(world.size(), 64u);
    EXPECT_EQ(world.north_west(), *TileId::make(3, 0, 0));
    EXPECT_EQ(world.south_east(), *TileId::make(3, 7, 7));
}

}  // namespace
}  // namespace sanvat::tiler::tile_cover_test
