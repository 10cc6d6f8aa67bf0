// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cache.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "tests/tiler/archive_reader.hpp"

namespace sanvat::tiler::tile_cache_test {
namespace {

Tile tile_of(std::size_t bytes, char fill = 'x') {
    return make_tile(std::string(bytes, fill), TileFormat::png8);
}

TEST(TileCache, GivesBackWhatItWasGiven) {
    TileCache cache(100'000);
    EXPECT_FALSE(cache.find("a"));
    cache.insert("a", tile_of(10));
    ASSERT_TRUE(cache.find("a"));
    EXPECT_EQ(*cache.find("a")->bytes, std::string(10, 'x'));
    EXPECT_EQ(cache.find("a")->media_type, "image/png");
}

TEST(TileCache, NeverHoldsMoreBytesThanItsBound) {
    TileCache cache(20'000);
    for (int i = 0; i < 500; ++i) {
        cache.insert(std::to_string(i), tile_of(static_cast<std::size_t>(i * 37 % 3000)));
        EXPECT_LE(cache.bytes(), 20'000u);
    }
    EXPECT_GT(cache.tiles(), 3u);
}

TEST(TileCache, TheOneNotAskedForLongestGoesFirst) {
    TileCache cache(3 * (1000 + TileCache::entry_bytes + 2));
    for (const auto* key : {"a", "b", "c"})
        cache.insert(key, tile_of(1000));
    EXPECT_TRUE(cache.find("a"));
    cache.insert("d", tile_of(1000));
    EXPECT_TRUE(cache.find("a"));
    EXPECT_FALSE(cache.find("b"));
    EXPECT_TRUE(cache.find("c"));
    EXPECT_TRUE(cache.find("d"));
}

TEST(TileCache, ATileUnderAKnownKeyReplacesTheOld) {
    TileCache cache(100'000);
    cache.insert("a", tile_of(5000));
    const auto before = cache.bytes();
    cache.insert("a", tile_of(4000, 'y'));
    EXPECT_EQ(cache.tiles(), 1u);
    EXPECT_EQ(cache.bytes(), before - 1000);
    EXPECT_EQ(cache.find("a")->bytes->front(), 'y');
}

TEST(TileCache, WhatDoesNotFitAtAllLeavesTheRestAlone) {
    TileCache cache(5000);
    cache.insert("a", tile_of(100));
    cache.insert("b", tile_of(6000));
    EXPECT_TRUE(cache.find("a"));
    EXPECT_FALSE(cache.find("b"));
}

TEST(TileCache, ATileInGzipFormCountsWithBothForms) {
    const std::string text(5000, 'x');
    const Tile tile = with_gzip(make_tile(text, TileFormat::mvt));
    ASSERT_TRUE(tile.gzip);
    EXPECT_EQ(test::gunzip(*tile.gzip), text);
    EXPECT_FALSE(with_gzip(make_tile(text, TileFormat::png8)).gzip) << "is compressed by itself";
    EXPECT_FALSE(with_gzip(make_tile("short", TileFormat::mvt)).gzip);
    TileCache cache(100'000);
    cache.insert("a", tile);
    EXPECT_EQ(cache.bytes(), text.size() + tile.gzip->size() + 2 + TileCache::entry_bytes);
}

TEST(TileCache, ManyThreadsMayUseItAtOnce) {
    TileCache cache(30'000);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache, t] {
            for (int i = 0; i < 2000; ++i) {
                const std::string key = std::to_string((i * 7 + t) % 50);
                if (const auto tile = cache.find(key)) {
                    EXPECT_EQ(tile->bytes->size(), key.size() * 100);
                } else {
                    cache.insert(key, tile_of(key.size() * 100));
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_LE(cache.bytes(), 30'000u);
}

}  // namespace
}  // namespace sanvat::tiler::tile_cache_test
