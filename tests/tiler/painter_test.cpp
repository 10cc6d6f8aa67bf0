// SPDX-License-Identifier: Apache-2.0
#include "tiler/painter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "data/error.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/picture.hpp"
#include "tests/tiler/sample_maps.hpp"
#include "tiler/scene_store.hpp"

namespace sanvat::tiler::painter_test {
namespace {

class Painting : public ::testing::Test {
protected:
    static void SetUpTestSuite() { theme_ = test::shipped_theme(); }

    static const MapStyle& overview() { return *theme_->style("overview"); }

    static std::size_t position(std::string_view id) {
        const auto& layers = overview().layers;
        return static_cast<std::size_t>(std::ranges::find(layers, id, &ThemeLayer::id) - layers.begin());
    }

    /// A picture of some layers of a snapshot, `width` × `height` around a place.
    static PaintJob job(const std::shared_ptr<const analysis::Snapshot>& snapshot,
                        const std::vector<std::string>& layers, data::LonLat centre, int zoom, int width, int height) {
        PaintJob job;
        job.scene.resize(overview().layers.size());
        for (const auto& id : layers) {
            const auto& layer = overview().layers[position(id)];
            job.scene[position(id)] =
                store_.layer(snapshot, layer, snapshot->reference_date(), snapshot->reference_date());
        }
        const auto middle = to_mercator(centre);
        const double half = metres_per_pixel(zoom) / 2;
        job.box = {middle.x - width * half, middle.y - height * half, middle.x + width * half,
                   middle.y + height * half};
        job.zoom = zoom;
        job.width = width;
        job.height = height;
        return job;
    }

    static std::vector<std::string> all_layers() {
        std::vector<std::string> ids;
        for (const auto& layer : overview().layers)
            ids.push_back(layer.id);
        return ids;
    }

    static Image paint(const PaintJob& job) { return Painter(theme_, overview()).paint(job); }

    static Colour fill_of(std::string_view id) { return overview().layers[position(id)].symbol.fill; }

    static std::shared_ptr<const Theme> theme_;
    static CoverageStore coverages_;
    static SceneStore store_;
};
std::shared_ptr<const Theme> Painting::theme_;
CoverageStore Painting::coverages_;
SceneStore Painting::store_{Painting::coverages_};

TEST_F(Painting, ShowsSomethingWhereThereIsSomethingOnly) {
    const auto snapshot = test::mapped_snapshot();
    EXPECT_GT(test::colours(paint(job(snapshot, all_layers(), {106.3, 22.1}, 9, 512, 256))), 50u);
    const auto nothing = paint(job(snapshot, all_layers(), {0, 0}, 9, 256, 256));
    EXPECT_TRUE(nothing.one_colour());
    EXPECT_EQ(test::colour_at(nothing, 0, 0), *overview().background);
}

TEST_F(Painting, LayersThatAreNotAskedForAreNotThere) {
    const auto snapshot = test::mapped_snapshot();
    EXPECT_TRUE(paint(job(snapshot, {}, {106.3, 22.1}, 10, 256, 256)).one_colour());
    const data::LonLat mill{106.05, 22.05};
    const auto with = paint(job(snapshot, {"agro-processing"}, mill, 12, 64, 64));
    const auto without = paint(job(snapshot, {"cooperatives"}, mill, 12, 64, 64));
    EXPECT_EQ(test::colour_at(with, 32, 32), fill_of("agro-processing"));
    EXPECT_TRUE(without.one_colour());
}

TEST_F(Painting, WhatIsMadeUpIsDrawnHollow) {
    const auto snapshot = test::mapped_snapshot();
    const auto reported = paint(job(snapshot, {"agro-processing"}, {106.05, 22.05}, 12, 64, 64));
    const auto made_up = paint(job(snapshot, {"agro-processing"}, {106.25, 22.15}, 12, 64, 64));
    EXPECT_EQ(test::colour_at(reported, 32, 32), fill_of("agro-processing"));
    EXPECT_GT(test::difference(test::colour_at(made_up, 32, 32), fill_of("agro-processing")), 60);
    EXPECT_FALSE(made_up.one_colour());
}

TEST_F(Painting, AFilterTakesRecordsAwayAndLeavesTheBackdrop) {
    const auto snapshot = test::mapped_snapshot();
    auto asked = job(snapshot, {"communes", "agro-processing"}, {106.25, 22.15}, 12, 64, 64);
    const auto both = paint(asked);
    asked.filter.add(analysis::parse_provenance_condition("reported,derived"));
    const auto filtered = paint(asked);
    const auto backdrop = paint(job(snapshot, {"communes"}, {106.25, 22.15}, 12, 64, 64));
    EXPECT_GT(test::differing(both, backdrop), 20u);
    EXPECT_EQ(test::differing(filtered, backdrop), 0u);
    EXPECT_FALSE(backdrop.one_colour() && test::colour_at(backdrop, 0, 0) == *overview().background);
}

TEST_F(Painting, AtTwiceTheScaleTheMapIsTheSameAndTwiceAsFine) {
    const auto snapshot = test::mapped_snapshot();
    auto asked = job(snapshot, {"communes", "districts", "agro-processing"}, {106.1, 22.08}, 11, 256, 256);
    const auto plain = paint(asked);
    asked.scale = 2;
    asked.width = asked.height = 512;
    const auto fine = paint(asked);
    ASSERT_EQ(fine.width, 512);
    std::size_t differing = 0;
    for (int y = 0; y < 256; ++y) {
        for (int x = 0; x < 256; ++x) {
            const auto a = test::colour_at(plain, x, y);
            const auto b = test::colour_at(fine, 2 * x, 2 * y);
            if (test::difference(a, b) > 60) ++differing;
        }
    }
    EXPECT_LT(differing, 256u * 256 / 25);
}

TEST_F(Painting, APainterShowsWhateverSnapshotItIsGiven) {
    auto province = test::mapped_province();
    const auto before = province.snapshot();
    province.content.facilities.clear();
    const auto after = province.snapshot();
    Painter painter(theme_, overview());
    const data::LonLat mill{106.05, 22.05};
    EXPECT_FALSE(painter.paint(job(before, {"agro-processing"}, mill, 12, 64, 64)).one_colour());
    EXPECT_TRUE(painter.paint(job(after, {"agro-processing"}, mill, 12, 64, 64)).one_colour());
    EXPECT_FALSE(painter.paint(job(before, {"agro-processing"}, mill, 12, 64, 64)).one_colour());
}

TEST_F(Painting, AStyleWithoutBackgroundIsClearBetweenItsNamesAndBorders) {
    const auto snapshot = test::mapped_snapshot();
    const MapStyle& labels = *theme_->style("labels");
    PaintJob asked = job(snapshot, {}, {106.3, 22.1}, 10, 512, 256);
    asked.scene.assign(labels.layers.size(), nullptr);
    for (std::size_t i = 0; i < labels.layers.size(); ++i) {
        if (labels.layers[i].is_units())
            asked.scene[i] =
                store_.layer(snapshot, labels.layers[i], snapshot->reference_date(), snapshot->reference_date());
    }
    const Image seen = test::read_png(encode(Painter(theme_, labels).paint(asked), TileFormat::png8));
    const auto with_alpha = [&](std::uint32_t low, std::uint32_t high) {
        return std::ranges::count_if(seen.pixels,
                                     [=](std::uint32_t pixel) { return pixel >> 24u >= low && pixel >> 24u <= high; });
    };
    const auto all = static_cast<std::ptrdiff_t>(seen.pixels.size());
    EXPECT_GT(with_alpha(0, 0), all / 2) << "units are not filled";
    EXPECT_GT(with_alpha(200, 255), all / 200) << "names and borders are there";
}

/// One name alone on the background.
Image name_alone(const std::shared_ptr<const Theme>& theme, const std::string& name) {
    MapStyle style{"name", {"", ""}, Colour{255, 255, 255}, {}};
    ThemeLayer layer;
    layer.id = "names";
    layer.source = ThemeSource::places;
    layer.symbol.fill_opacity = 0;
    layer.labels_avoid_from = 22;  // not even the invisible symbol under it
    layer.label = LabelRule{};
    layer.label->size = 30;
    layer.label->wrap = 0;
    layer.label->beside = false;
    style.layers = {layer};
    SceneItem item;
    item.shape = MercatorPoint{0, 0};
    item.label = name;
    auto scene = std::make_shared<SceneLayer>();
    scene->points = SceneItems({item});
    PaintJob job;
    job.scene = {scene};
    job.box = {-150, -40, 150, 40};
    job.width = 300;
    job.height = 80;
    job.zoom = 12;
    return Painter(theme, style).paint(job);
}

TEST_F(Painting, VietnameseLettersAreInTheFonts) {
    const auto tofu = name_alone(theme_, "\uE000");  // for private use: fonts have no glyph for it
    const auto empty = name_alone(theme_, " ");
    EXPECT_TRUE(empty.one_colour());
    for (const auto* letter : {"ă", "â", "đ", "ê", "ô", "ơ", "ư", "Ằ", "ẵ", "ậ", "ế", "ệ",
                               "ỉ", "ọ", "ỗ", "ợ", "ụ", "ữ", "ỳ", "ỹ", "Đ", "Ơ", "Ư", "Ẩ"}) {
        const auto drawn = name_alone(theme_, letter);
        EXPECT_FALSE(drawn.one_colour()) << letter;
        EXPECT_GT(test::differing(drawn, tofu, 40), 0u) << letter;
    }
}

TEST_F(Painting, MarksOfVietnameseLettersAreDrawn) {
    const char* const words[][2] = {{"Cao Bằng", "Cao Băng"}, {"Cao Băng", "Cao Bang"}, {"Đông Khê", "Dông Khê"},
                                    {"Thạch", "Thach"},       {"Nước", "Nươc"},         {"Lữ", "Lư"}};
    for (const auto& [marked, plain] : words) {
        EXPECT_GT(test::differing(name_alone(theme_, marked), name_alone(theme_, plain), 40), 4u) << marked;
    }
}

/// The sample province, dense enough that names meet every seam.
class Seams : public Painting {
protected:
    const std::shared_ptr<const analysis::Snapshot>& sample_ = test::sample_snapshot();
};

// Two pictures side by side, painted apart, against one painted whole: along the seam nothing may be cut or missing.
TEST_F(Seams, NamesAcrossASeamAreTheSameOnBothSides) {
    std::size_t names_on_seams = 0;
    for (const double lon : {106.0, 106.2, 106.4}) {
        const data::LonLat centre{lon, 22.7};
        auto whole = job(sample_, all_layers(), centre, 11, 2048, 1024);
        const auto expected = paint(whole);
        const double middle = (whole.box.west + whole.box.east) / 2;
        auto left = whole;
        left.box.east = middle;
        left.width = 1024;
        auto right = whole;
        right.box.west = middle;
        right.width = 1024;
        const auto left_image = paint(left).crop(1024 - 40, 0, 40, 1024);
        const auto right_image = paint(right).crop(0, 0, 40, 1024);
        // Anti-aliasing of long lines may differ by a shade where clipping moved their ends.
        EXPECT_LT(test::differing(left_image, expected.crop(1024 - 40, 0, 40, 1024), 48), 40u) << lon;
        EXPECT_LT(test::differing(right_image, expected.crop(1024, 0, 40, 1024), 48), 40u) << lon;

        const auto names = std::vector<std::string>{"communes", "places", "craft-villages"};
        const auto named = paint(job(sample_, names, centre, 11, 2048, 1024));
        for (int y = 0; y < 1024; ++y) {
            const auto ink = Colour{107, 100, 91};
            if (test::difference(test::colour_at(named, 1023, y), ink) < 40) ++names_on_seams;
        }
    }
    EXPECT_GT(names_on_seams, 0u);
}

TEST(Fonts, AFileWithoutTheNamedFaceIsRefused) {
    Theme theme = *load_theme(default_theme_file());
    theme.bold.face = "Noto Sans Imaginary";
    try {
        register_fonts(theme);
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
        EXPECT_NE(std::string(error.what()).find("Noto Sans Imaginary"), std::string::npos);
    }
}

TEST(Image, EncodesInEveryRasterFormat) {
    Image image(16, 8);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        image.pixels[i] = 0xff000000u | static_cast<std::uint32_t>(i % 7) * 0x102030u;
    }
    for (const auto format : {TileFormat::png8, TileFormat::png32}) {
        const auto back = test::read_png(encode(image, format));
        ASSERT_EQ(back.width, 16);
        ASSERT_EQ(back.height, 8);
        EXPECT_EQ(test::differing(back, image, format == TileFormat::png8 ? 12 : 0), 0u);
    }
    const auto webp = encode(image, TileFormat::webp);
    EXPECT_EQ(webp.substr(0, 4), "RIFF");
    EXPECT_EQ(webp.substr(8, 4), "WEBP");
    EXPECT_THROW(static_cast<void>(encode(image, TileFormat::mvt)), data::Error);
}

}  // namespace
}  // namespace sanvat::tiler::painter_test
