// SPDX-License-Identifier: Apache-2.0
#include "tiler/palette.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/tiler/picture.hpp"
#include "tiler/image.hpp"

namespace sanvat::tiler::palette_test {
namespace {

constexpr std::uint32_t rgba(unsigned r, unsigned g, unsigned b, unsigned a = 255) {
    return r | g << 8u | b << 16u | a << 24u;
}

/// Largest difference of any channel, alpha included.
int off(std::uint32_t a, std::uint32_t b) {
    int most = 0;
    for (const unsigned shift : {0u, 8u, 16u, 24u})
        most = std::max(most, std::abs(static_cast<int>(a >> shift & 0xffu) - static_cast<int>(b >> shift & 0xffu)));
    return most;
}

/// A picture with so many different colours, each at least once.
Image picture_of(std::size_t colours, int width, int height, std::mt19937& random) {
    std::set<std::uint32_t> chosen;
    while (chosen.size() < colours) {
        const auto pixel = static_cast<std::uint32_t>(random());
        chosen.insert(random() % 4 == 0 && pixel >> 24u != 0 ? pixel : pixel | 0xff000000u);
    }
    const std::vector<std::uint32_t> all(chosen.begin(), chosen.end());
    Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = i < all.size() ? all[i] : all[random() % all.size()];
    std::ranges::shuffle(image.pixels, random);
    return image;
}

int bits_of(const std::string& png) {
    return png.at(24);
}

TEST(PalettePng, IsExactWithSoManyColoursAsAPaletteHolds) {
    std::mt19937 random(7);
    const std::pair<std::size_t, int> cases[] = {{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 4}, {16, 4}, {17, 8}, {256, 8}};
    for (const auto& [colours, bits] : cases) {
        for (const int width : {1, 3, 7, 8, 64, 257}) {
            const int height = static_cast<int>(colours) / width + 5;
            const Image image = picture_of(colours, width, height, random);
            const std::string png = encode(image, TileFormat::png8);
            EXPECT_EQ(bits_of(png), bits);
            const Image seen = test::read_png(png);
            ASSERT_EQ(seen.width, width);
            ASSERT_EQ(seen.height, height);
            EXPECT_EQ(seen.pixels, image.pixels) << colours << " colours, " << width << " wide";
        }
    }
}

TEST(PalettePng, ReadsAPartOfAPictureAsItsCopy) {
    std::mt19937 random(8);
    const Image image = picture_of(40, 30, 20, random);
    EXPECT_EQ(encode(image.view(5, 3, 11, 9), TileFormat::png8), encode(image.crop(5, 3, 11, 9), TileFormat::png8));
    EXPECT_EQ(test::read_png(encode(image.view(5, 3, 11, 9), TileFormat::png8)).pixels, image.crop(5, 3, 11, 9).pixels);
}

TEST(PalettePng, WhatIsClearHasNoColour) {
    Image image(4, 1);
    image.pixels = {rgba(1, 2, 3, 0), rgba(200, 0, 0, 0), rgba(9, 9, 9), 0};
    const Image seen = test::read_png(encode(image, TileFormat::png8));
    EXPECT_EQ(seen.pixels, (std::vector<std::uint32_t>{0, 0, rgba(9, 9, 9), 0}));
}

TEST(PalettePng, TheSamePictureGivesTheSameBytes) {
    std::mt19937 random(9);
    const Image image = picture_of(2000, 256, 256, random);
    EXPECT_EQ(encode(image, TileFormat::png8), encode(Image(image), TileFormat::png8));
}

TEST(Palette, DoesNotDependOnTheOrderOfTheColours) {
    std::mt19937 random(10);
    const Image image = picture_of(1500, 100, 100, random);
    const std::set<std::uint32_t> different(image.pixels.begin(), image.pixels.end());
    std::vector<std::uint32_t> colours(different.begin(), different.end());
    const auto stand_ins = [&] {
        std::vector<std::uint32_t> counts;
        for (const auto colour : colours)
            counts.push_back(1 + colour % 97);
        const Palette palette = reduce(colours, counts);
        std::map<std::uint32_t, std::uint32_t> result;
        for (std::size_t i = 0; i < colours.size(); ++i)
            result[colours[i]] = palette.colours[palette.stand_in[i]];
        return std::pair(palette.colours, result);
    };
    const auto first = stand_ins();
    std::ranges::shuffle(colours, random);
    EXPECT_EQ(stand_ins(), first);
}

// In the worst case, colours all over the cube, 256 stand-ins cannot lie nearer than a sixth of the side or so.
TEST(Palette, NoColourIsFarFromItsStandInEvenAmongColoursOfAllKinds) {
    std::mt19937 random(11);
    for (int round = 0; round < 5; ++round) {
        Image image(256, 256);
        for (auto& pixel : image.pixels)
            pixel = static_cast<std::uint32_t>(random()) | 0xff000000u;
        const Image seen = test::read_png(encode(image, TileFormat::png8));
        int most = 0;
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            most = std::max(most, off(image.pixels[i], seen.pixels[i]));
        EXPECT_LE(most, 40);
        EXPECT_LE(test::colours(seen), Palette::most);
    }
}

TEST(Palette, ColoursThatCoverMuchStayAsTheyAre) {
    std::mt19937 random(12);
    const std::uint32_t fills[] = {rgba(250, 247, 239), rgba(248, 241, 220), rgba(236, 242, 223), rgba(248, 233, 223)};
    Image image(256, 256);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const auto fill = fills[i / 256 % std::size(fills)];
        // One in eight is a shade near a fill or anything at all.
        const auto shade = fill + static_cast<std::uint32_t>(random() % 6) * 0x010101u;
        image.pixels[i] = random() % 8 != 0 ? fill
                          : random() % 2    ? shade
                                            : static_cast<std::uint32_t>(random()) | 0xff000000u;
    }
    ASSERT_GT(test::colours(image), 2000u);
    const Image seen = test::read_png(encode(image, TileFormat::png8));
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        if (std::ranges::find(fills, image.pixels[i]) != std::end(fills)) {
            ASSERT_EQ(seen.pixels[i], image.pixels[i]);
        }
    }
}

}  // namespace
}  // namespace sanvat::tiler::palette_test
