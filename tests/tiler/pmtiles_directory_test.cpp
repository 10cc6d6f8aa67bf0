// SPDX-License-Identifier: Apache-2.0
#include "tiler/pmtiles_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "tests/tiler/archive_reader.hpp"

namespace sanvat::tiler::pmtiles_directory_test {
namespace {

// The examples of the PMTiles Version 3 Specification, section 4.1.
TEST(PmtilesId, IsThatOfTheSpecification) {
    EXPECT_EQ(pmtiles_id(*TileId::make(0, 0, 0)), 0u);
    EXPECT_EQ(pmtiles_id(*TileId::make(1, 0, 0)), 1u);
    EXPECT_EQ(pmtiles_id(*TileId::make(1, 0, 1)), 2u);
    EXPECT_EQ(pmtiles_id(*TileId::make(1, 1, 1)), 3u);
    EXPECT_EQ(pmtiles_id(*TileId::make(1, 1, 0)), 4u);
    EXPECT_EQ(pmtiles_id(*TileId::make(2, 0, 0)), 5u);
    EXPECT_EQ(pmtiles_id(*TileId::make(12, 3423, 1763)), 19'078'479u);
}

TEST(PmtilesId, LeadsThroughEveryTileOfAZoomFromNeighbourToNeighbour) {
    for (int zoom = 1; zoom <= 6; ++zoom) {
        std::map<std::uint64_t, TileId> order;
        for (std::int64_t x = 0; x < 1 << zoom; ++x) {
            for (std::int64_t y = 0; y < 1 << zoom; ++y) {
                const TileId tile = *TileId::make(zoom, x, y);
                EXPECT_TRUE(order.emplace(pmtiles_id(tile), tile).second);
            }
        }
        EXPECT_EQ(order.rbegin()->first - order.begin()->first + 1, order.size()) << "ids without a hole";
        for (auto next = std::next(order.begin()); next != order.end(); ++next) {
            const TileId a = std::prev(next)->second;
            const TileId b = next->second;
            const auto apart = [](std::uint32_t p, std::uint32_t q) { return std::abs(std::int64_t{p} - q); };
            EXPECT_EQ(apart(a.x(), b.x()) + apart(a.y(), b.y()), 1);
        }
    }
}

std::vector<PmtilesEntry> random_entries(std::size_t count) {
    std::mt19937_64 random(7);
    std::vector<PmtilesEntry> entries;
    std::uint64_t tile = 0;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < count; ++i) {
        tile += 1 + random() % 1'000;
        const bool again = random() % 10 == 0;
        const auto length = static_cast<std::uint32_t>(1 + random() % 100'000);
        const auto run = static_cast<std::uint32_t>(1 + random() % 3);
        entries.push_back({tile, again ? random() % (offset + 1) : offset, length, run});
        if (!again) offset += length;
        tile += run;
    }
    return entries;
}

TEST(PmtilesDirectories, OfAFewTilesAreOneRoot) {
    const auto entries = random_entries(1'000);
    const auto made = pmtiles_directories(entries);
    EXPECT_EQ(made.leaves, "");
    EXPECT_EQ(test::read_pmtiles_directory(made.root), entries);
}

TEST(PmtilesDirectories, OfManyTilesKeepTheRootWithinTheFirstRequest) {
    const auto entries = random_entries(100'000);
    const auto made = pmtiles_directories(entries);
    EXPECT_LE(made.root.size() + pmtiles_header_bytes, pmtiles_first_bytes);
    std::vector<PmtilesEntry> found;
    for (const auto& leaf : test::read_pmtiles_directory(made.root)) {
        EXPECT_EQ(leaf.run, 0u);
        const auto part = test::read_pmtiles_directory(made.leaves.substr(leaf.offset, leaf.length));
        EXPECT_EQ(part.at(0).tile, leaf.tile);
        found.insert(found.end(), part.begin(), part.end());
    }
    EXPECT_EQ(found, entries);
}

}  // namespace
}  // namespace sanvat::tiler::pmtiles_directory_test
