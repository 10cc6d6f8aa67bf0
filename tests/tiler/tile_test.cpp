// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "data/error.hpp"

namespace sanvat::tiler::tile_test {
namespace {

/// The parameter that the error names; empty where nothing is thrown.
std::string refused(std::string_view z, std::string_view x, std::string_view y) {
    try {
        static_cast<void>(TileId::parse(z, x, y));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::not_found);
        return error.place().parameter;
    }
    return {};
}

TEST(Tile, ReadsWhatThereIs) {
    const auto tile = TileId::parse("9", "406", "221");
    EXPECT_EQ(tile.z(), 9);
    EXPECT_EQ(tile.x(), 406u);
    EXPECT_EQ(tile.y(), 221u);
    EXPECT_EQ(TileId::parse("22", "4194303", "4194303").x(), 4194303u);
}

TEST(Tile, RefusesAllElseNamingTheParameter) {
    EXPECT_EQ(refused("3", "9", "1"), "x");
    EXPECT_EQ(refused("3", "1", "8"), "y");
    EXPECT_EQ(refused("23", "1", "1"), "z");
    EXPECT_EQ(refused("40", "1", "1"), "z");
    for (const auto* text : {"3abc", "", "-1", "+1", " 1", "1 ", "1.0", "0x1", "1e0", "99999999999999999999"}) {
        EXPECT_EQ(refused(text, "0", "0"), "z") << text;
        EXPECT_EQ(refused("3", text, "0"), "x") << text;
        EXPECT_EQ(refused("3", "0", text), "y") << text;
    }
}

TEST(Tile, AnyNumbersMakeATileOnlyWhereThereIsOne) {
    EXPECT_TRUE(TileId::make(0, 0, 0));
    EXPECT_FALSE(TileId::make(0, 1, 0));
    EXPECT_FALSE(TileId::make(-1, 0, 0));
    EXPECT_FALSE(TileId::make(max_zoom + 1, 0, 0));
    EXPECT_FALSE(TileId::make(5, -1, 0));
    EXPECT_FALSE(TileId::make(5, 0, 32));
}

TEST(Tile, HoldsThePositionItWasFoundBy) {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> lat(-85, 85);
    for (int i = 0; i < 2000; ++i) {
        const data::LonLat position{lon(random), lat(random)};
        const auto point = to_mercator(position);
        for (const int z : {0, 1, 7, 13, max_zoom}) {
            const auto box = TileId::at(position, z).mercator_box();
            EXPECT_TRUE(box.west <= point.x && point.x <= box.east && box.south <= point.y && point.y <= box.north);
        }
    }
}

TEST(Tile, PositionsBeyondTheSquareWorldFallIntoItsOutermostTiles) {
    EXPECT_EQ(TileId::at({180, 90}, 3), TileId::make(3, 7, 0));
    EXPECT_EQ(TileId::at({-180, -90}, 3), TileId::make(3, 0, 7));
}

TEST(Tile, NeighboursShareTheirEdgeToTheLastBit) {
    std::mt19937 random(5);
    for (int i = 0; i < 500; ++i) {
        const int z = 1 + static_cast<int>(random() % max_zoom);
        const auto x = static_cast<std::int64_t>(random() % ((1u << z) - 1u));
        const auto y = static_cast<std::int64_t>(random() % ((1u << z) - 1u));
        const auto box = TileId::make(z, x, y)->mercator_box();
        EXPECT_EQ(box.east, TileId::make(z, x + 1, y)->mercator_box().west);
        EXPECT_EQ(box.south, TileId::make(z, x, y + 1)->mercator_box().north);
    }
}

TEST(Tile, TheWholeWorldIsASquare) {
    const auto box = TileId().mercator_box();
    EXPECT_EQ(box.east, web_mercator_half_world_m);
    EXPECT_EQ(box.north, web_mercator_half_world_m);
    const data::Envelope world = to_lon_lat(TileId().mercator_box());
    EXPECT_NEAR(world.north, max_latitude, 1e-12);
    EXPECT_NEAR(world.west, -180, 1e-12);
}

// EPSG Guidance Note 7-2, example of method 1024: 24°22'54.433"N 100°20'00.000"W.
TEST(WebMercator, AgreesWithTheExampleOfItsDefinition) {
    const auto point = to_mercator(data::LonLat{-(100 + 20 / 60.0), 24 + 22 / 60.0 + 54.433 / 3600});
    EXPECT_NEAR(point.x, -11169055.58, 0.01);
    EXPECT_NEAR(point.y, 2800000.00, 0.01);
}

TEST(WebMercator, ThereAndBackIsTheSamePlace) {
    std::mt19937 random(6);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> lat(-max_latitude, max_latitude);
    for (int i = 0; i < 2000; ++i) {
        const data::LonLat there{lon(random), lat(random)};
        const auto back = to_lon_lat(to_mercator(there));
        EXPECT_NEAR(back.lon, there.lon, 1e-12);
        EXPECT_NEAR(back.lat, there.lat, 1e-12);
    }
}

TEST(WebMercator, PixelsHalveWithEachZoom) {
    EXPECT_NEAR(metres_per_pixel(0), 156543.034, 0.001);
    EXPECT_DOUBLE_EQ(metres_per_pixel(9) / 2, metres_per_pixel(10));
}

}  // namespace
}  // namespace sanvat::tiler::tile_test
