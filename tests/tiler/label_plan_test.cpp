// SPDX-License-Identifier: Apache-2.0
#include "tiler/label_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/picture.hpp"
#include "tests/tiler/sample_maps.hpp"
#include "tiler/painter.hpp"
#include "tiler/scene_store.hpp"

namespace sanvat::tiler::label_plan_test {
namespace {

/// The sample province with the layers of the overview.
class Labels : public test::SampleMaps {
protected:
    const MapStyle& style() const { return *theme_->style("overview"); }

    std::vector<std::shared_ptr<const SceneLayer>> scene(const SceneStore::SnapshotPtr& snapshot) {
        std::vector<std::shared_ptr<const SceneLayer>> layers;
        for (const ThemeLayer& layer : style().layers)
            layers.push_back(scenes_.layer(snapshot, layer, snapshot->reference_date(), snapshot->reference_date()));
        return layers;
    }

    LabelPlan plan(int zoom, const analysis::Filter& filter = {}) {
        return plan_labels(*theme_, style(), zoom, scene(sample_), filter, setter_);
    }

    /// Room of a name in pixels of the zoom.
    static MercatorBox room(const PlacedLabel& label, int zoom) {
        const double pixel = metres_per_pixel(zoom);
        const double x = label.place.x / pixel + label.left_px;
        const double y = -label.place.y / pixel + label.top_px;
        return {x, y, x + label.set.width, y + label.set.height};
    }

    CoverageStore coverages_;
    SceneStore scenes_{coverages_};
    TextSetter setter_{*theme_};
};

TEST_F(Labels, NoNameLiesOnAnother) {
    for (const int zoom : {9, 11, 13}) {
        const LabelPlan names = plan(zoom);
        std::vector<MercatorBox> rooms;
        for (const auto& layer : names.layers) {
            for (const PlacedLabel& label : layer)
                rooms.push_back(room(label, zoom));
        }
        ASSERT_GT(rooms.size(), 40u);
        for (std::size_t i = 0; i < rooms.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                EXPECT_FALSE(rooms[i].grown(label_margin_px - 0.01).intersects(rooms[k])) << "zoom " << zoom;
        }
    }
}

TEST_F(Labels, WhereThereIsRoomEveryNameIsThereOnce) {
    constexpr int zoom = 14;
    const auto snapshot = test::mapped_snapshot();
    const LabelPlan names = plan_labels(*theme_, style(), zoom, scene(snapshot), {}, setter_);
    std::multiset<std::string> placed;
    for (const auto& layer : names.layers) {
        for (const PlacedLabel& label : layer)
            placed.insert(label.text);
    }
    for (const char* name : {"Làng rèn Phúc Sen", "Làng dệt", "Phục Hòa", "Thác Bản Giốc"})
        EXPECT_EQ(placed.count(name), 1u) << name;
}

TEST_F(Labels, AFilterLeavesRoomForTheOthers) {
    analysis::Filter filter;
    filter.add(analysis::parse_provenance_condition("reported"));
    const auto count = [](const LabelPlan& names, std::size_t layer) { return names.layers[layer].size(); };
    const LabelPlan all = plan(13);
    const LabelPlan reported = plan(13, filter);
    const auto layer = [&](std::string_view id) {
        return static_cast<std::size_t>(std::ranges::find(style().layers, id, &ThemeLayer::id) -
                                        style().layers.begin());
    };
    EXPECT_LT(count(reported, layer("cooperatives")), count(all, layer("cooperatives")));
    EXPECT_GE(count(reported, layer("communes")), count(all, layer("communes")));
}

TEST_F(Labels, LinesOfANameCountEach) {
    LabelRule rule;
    rule.size = ZoomCurve(20);
    rule.wrap = 0;
    const SetText one = setter_.set("Hà Quảng", rule, 9);
    const SetText two = setter_.set("Hà Quảng\n12", rule, 9);
    EXPECT_EQ(two.width, one.width);
    EXPECT_GT(two.height, one.height + 20);
}

/// As set by a setter, in words.
std::string in_words(const SetText& set) {
    std::string words = std::to_string(set.width) + " × " + std::to_string(set.height);
    for (const SetLine& line : set.lines) {
        words += "\n" + std::to_string(line.baseline);
        for (const SetGlyph& glyph : line.glyphs)
            words += " " + std::to_string(glyph.glyph) + "@" + std::to_string(glyph.x);
    }
    return words;
}

TEST_F(Labels, AKeptNameIsTakenOnlyForOneThatIsSetAlike) {
    const std::string name = "Thác Bản Giốc";
    std::vector<LabelRule> rules(6);
    rules[1].size = ZoomCurve(20);
    rules[2].wrap = 30;
    rules[3].spacing = 2;
    rules[4].capitals = true;
    rules[5].face = FontFace::bold;
    std::set<std::string> different;
    for (const LabelRule& rule : rules)
        different.insert(in_words(setter_.set(name, rule, 9)));
    EXPECT_EQ(different.size(), rules.size());
    for (const LabelRule& rule : rules)
        EXPECT_EQ(in_words(setter_.set(name, rule, 11)), in_words(TextSetter(*theme_).set(name, rule, 11)));
}

// What room is found for is what is drawn: the ink of a name lies in its room and reaches its sides.
TEST_F(Labels, NamesTakeTheRoomThatWasMeasured) {
    for (const std::string text : {"Trùng Khánh", "Hợp tác xã nông nghiệp Phúc Sen", "Thác Bản Giốc (+3)"}) {
        for (const double wrap : {0.0, 80.0}) {
            MapStyle alone{"name", {"", ""}, Colour{255, 255, 255}, {}};
            ThemeLayer& layer = alone.layers.emplace_back();
            layer.id = "names";
            layer.source = ThemeSource::places;
            layer.symbol.fill_opacity = 0;
            layer.symbol.size = ZoomCurve(1);
            layer.labels_avoid_from = 22;
            layer.label = LabelRule{};
            layer.label->size = ZoomCurve(20);
            layer.label->halo_radius = 0;
            layer.label->wrap = wrap;
            SceneItem item;
            item.shape = MercatorPoint{0, 0};
            item.label = text;
            auto scene = std::make_shared<SceneLayer>();
            scene->points = SceneItems({item});
            constexpr int zoom = 12;
            PaintJob job;
            job.scene = {scene};
            job.zoom = zoom;
            job.width = 1200;
            job.height = 400;
            const double half = metres_per_pixel(zoom) / 2;
            job.box = {-1200 * half, -400 * half, 1200 * half, 400 * half};
            const LabelPlan names = plan_labels(*theme_, alone, zoom, job.scene, {}, setter_);
            ASSERT_EQ(names.layers[0].size(), 1u);
            const MercatorBox box = room(names.layers[0][0], zoom);
            EXPECT_GT(box.west, 0) << "east of its place";
            job.labels = std::make_shared<const LabelPlan>(names);
            const Image image = Painter(theme_, alone).paint(job);
            MercatorBox ink{1e9, 1e9, -1e9, -1e9};
            for (int y = 0; y < image.height; ++y) {
                for (int x = 0; x < image.width; ++x) {
                    if (test::difference(test::colour_at(image, x, y), {255, 255, 255}) < 100) continue;
                    ink = {std::min(ink.west, x - 600.0), std::min(ink.south, y - 200.0), std::max(ink.east, x - 599.0),
                           std::max(ink.north, y - 199.0)};
                }
            }
            EXPECT_NEAR(ink.west, box.west, 3) << text << " " << wrap;
            EXPECT_NEAR(ink.east, box.east, 3) << text << " " << wrap;
            EXPECT_NEAR(ink.south, box.south, 1.5) << text << " " << wrap;
            EXPECT_NEAR(ink.north, box.north, 1.5) << text << " " << wrap;
        }
    }
}

}  // namespace
}  // namespace sanvat::tiler::label_plan_test
