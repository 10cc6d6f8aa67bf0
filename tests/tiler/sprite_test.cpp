// SPDX-License-Identifier: Apache-2.0
#include "tiler/sprite.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/tiler/picture.hpp"
#include "tests/tiler/sample_maps.hpp"

namespace sanvat::tiler::sprite_test {
namespace {

using Json = nlohmann::json;

const std::shared_ptr<const Theme>& theme() {
    return test::shipped_theme();
}

const MapStyle& overview() {
    return *theme()->style("overview");
}

struct Sheet {
    explicit Sheet(int scale)
        : places(Json::parse(Sprite(theme(), overview(), scale).json())),
          picture(Sprite(theme(), overview(), scale).paint()) {}

    [[nodiscard]] Image cut(const std::string& name) const {
        const Json& place = places.at(name);
        return picture.crop(place.at("x"), place.at("y"), place.at("width"), place.at("height"));
    }

    Json places;
    Image picture;
};

const Sheet& sheet() {
    static const Sheet once(1);
    return once;
}

std::uint32_t alpha(std::uint32_t pixel) {
    return pixel >> 24u;
}

std::size_t covered(const Image& image) {
    return static_cast<std::size_t>(std::ranges::count_if(image.pixels, [](auto pixel) { return alpha(pixel) > 127; }));
}

TEST(Sprite, EverySymbolIsWholeWithinItsSquare) {
    ASSERT_GT(sheet().places.size(), 10u);
    for (const auto& [name, place] : sheet().places.items()) {
        const Image symbol = sheet().cut(name);
        const int last = symbol.width - 1;
        EXPECT_GT(alpha(symbol.at(symbol.width / 2, symbol.height / 2)), 0u) << name;
        for (int i = 0; i <= last; ++i) {
            for (const auto pixel : {symbol.at(i, 0), symbol.at(i, last), symbol.at(0, i), symbol.at(last, i)})
                EXPECT_EQ(alpha(pixel), 0u) << name << " touches its edge";
        }
    }
}

TEST(Sprite, NoTwoSquaresOverlap) {
    std::vector<int> used(sheet().picture.pixels.size());
    for (const auto& [name, place] : sheet().places.items()) {
        for (int y = place.at("y"); y < place.at("y").get<int>() + place.at("height").get<int>(); ++y) {
            for (int x = place.at("x"); x < place.at("x").get<int>() + place.at("width").get<int>(); ++x)
                EXPECT_EQ(used[static_cast<std::size_t>(y * sheet().picture.width + x)]++, 0) << name;
        }
    }
}

TEST(Sprite, SymbolsGrowWithTheZoomAsTheThemeSays) {
    const ThemeLayer* villages = nullptr;
    for (const ThemeLayer& layer : overview().layers) {
        if (layer.id == "craft-villages") villages = &layer;
    }
    ASSERT_NE(villages, nullptr);
    const auto zooms = sprite_zooms(*villages, 0);
    ASSERT_GT(zooms.size(), 2u);
    std::size_t before = 0;
    for (const int zoom : zooms) {
        const auto name = sprite_name(*villages, 0, 0, data::Provenance::reported, zoom);
        const std::size_t now = covered(sheet().cut(name));
        EXPECT_GT(now, before) << name;
        before = now;
    }
    const double size = villages->symbol.size.at(zooms.back());
    const double width = villages->symbol.stroke->width.at(zooms.back());
    EXPECT_NEAR(static_cast<double>(before), (size + width) * (size + width) / 2, 0.25 * size * size) << "a diamond";
}

TEST(Sprite, WhatIsMadeUpIsHollow) {
    const auto middle = [](const std::string& name) {
        const Image symbol = sheet().cut(name);
        return test::colour_at(symbol, symbol.width / 2, symbol.height / 2);
    };
    const ThemeLayer& layer = *std::ranges::find(overview().layers, "agro-processing", &ThemeLayer::id);
    const int zoom = sprite_zooms(layer, 0).back();
    const Colour reported = middle(sprite_name(layer, 0, 0, data::Provenance::reported, zoom));
    const Colour made_up = middle(sprite_name(layer, 0, 0, data::Provenance::illustrative, zoom));
    EXPECT_LE(test::difference(reported, layer.symbol.fill), 3);
    EXPECT_LE(test::difference(made_up, mix(layer.symbol.fill, theme()->paper, theme()->illustrative.fill)), 3);
    EXPECT_GT(test::difference(reported, made_up), 60);
}

TEST(Sprite, TwiceTheScaleIsTheSameAtTwiceThePixels) {
    const Sheet twice(2);
    ASSERT_EQ(twice.places.size(), sheet().places.size());
    EXPECT_EQ(twice.picture.width, 2 * sheet().picture.width);
    EXPECT_EQ(twice.picture.height, 2 * sheet().picture.height);
    for (const auto& [name, place] : sheet().places.items()) {
        EXPECT_EQ(twice.places.at(name).at("pixelRatio"), 2);
        EXPECT_EQ(twice.places.at(name).at("x"), 2 * place.at("x").get<int>());
        const auto large = static_cast<double>(covered(twice.cut(name)));
        const auto small = static_cast<double>(covered(sheet().cut(name)));
        EXPECT_NEAR(large / 4, small, 0.2 * small + 6) << name;
    }
}

TEST(Sprite, HatchingsAreOnePeriodThatFillsItsSquare) {
    const Sprite sprite(theme(), *theme()->style("choropleth"), 1);
    const Json places = Json::parse(sprite.json());
    const Image picture = sprite.paint();
    const auto cut = [&](const char* name) {
        const Json& place = places.at(name);
        return picture.crop(place.at("x"), place.at("y"), place.at("width"), place.at("height"));
    };
    const Image some = cut("figure.hatch-some");
    const Image most = cut("figure.hatch-most");
    EXPECT_EQ(some.width, 16);
    EXPECT_EQ(most.width, 8);
    for (const Image& hatching : {some, most}) {
        ASSERT_EQ(hatching.width, hatching.height);
        std::size_t lined = 0;
        for (int i = 0; i < hatching.width; ++i) {
            lined += alpha(hatching.at(i, 0)) > 60 ? 1u : 0u;
            // Diagonals: each row is the one above, a pixel further.
            for (int y = 1; y < hatching.height; ++y) {
                const int above = static_cast<int>(alpha(hatching.at((i + 1) % hatching.width, y - 1)));
                EXPECT_NEAR(static_cast<int>(alpha(hatching.at(i, y))), above, 2) << i << " " << y;
            }
        }
        EXPECT_GT(lined, 0u);
        EXPECT_LT(lined, static_cast<std::size_t>(hatching.width)) << "there is room between the lines";
    }
}

TEST(Sprite, AreasHaveTheirMarks) {
    const MapStyle& crops = *theme()->style("raw-material");
    const Json places = Json::parse(Sprite(theme(), crops, 1).json());
    EXPECT_TRUE(places.contains("crops.0.0.reported.9")) << places;
}

TEST(Sprite, AStyleWithoutPointsHasAnEmptyOne) {
    MapStyle lines = overview();
    std::erase_if(lines.layers, [](const ThemeLayer& layer) { return layer.symbol.shape != Shape::line; });
    const Sprite sprite(theme(), lines, 1);
    EXPECT_EQ(sprite.json(), "{}");
    EXPECT_EQ(sprite.paint().pixels.size(), 1u);
}

}  // namespace
}  // namespace sanvat::tiler::sprite_test
