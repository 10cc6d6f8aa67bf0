// SPDX-License-Identifier: Apache-2.0
#include "tiler/scene_layer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/support/small_province.hpp"
#include "tests/tiler/sample_maps.hpp"
#include "tiler/scene_store.hpp"

namespace sanvat::tiler::scene_layer_test {
namespace {

/// A ring of many vertices around 106.3° 22.1° that begins so many vertices on.
data::Polygon round_area(std::ptrdiff_t begin) {
    constexpr int vertices = 90;
    data::Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double radius = 0.01 + 0.001 * std::sin(7 * angle);
        ring.push_back({106.3 + radius * std::cos(angle), 22.1 + radius * std::sin(angle)});
    }
    std::ranges::rotate(ring, ring.begin() + begin);
    ring.push_back(ring.front());
    return {ring, {}};
}

// Their dashes would else fill each other's gaps, and what is made up would look surveyed.
TEST(SceneLayer, APartIsDrawnAlongTheSameLineAsTheWhole) {
    test::SmallProvince province;
    for (const auto& [id, begin] : {std::pair("whole", 0), {"part", 31}}) {
        data::RawMaterialArea& area = province.area(id, {province.a}, 2024, 10);
        area.outline = {round_area(begin)};
        area.outline_provenance = data::Provenance::illustrative;
    }
    const auto snapshot = province.snapshot();
    const auto& layers = test::shipped_theme()->style("raw-material")->layers;
    const auto& crops = *std::ranges::find(layers, "crops", &ThemeLayer::id);
    CoverageStore coverages;
    SceneStore scenes(coverages);
    const auto scene = scenes.layer(snapshot, crops, test::day("2025-07-01"), test::day("2025-07-01"));
    const auto& items = scene->polygons.items();
    ASSERT_EQ(items.size(), 2u);
    for (const int zoom : {9, 11, 13, 15}) {
        const auto drawn = [&](const SceneItem& item) {
            return std::get<std::vector<MercatorPolygon>>(scene->drawn(item, zoom, box_of(item.shape), {}));
        };
        EXPECT_EQ(drawn(items[0]), drawn(items[1])) << "zoom " << zoom;
        EXPECT_GE(drawn(items[0])[0][0].size(), 4u);
    }
}

}  // namespace
}  // namespace sanvat::tiler::scene_layer_test
