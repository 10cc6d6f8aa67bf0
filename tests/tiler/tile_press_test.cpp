// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_press.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "tests/tiler/picture.hpp"
#include "tests/tiler/sample_maps.hpp"
#include "tiler/painter.hpp"

namespace sanvat::tiler::tile_press_test {
namespace {

using Tiles = std::map<TileId, Tile>;

/// The sample province, dense enough that names meet every seam.
class Press : public test::SampleMaps {
protected:
    Tiles drawn(const Metatile& metatile, const std::string& style, TileFormat format) {
        const MapPlan plan = plan_of(style);
        Tiles tiles;
        TileBatch batch(metatile.tiles());
        press_.raster(bench_, sample_, plan, metatile, format, 1, batch,
                      [&](TileId id, const Tile& tile) { tiles.emplace(id, tile); });
        return tiles;
    }

    /// The tiles of a metatile as one picture again.
    Image picture(const Metatile& metatile, const std::string& style) {
        constexpr int side = 256;
        Image whole(metatile.columns() * side, metatile.rows() * side);
        for (const auto& [id, tile] : drawn(metatile, style, TileFormat::png32)) {
            const Image part = test::read_png(*tile.bytes);
            for (int y = 0; y < side; ++y) {
                const auto row = static_cast<std::size_t>(metatile.row(id) * side + y);
                const auto to =
                    row * static_cast<std::size_t>(whole.width) + static_cast<std::size_t>(metatile.column(id) * side);
                std::copy_n(part.view().row(y), side, whole.pixels.begin() + static_cast<std::ptrdiff_t>(to));
            }
        }
        return whole;
    }

    TilePress press_;
    Workbench bench_{theme_};
};

TileId middle(int zoom) {
    return TileId::at({106.26, 22.67}, zoom);
}

/// How far the pixels of one picture lie from those of another, by channel as it shows on black, and by alpha.
struct Difference {
    int most = 0;
    double sum = 0;
    double channels = 0;

    void add(const Image& a, const Image& b) {
        for (std::size_t i = 0; i < a.pixels.size(); ++i) {
            for (const unsigned shift : {0u, 8u, 16u, 24u}) {
                const auto of = [=](std::uint32_t pixel) {
                    const std::uint32_t alpha = shift == 24 ? 255 : pixel >> 24u;
                    return static_cast<int>((pixel >> shift & 0xffu) * alpha / 255);
                };
                const int off = std::abs(of(a.pixels[i]) - of(b.pixels[i]));
                most = std::max(most, off);
                sum += off;
            }
        }
        channels += 4.0 * static_cast<double>(a.pixels.size());
    }
};

TEST_F(Press, TilesWithAPaletteLookLikeThoseInTrueColour) {
    for (const std::string style : {"overview", "labels"}) {
        for (const int zoom : {8, 9, 10, 11, 12, 13}) {
            const Metatile metatile(middle(zoom));
            const Tiles palette = drawn(metatile, style, TileFormat::png8);
            Difference off;
            std::size_t many = 0;
            for (const auto& [id, tile] : drawn(metatile, style, TileFormat::png32)) {
                const Image truth = test::read_png(*tile.bytes);
                const Image seen = test::read_png(*palette.at(id).bytes);
                off.add(truth, seen);
                many += test::colours(truth) > 256 ? 1u : 0u;
            }
            // Half clear colours are more than opaque ones.
            EXPECT_LE(off.most, style == "labels" ? 64 : 40) << style << " zoom " << zoom;
            EXPECT_LE(off.sum / off.channels, 0.5) << style << " zoom " << zoom;
            if (style == "overview" && zoom >= 9) {
                EXPECT_GT(many, 0u) << "the palette has something to do at zoom " << zoom;
            }
        }
    }
}

// At these places a border leaves a metatile and comes back a little further on.
TEST_F(Press, LinesThatLeaveAPictureAndComeBackTakeNoShortCut) {
    MapStyle style = *theme_->style("facilities");
    std::erase_if(style.layers, [](const ThemeLayer& layer) { return layer.id != "quiet-districts"; });
    ASSERT_EQ(style.layers.size(), 1u);
    CoverageStore coverages;
    SceneStore scenes(coverages);
    PaintJob job;
    const auto day = sample_->reference_date();
    job.scene = {scenes.layer(sample_, style.layers.front(), day, day)};
    job.zoom = 13;
    job.width = job.height = 4 * 256;
    constexpr int shift = 64;
    for (const TileId id : {*TileId::make(13, 6516, 3565), *TileId::make(13, 6520, 3571)}) {
        job.box = Metatile(id).box();
        const Image here = Painter(theme_, style).paint(job);
        job.box.west -= shift * metres_per_pixel(13);
        job.box.east -= shift * metres_per_pixel(13);
        const Image further_west = Painter(theme_, style).paint(job);
        int others = 0;
        for (int y = 0; y < here.height; ++y) {
            for (int x = 0; x + shift < here.width; ++x) {
                if (test::difference(test::colour_at(here, x, y), test::colour_at(further_west, x + shift, y)) > 3)
                    ++others;
            }
        }
        EXPECT_EQ(others, 0) << id.x() << "/" << id.y();
    }
}

// What seeding draws in large blocks and the server in small ones meets in the same picture of a viewer.
TEST_F(Press, TilesOfLargeAndSmallMetatilesFitTogether) {
    for (const int zoom : {10, 11, 12}) {
        const Metatile large(middle(zoom), Metatile::seeding_side);
        const Image expected = picture(large, "overview");
        ASSERT_EQ(expected.width, 2048);
        for (const TileId id : large.tiles()) {
            const Metatile small(id);
            if (id != small.origin()) continue;
            const int x = large.column(id) * 256;
            const int y = large.row(id) * 256;
            const Image seen = picture(small, "overview");
            constexpr int strip = 24;
            for (const int edge : {0, 1024 - strip}) {
                EXPECT_LT(test::differing(seen.crop(edge, 0, strip, 1024), expected.crop(x + edge, y, strip, 1024), 48),
                          60u)
                    << "zoom " << zoom << ", columns from " << x + edge << ", rows from " << y;
                EXPECT_LT(test::differing(seen.crop(0, edge, 1024, strip), expected.crop(x, y + edge, 1024, strip), 48),
                          60u)
                    << "zoom " << zoom << ", columns from " << x << ", rows from " << y + edge;
            }
        }
    }
}

// Wherever a picture begins, a hatch goes on as in its neighbour.
TEST_F(Press, HatchesFitTogether) {
    for (const int zoom : {11, 13, 16}) {
        const Metatile large(middle(zoom), Metatile::seeding_side);
        const Image expected = picture(large, "choropleth");
        for (const TileId id : large.tiles()) {
            const Metatile small(id);
            if (id != small.origin()) continue;
            const Image seen = picture(small, "choropleth");
            const int x = large.column(id) * 256;
            const int y = large.row(id) * 256;
            EXPECT_LT(test::differing(seen, expected.crop(x, y, seen.width, seen.height), 16), 200u)
                << "zoom " << zoom << ", from " << x << "," << y;
        }
    }
}

TEST_F(Press, TilesOfOneColourAreOneAndTheSame) {
    const Metatile nowhere(*TileId::make(12, 0, 0));
    const Tiles empty = drawn(nowhere, "overview", TileFormat::png8);
    ASSERT_EQ(empty.size(), 16u);
    const Tile& first = empty.begin()->second;
    EXPECT_EQ(test::colours(test::read_png(*first.bytes)), 1u);
    for (const auto& [id, tile] : empty)
        EXPECT_EQ(tile.bytes, first.bytes);
    // Beside the province: painted, found to hold the background only, and not encoded.
    const Tiles around = drawn(Metatile(middle(10), Metatile::seeding_side), "overview", TileFormat::png8);
    const auto same =
        std::ranges::count_if(around, [&](const auto& entry) { return entry.second.bytes == first.bytes; });
    EXPECT_GT(same, 0);
    EXPECT_LT(same, 64);
}

TEST(Metatile, CoverWhatIsSeededOnce) {
    const data::Envelope extent{105.26, 22.35, 106.84, 23.12};
    for (int zoom = 0; zoom <= 14; ++zoom) {
        const TileCover cover(extent, zoom);
        std::vector<TileId> tiles;
        for (const Metatile& metatile : metatiles_over(cover)) {
            EXPECT_LE(metatile.columns(), Metatile::seeding_side);
            EXPECT_LE(metatile.rows(), Metatile::seeding_side);
            for (const TileId tile : metatile.tiles()) {
                EXPECT_GE(metatile.column(tile), 0);
                EXPECT_LT(metatile.column(tile), metatile.columns());
                EXPECT_LT(metatile.row(tile), metatile.rows());
                tiles.push_back(tile);
            }
        }
        std::vector<TileId> expected = cover.tiles();
        std::ranges::sort(tiles);
        std::ranges::sort(expected);
        EXPECT_EQ(tiles, expected) << zoom;
    }
}

}  // namespace
}  // namespace sanvat::tiler::tile_press_test
