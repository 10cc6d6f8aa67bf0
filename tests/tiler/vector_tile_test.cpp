// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_tile.hpp"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/mvt_reader.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/digest.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_grid.hpp"

namespace sanvat::tiler::vector_tile_test {
namespace {

using Layers = std::map<std::string, test::MvtLayerContent>;

std::vector<const VectorLayer*> all_layers() {
    std::vector<const VectorLayer*> result;
    for (const auto& layer : vector_layers())
        result.push_back(&layer);
    return result;
}

/// The tile of zoom 8 that holds the whole small province.
VectorTileQuestion question(const char* as_of = "2025-07-01") {
    return {TileId::at({106.3, 22.1}, 8), all_layers(), test::day(as_of), test::day(as_of), {}};
}

using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

std::string vector_tile(const SnapshotPtr& snapshot, const VectorTileQuestion& asked) {
    static CoverageStore coverages;
    static VectorTiler tiler(coverages);
    return tiler.tile(snapshot, asked);
}

std::set<std::string> ids(const Layers& layers, const std::string& name) {
    std::set<std::string> result;
    const auto found = layers.find(name);
    if (found == layers.end()) return result;
    for (const auto& feature : found->second.features)
        result.insert(feature.attributes.at("id"));
    return result;
}

std::set<std::string> names(const Layers& layers) {
    std::set<std::string> result;
    for (const auto& [name, layer] : layers)
        result.insert(name);
    return result;
}

data::MultiPolygon as_planar(const test::MvtFeature& feature) {
    data::MultiPolygon result;
    for (const auto& part : feature.parts) {
        data::Ring ring;
        for (const auto& [x, y] : part)
            ring.push_back({double(x), double(-y)});
        ring.push_back(ring.front());
        double doubled = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            doubled += ring[i].lon * ring[i + 1].lat - ring[i + 1].lon * ring[i].lat;
        }
        // Turned up, an outer ring runs clockwise: below 0.
        if (doubled < 0) {
            result.push_back({ring, {}});
        } else {
            result.back().holes.push_back(ring);
        }
    }
    return result;
}

TEST(VectorTile, HoldsEveryLayerWithWhatStylesNeed) {
    const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), question()));
    EXPECT_EQ(names(layers), (std::set<std::string>{"communes", "districts", "raw-material-areas", "tour-routes",
                                                    "tour-stops", "facilities", "products", "craft-villages"}));
    for (const auto& [name, layer] : layers)
        EXPECT_EQ(layer.extent, 4096u) << name;
    EXPECT_EQ(ids(layers, "communes"), (std::set<std::string>{"A-20250701", "B-20250701", "003-20250701"}));
    EXPECT_EQ(ids(layers, "districts"), (std::set<std::string>{"X-20200301", "Y-20200301"}));
    EXPECT_EQ(ids(layers, "facilities"), (std::set<std::string>{"mill", "mill_x", "coop"}));

    const auto& communes = layers.at("communes");
    EXPECT_EQ(communes.find("A-20250701")->attributes.at("name"), "Quảng Uyên");
    EXPECT_EQ(communes.find("A-20250701")->type, 3);
    const auto& wine = *layers.at("products").find("wine");
    EXPECT_EQ(wine.attributes.at("stars"), "4");
    EXPECT_EQ(wine.attributes.at("group"), "handicraft");
    EXPECT_EQ(wine.type, 1);
    const auto& forge = *layers.at("craft-villages").find("forge");
    EXPECT_EQ(forge.attributes.at("recognised"), "true");
    EXPECT_EQ(forge.attributes.at("craft"), "rèn");
    EXPECT_EQ(layers.at("facilities").find("mill_x")->attributes.at("provenance"), "illustrative");
    EXPECT_EQ(layers.at("raw-material-areas").find("field")->attributes.at("outline_provenance"), "illustrative");
    EXPECT_EQ(layers.at("tour-routes").find("east")->type, 2);
}

TEST(VectorTile, EveryAttributeIsAPropertyOfItsCollection) {
    for (const auto& layer : vector_layers()) {
        for (const auto attribute : layer.attributes) {
            EXPECT_TRUE(analysis::collection(layer.collection).find(attribute)) << layer.id() << " " << attribute;
        }
    }
}

TEST(VectorTile, LowZoomsLeaveOutWhatNoStyleWritesYet) {
    auto asked = question();
    const auto facility = [&](int zoom) {
        asked.tile = TileId::at({106.05, 22.05}, zoom);
        const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), asked));
        std::set<std::string> attributes;
        for (const auto& [name, value] : layers.at("facilities").features.at(0).attributes)
            attributes.insert(name);
        return attributes;
    };
    EXPECT_EQ(facility(8), (std::set<std::string>{"id", "kind", "provenance"}));
    EXPECT_EQ(facility(9), facility(8));
    EXPECT_EQ(facility(10), (std::set<std::string>{"id", "kind", "provenance", "name", "unit_code", "district_code",
                                                   "position_accuracy"}));
}

/// A renderer whose tiles are 512 pixels wide is at zoom 8 where tiles of 256 pixels are at zoom 9.
TEST(VectorTile, WhatTheThemeAsksForIsInTilesOneZoomBefore) {
    std::size_t labels = 0;
    const auto theme = load_theme(default_theme_file());
    for (const MapStyle& style : theme->styles) {
        for (const ThemeLayer& layer : style.layers) {
            const VectorLayer* tiles = find_vector_layer(layer.collection_name());
            if (!tiles) continue;
            const auto expect = [&](const std::string& property, int zoom) {
                EXPECT_TRUE(std::ranges::count(tiles->attributes_at(std::max(0, zoom - 1)), property))
                    << style.id << " " << layer.id << " " << property << " zoom " << zoom;
            };
            if (layer.label) expect(layer.label->property, std::max(layer.zoom.first, layer.label->zoom.first));
            if (layer.where) expect(layer.where->property, layer.zoom.first);
            for (const Variant& variant : layer.variants)
                expect(variant.where.property, std::max(layer.zoom.first, variant.zoom.first));
            for (const ThemeKind& kind : layer.kinds) {
                if (kind.where) expect(kind.where->property, layer.zoom.first);
            }
            if (layer.colours && layer.colours->property != "id") expect(layer.colours->property, layer.zoom.first);
            labels += layer.label.has_value();
        }
    }
    EXPECT_GT(labels, 5u);
}

TEST(VectorTile, NumbersOfFeaturesAreThoseOfTheirIds) {
    const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), question()));
    for (const auto& [name, layer] : layers) {
        std::set<std::uint64_t> seen;
        for (const auto& feature : layer.features) {
            EXPECT_EQ(feature.id, number_of(feature.attributes.at("id")));
            EXPECT_TRUE(seen.insert(feature.id).second) << name;
        }
    }
}

TEST(VectorTile, RecordsAreThoseInForceThatDay) {
    const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), question("2023-06-01")));
    EXPECT_EQ(ids(layers, "facilities"), (std::set<std::string>{"mill_x", "coop"}));
    EXPECT_EQ(ids(layers, "products"), (std::set<std::string>{"tofu", "wine"}));
    const auto later = test::read_mvt(vector_tile(test::mapped_snapshot(), question("2026-02-20")));
    EXPECT_TRUE(ids(later, "products").empty());
}

TEST(VectorTile, BoundariesAreThoseOfTheirOwnDate) {
    auto asked = question();
    asked.units = test::day("2024-01-01");  // communes had no boundaries then: the nearest day that has some answers
    const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), asked));
    EXPECT_EQ(ids(layers, "communes").size(), 3u);
    EXPECT_EQ(ids(layers, "districts").size(), 2u);
}

TEST(VectorTile, LayersNarrowIt) {
    auto asked = question();
    asked.layers = {find_vector_layer("products"), find_vector_layer("communes")};
    EXPECT_EQ(names(test::read_mvt(vector_tile(test::mapped_snapshot(), asked))),
              (std::set<std::string>{"communes", "products"}));
    EXPECT_EQ(find_vector_layer("roads"), nullptr);
}

TEST(VectorTile, AFilterHoldsInEveryLayer) {
    auto asked = question();
    asked.filter.add(analysis::parse_provenance_condition("illustrative"));
    const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), asked));
    EXPECT_EQ(names(layers), std::set<std::string>{"facilities"});
    EXPECT_EQ(ids(layers, "facilities"), std::set<std::string>{"mill_x"});
}

TEST(VectorTile, WhereNothingIsThereAreNoBytes) {
    auto asked = question();
    asked.tile = *TileId::make(8, 0, 0);
    EXPECT_EQ(vector_tile(test::mapped_snapshot(), asked), "");
}

TEST(VectorTile, PointsBeyondTheMarginBelongToTheNeighbour) {
    const auto snapshot = test::mapped_snapshot();
    std::multiset<std::string> found;
    const auto corner = TileId::at({106.0, 22.2}, 12);
    const auto end = TileId::at({106.6, 22.0}, 12);
    for (std::uint32_t x = corner.x(); x <= end.x(); ++x) {
        for (std::uint32_t y = corner.y(); y <= end.y(); ++y) {
            auto asked = question();
            asked.tile = *TileId::make(12, x, y);
            const auto layers = test::read_mvt(vector_tile(snapshot, asked));
            if (!layers.contains("facilities")) continue;
            for (const auto& feature : layers.at("facilities").features) {
                const auto [px, py] = feature.parts.at(0).at(0);
                EXPECT_TRUE(px >= -64 && px <= 4160 && py >= -64 && py <= 4160);
                if (px >= 0 && px < 4096 && py >= 0 && py < 4096) found.insert(feature.attributes.at("id"));
            }
        }
    }
    EXPECT_EQ(found, (std::multiset<std::string>{"mill", "mill_x", "coop"}));
}

TEST(VectorTile, LeavesOutTheLeastImportantPointsWhereThereAreTooManyAndSaysSo) {
    auto province = test::mapped_province();
    constexpr std::size_t plain = VectorTiler::most_points + 100;
    for (std::size_t i = 0; i < plain; ++i)
        province.product("plain" + std::to_string(i), province.a, "2023-02-20", 3);
    std::set<std::string> best;
    for (int i = 0; i < 7; ++i) {
        province.product("zz_best" + std::to_string(i), province.a, "2023-02-20", 5);
        best.insert("zz_best" + std::to_string(i));
    }
    const auto snapshot = province.snapshot();
    auto asked = question();
    const auto layers = test::read_mvt(vector_tile(snapshot, asked));
    const auto shown = ids(layers, "products");
    EXPECT_EQ(shown.size(), VectorTiler::most_points);
    EXPECT_TRUE(std::ranges::includes(shown, best));
    const auto& dropped = layers.at("dropped").features;
    ASSERT_EQ(dropped.size(), 1u);
    // The small province's own two products, and those above.
    const std::size_t others = plain + best.size() + 2 - VectorTiler::most_points;
    EXPECT_EQ(dropped[0].attributes, (std::map<std::string, std::string>{{"products", std::to_string(others)}}));

    asked.filter.add(analysis::parse_condition(analysis::collection(analysis::CollectionId::products), "stars", "5"));
    const auto few = test::read_mvt(vector_tile(snapshot, asked));
    EXPECT_EQ(ids(few, "products"), best);
    EXPECT_FALSE(few.contains("dropped"));
}

TEST(VectorTile, TilesDeeperThanTheDeepestGridShowTheSamePlace) {
    for (const int zoom : {19, 20, 22}) {
        auto asked = question();
        asked.tile = TileId::at({106.2, 22.1}, zoom);  // on the line between A and B
        const auto layers = test::read_mvt(vector_tile(test::mapped_snapshot(), asked));
        EXPECT_EQ(ids(layers, "communes"), (std::set<std::string>{"A-20250701", "B-20250701"})) << zoom;
        for (const auto& feature : layers.at("communes").features) {
            EXPECT_EQ(data::invalid_reason(as_planar(feature)), "");
            bool in_tile = false;
            for (const auto& [x, y] : feature.parts.at(0))
                in_tile = in_tile || (x >= 0 && x <= 4096);
            EXPECT_TRUE(in_tile) << "the line runs through the tile at zoom " << zoom;
        }
    }
}

TEST(VectorTile, TheSameQuestionGivesTheSameBytes) {
    EXPECT_EQ(vector_tile(test::mapped_snapshot(), question()), vector_tile(test::mapped_snapshot(), question()));
}

class SampleTiles : public ::testing::Test {
protected:
    static std::string bytes(TileId tile) {
        const auto day = test::sample_snapshot()->reference_date();
        return vector_tile(test::sample_snapshot(), {tile, all_layers(), day, day, {}});
    }
    /// Every tile of a zoom that meets the province.
    static std::vector<TileId> tiles(int zoom) {
        const auto& extent = test::sample_snapshot()->extent();
        const auto first = TileId::at({extent.west, extent.north}, zoom);
        const auto last = TileId::at({extent.east, extent.south}, zoom);
        std::vector<TileId> result;
        for (std::uint32_t x = first.x(); x <= last.x(); ++x) {
            for (std::uint32_t y = first.y(); y <= last.y(); ++y)
                result.push_back(*TileId::make(zoom, x, y));
        }
        return result;
    }
};

TEST_F(SampleTiles, PolygonsAreValidAndWoundRight) {
    std::size_t polygons = 0;
    for (const int zoom : {4, 6, 7, 8, 9, 10, 11}) {
        for (const TileId tile : tiles(zoom)) {
            for (const auto& [name, layer] : test::read_mvt(bytes(tile))) {
                for (const auto& feature : layer.features) {
                    if (feature.type != 3) continue;
                    ++polygons;
                    EXPECT_EQ(data::invalid_reason(as_planar(feature)), "")
                        << name << " " << feature.attributes.at("id") << " zoom " << zoom;
                }
            }
        }
    }
    EXPECT_GT(polygons, 500u);
}

TEST_F(SampleTiles, EveryPointIsInExactlyOneTileOfAZoom) {
    std::multiset<std::string> found;
    for (const TileId tile : tiles(10)) {
        const auto layers = test::read_mvt(bytes(tile));
        if (!layers.contains("facilities")) continue;
        for (const auto& feature : layers.at("facilities").features) {
            const auto [x, y] = feature.parts.at(0).at(0);
            if (x >= 0 && x < 4096 && y >= 0 && y < 4096) found.insert(feature.attributes.at("id"));
        }
    }
    std::multiset<std::string> expected;
    const auto day = test::sample_snapshot()->reference_date();
    for (const auto& feature : test::sample_snapshot()->features(analysis::CollectionId::facilities, day)->features()) {
        if (data::has_geometry(*feature.geometry) && feature.in_force_within({day, day})) expected.insert(feature.id);
    }
    EXPECT_EQ(found, expected);
}

struct CloseDataset {
    void operator()(void* dataset) const { GDALClose(dataset); }
};

TEST_F(SampleTiles, GdalReadsThemAndFindsThemValid) {
    GDALAllRegister();
    const test::TemporaryFolder folder;
    const TileId tile = TileId::at({106.25, 22.67}, 9);
    const auto file = folder / "9" / std::to_string(tile.x()) / (std::to_string(tile.y()) + ".mvt");
    std::filesystem::create_directories(file.parent_path());
    const std::string written = bytes(tile);
    std::ofstream(file, std::ios::binary) << written;

    const char* drivers[] = {"MVT", nullptr};
    const char* options[] = {"CLIP=NO", nullptr};  // or it drops what lies in the margin
    const std::unique_ptr<void, CloseDataset> dataset(
        GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, nullptr));
    ASSERT_TRUE(dataset);
    const auto layers = test::read_mvt(written);
    EXPECT_EQ(static_cast<std::size_t>(GDALDatasetGetLayerCount(dataset.get())), layers.size());
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        const auto layer = GDALDatasetGetLayer(dataset.get(), i);
        const auto& expected = layers.at(OGR_L_GetName(layer)).features;
        std::size_t count = 0;
        while (const auto feature = OGR_L_GetNextFeature(layer)) {
            ++count;
            const auto geometry = OGR_F_GetGeometryRef(feature);
            EXPECT_TRUE(geometry && OGR_G_IsValid(geometry)) << OGR_L_GetName(layer);
            OGR_F_Destroy(feature);
        }
        EXPECT_EQ(count, expected.size()) << OGR_L_GetName(layer);
    }
}

}  // namespace
}  // namespace sanvat::tiler::vector_tile_test
