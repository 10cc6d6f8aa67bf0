// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/tiler/mapped_province.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/scene_store.hpp"

namespace sanvat::tiler::style_json_test {
namespace {

using Json = nlohmann::json;

ThemeLayer layer(const char* id, analysis::CollectionId collection, Shape shape) {
    ThemeLayer result;
    result.id = id;
    result.collection = collection;
    result.symbol.shape = shape;
    result.symbol.stroke = Stroke{{1, 2, 3}, 2, 1, {}};
    result.backdrop = result.is_units();
    return result;
}

Variant variant(analysis::PropertyCondition where, const Symbol& symbol) {
    Variant result;
    result.where = std::move(where);
    result.symbol = symbol;
    return result;
}

LabelRule named(int rank) {
    LabelRule rule;
    rule.property = "name";
    rule.rank = rank;
    return rule;
}

/// Communes under roads, areas, facilities and craft villages.
MapStyle small_style() {
    MapStyle style{"small", {"Nhỏ", "Small"}, Colour{250, 250, 250}, {}};
    ThemeLayer communes = layer("communes", analysis::CollectionId::communes, Shape::fill);
    communes.tints = {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}};
    communes.outer = Stroke{{9, 9, 9}, 3, 1, {}};
    communes.label = named(30);
    ThemeLayer roads = layer("roads", analysis::CollectionId::facilities, Shape::line);
    roads.source = ThemeSource::roads;
    roads.backdrop = true;
    roads.symbol.stroke->dash = {6, 3};
    roads.symbol.stroke->width = ZoomCurve({{8, 1}, {10, 3}});
    const ThemeLayer areas = layer("areas", analysis::CollectionId::raw_material_areas, Shape::fill);
    ThemeLayer mills = layer("mills", analysis::CollectionId::facilities, Shape::circle);
    mills.where = analysis::PropertyCondition{"kind", {"agro_processing"}};
    mills.zoom = {9, 14};
    mills.symbol.size = ZoomCurve({{9, 4}, {12, 10}});
    mills.label = named(70);
    mills.labels_avoid_from = 11;
    ThemeLayer villages = layer("villages", analysis::CollectionId::craft_villages, Shape::diamond);
    villages.variants.push_back(variant({"recognised", {"false"}}, villages.symbol));
    villages.label = named(20);
    style.layers = {communes, roads, areas, mills, villages};
    return style;
}

class StyleJson : public testing::Test {
protected:
    StyleJson() { theme_.styles = {small_style()}; }

    MapStyle& style() { return theme_.styles.front(); }

    Json document(const analysis::Filter& filter = {}) {
        MapPlan plan;
        plan.style = &style();
        plan.as_of = test::day("2025-07-01");
        plan.units = plan.as_of;
        plan.filter = filter;
        plan.question = read_question(style(), {}, plan.as_of, plan.units, filter);
        std::vector<std::shared_ptr<const SceneLayer>> scene;
        CoverageStore coverages;
        SceneStore scenes(coverages);
        for (std::size_t i = 0; i < style().layers.size(); ++i) {
            plan.layers.push_back(i);
            scene.push_back(scenes.layer(snapshot_, style().layers[i], plan.as_of, plan.units, plan.question));
        }
        const StyleLinks links{"http://t.example/{z}/{x}/{y}.mvt", "units=2025-07-01",
                               filter.empty() ? "units=2025-07-01" : "units=2025-07-01&stars=4", "http://t.example/s",
                               "http://t.example/{fontstack}/{range}.pbf"};
        return Json::parse(style_json(theme_, *snapshot_, plan, scene, links));
    }

    static const Json& find(const Json& document, const std::string& id) {
        for (const Json& layer : document.at("layers")) {
            if (layer.at("id") == id) return layer;
        }
        throw std::out_of_range("no layer " + id);
    }

    static std::vector<std::string> ids(const Json& document) {
        std::vector<std::string> result;
        for (const Json& layer : document.at("layers"))
            result.push_back(layer.at("id"));
        return result;
    }

    std::shared_ptr<const analysis::Snapshot> snapshot_ = test::mapped_snapshot();
    Theme theme_ = *load_theme(default_theme_file());
};

TEST_F(StyleJson, DrawsInTheOrderOfThePictureButNamesBelowSymbolsThatTheyKeepClearOf) {
    EXPECT_EQ(ids(document()),
              (std::vector<std::string>{"background", "communes/outer", "communes/fill", "areas/fill", "areas/outline",
                                        "areas/outline-hollow", "communes/line", "roads/line", "mills/symbol-below",
                                        "mills/label", "communes/label", "villages/label", "mills/symbol",
                                        "villages/symbol-1", "villages/symbol"}));
}

TEST_F(StyleJson, NamesPassOverSymbolsUpToTheZoomOfTheTheme) {
    const Json json = document();
    const Json& below = find(json, "mills/symbol-below");
    EXPECT_EQ(below.at("minzoom"), 8);
    EXPECT_EQ(below.at("maxzoom"), 10);
    EXPECT_EQ(below.at("layout").at("icon-ignore-placement"), true);
    const Json& above = find(json, "mills/symbol");
    EXPECT_EQ(above.at("minzoom"), 10);
    EXPECT_EQ(above.at("layout").at("icon-ignore-placement"), false);
    EXPECT_EQ(above.at("layout").at("icon-image"), below.at("layout").at("icon-image"));
}

TEST_F(StyleJson, NamesStandClearOfTheSquareOfTheirSymbol) {
    Symbol& large = style().layers.back().variants.front().symbol;
    large.size = 40;
    const Json layout = find(document(), "villages/label").at("layout");
    EXPECT_EQ(layout.at("text-offset"), Json::parse(R"(["let","variant",["case",["==",["get","recognised"],false],1,0],
                              ["interpolate",["linear"],["zoom"],-1.0,
                               ["match",["var","variant"],1,["literal",[2.45,2.75]],["literal",[0.82,1.11]]]]])"));
}

TEST_F(StyleJson, TheRimIsMixedWithTheBackgroundAndNotClear) {
    style().layers.front().outer_casing = Stroke{{0, 0, 0}, 8, 0.2, {}};
    const Json paint = find(document(), "communes/outer-casing").at("paint");
    EXPECT_EQ(paint.at("line-color"), "#c8c8c8");
    EXPECT_EQ(paint.at("line-width"), 11.0) << "half of it outside, and half of the rim's 3 pixels beside";
    EXPECT_FALSE(paint.contains("line-opacity"));
}

TEST_F(StyleJson, TintsUnitsAsThePictureDoes) {
    const Json json = document();
    const Json colour = find(json, "communes/fill").at("paint").at("fill-color");
    ASSERT_EQ(colour.at(0), "match");
    EXPECT_EQ(colour.at(1), Json::parse(R"(["get","id"])"));
    EXPECT_EQ(colour.back(), "#010101");
    std::map<std::string, Json> tints;
    for (std::size_t i = 2; i + 1 < colour.size(); i += 2) {
        for (const Json& id : colour.at(i))
            EXPECT_TRUE(tints.emplace(id, colour.at(i + 1)).second) << id;
    }
    const auto tint = [&](const data::UnitKey& unit) {
        const auto found = tints.find(unit.to_string());
        return found == tints.end() ? colour.back() : found->second;
    };
    const test::SmallProvince province;
    EXPECT_NE(tint(province.a), tint(province.b));
    EXPECT_NE(tint(province.b), tint(province.c));
    for (const auto& unit : {province.a, province.b, province.c})
        EXPECT_TRUE(tint(unit) == "#010101" || tint(unit) == "#020202" || tint(unit) == "#030303") << tint(unit);
}

TEST_F(StyleJson, CountsZoomsInTilesOfTwiceTheSize) {
    const Json json = document();
    const Json& symbol = find(json, "mills/symbol");
    EXPECT_EQ(symbol.at("minzoom"), 10);
    EXPECT_EQ(symbol.at("maxzoom"), 14) << "no more at the theme's 15";
    EXPECT_EQ(find(json, "roads/line").at("paint").at("line-width"),
              Json::parse(R"(["interpolate",["linear"],["zoom"],7.0,1.0,9.0,3.0])"));
    EXPECT_FALSE(find(json, "communes/fill").contains("minzoom"));
    EXPECT_FALSE(find(json, "communes/fill").contains("maxzoom"));
}

TEST_F(StyleJson, GivesDashesInWidthsOfTheLine) {
    EXPECT_EQ(
        find(document(), "roads/line").at("paint").at("line-dasharray"),
        Json::parse(R"(["step",["zoom"],["literal",[6.0,3.0]],8,["literal",[3.0,1.5]],9,["literal",[2.0,1.0]]])"));
}

TEST_F(StyleJson, TellsVariantsAndProvenancesApartByAttributes) {
    const Json json = document();
    EXPECT_EQ(find(json, "mills/symbol").at("filter"), Json::parse(R"(["==",["get","kind"],"agro_processing"])"));
    EXPECT_EQ(find(json, "villages/symbol-1").at("filter"), Json::parse(R"(["==",["get","recognised"],false])"));
    EXPECT_EQ(find(json, "villages/symbol").at("filter"), Json::parse(R"(["!",["==",["get","recognised"],false]])"));
    EXPECT_EQ(find(json, "villages/symbol").at("layout").at("icon-image"),
              Json::parse(R"(["let","kind","0","provenance",
                              ["case",["==",["get","provenance"],"illustrative"],"illustrative",
                               ["==",["get","provenance"],"derived"],"derived","reported"],
                              ["concat","villages.0.",["var","kind"],".",["var","provenance"],".0"]])"));
    const Json hollow = find(json, "areas/outline-hollow").at("filter");
    EXPECT_NE(hollow.dump().find("outline_provenance"), std::string::npos) << hollow;
}

TEST_F(StyleJson, NamesEachAreaOnceWhereThePictureDoes) {
    const Json json = document();
    const Json& features = json.at("sources").at("communes/label").at("data").at("features");
    ASSERT_EQ(features.size(), 3u);
    std::set<std::string> names;
    for (const Json& feature : features) {
        names.insert(feature.at("properties").at("label"));
        EXPECT_EQ(feature.at("geometry").at("type"), "Point");
    }
    EXPECT_EQ(names.size(), 3u);
    EXPECT_EQ(find(json, "communes/label").at("source"), "communes/label");
}

TEST_F(StyleJson, HoldsRoadsInTheDocument) {
    const Json json = document();
    const Json& features = json.at("sources").at("roads").at("data").at("features");
    ASSERT_EQ(features.size(), 1u);
    EXPECT_EQ(features[0].at("geometry"),
              Json::parse(R"({"type":"MultiLineString","coordinates":[[[106.0,22.02],[106.6,22.02]]]})"));
    EXPECT_EQ(features[0].at("properties").at("provenance"), "reported");
    EXPECT_FALSE(json.at("metadata").contains("sanvat:left_out"));
}

TEST_F(StyleJson, AsksForTheBackdropWithoutTheFilter) {
    const Json plain = document();
    EXPECT_EQ(plain.at("sources").at("production").at("tiles").at(0),
              "http://t.example/{z}/{x}/{y}.mvt?layers=communes,raw-material-areas,facilities,craft-villages&"
              "units=2025-07-01");
    EXPECT_FALSE(plain.at("sources").contains("backdrop"));
    analysis::Filter four;
    four.add({"stars", {"4"}});
    const Json filtered = document(four);
    EXPECT_EQ(filtered.at("sources").at("production").at("tiles").at(0),
              "http://t.example/{z}/{x}/{y}.mvt?layers=raw-material-areas,facilities,craft-villages&"
              "units=2025-07-01&stars=4");
    EXPECT_EQ(filtered.at("sources").at("backdrop").at("tiles").at(0),
              "http://t.example/{z}/{x}/{y}.mvt?layers=communes&units=2025-07-01");
    EXPECT_EQ(find(filtered, "communes/fill").at("source"), "backdrop");
    EXPECT_EQ(find(filtered, "mills/symbol").at("source"), "production");
}

TEST_F(StyleJson, TellsApartByIdsWhatAttributesOfTilesDoNot) {
    ThemeLayer sourced = layer("sourced", analysis::CollectionId::facilities, Shape::circle);
    sourced.where = analysis::PropertyCondition{"source", {"a source"}};
    sourced.variants.push_back(variant({"kind", {"cooperative"}}, sourced.symbol));
    style().layers.push_back(sourced);
    const Json json = document();
    EXPECT_EQ(find(json, "sourced/symbol").at("source-layer"), "facilities");
    EXPECT_EQ(find(json, "sourced/symbol").at("filter"),
              Json::parse(R"(["match",["get","id"],["mill","mill_x"],true,false])"));
    EXPECT_EQ(find(json, "sourced/symbol-1").at("filter"),
              Json::parse(R"(["match",["get","id"],["coop"],true,false])"));
}

TEST_F(StyleJson, AsksForAttributesOnlyOfTilesThatHaveThem) {
    ThemeLayer far = layer("far", analysis::CollectionId::facilities, Shape::circle);
    far.where = analysis::PropertyCondition{"unit_code", {"001"}};
    ThemeLayer near = far;
    near.id = "near";
    near.zoom = {12, 22};
    style().layers = {far, near};
    const Json json = document();
    const auto asks_for_unit = [&](const char* id) {
        return find(json, id).at("filter").dump().find("unit_code") != std::string::npos;
    };
    EXPECT_FALSE(asks_for_unit("far/symbol")) << "tiles of low zooms do without";
    EXPECT_TRUE(asks_for_unit("near/symbol"));
}

TEST_F(StyleJson, HoldsPointsOfACollectionThatTilesLack) {
    style().layers.push_back(layer("makers", analysis::CollectionId::producers, Shape::circle));
    const Json json = document();
    EXPECT_EQ(find(json, "makers/symbol").at("source"), "makers");
    EXPECT_FALSE(find(json, "makers/symbol").contains("source-layer"));
    EXPECT_EQ(json.at("sources").at("makers").at("type"), "geojson");
}

TEST_F(StyleJson, SaysWhatItLeavesOut) {
    style().layers.push_back(layer("odd", analysis::CollectionId::producers, Shape::fill));
    const Json json = document();
    ASSERT_EQ(json.at("metadata").at("sanvat:left_out").size(), 1u);
    EXPECT_EQ(json.at("metadata").at("sanvat:left_out").at(0).at("layer"), "odd");
    for (const std::string& id : ids(json))
        EXPECT_FALSE(id.starts_with("odd")) << id;
}

TEST_F(StyleJson, KindsHaveTheirOwnPicturesAndColours) {
    ThemeLayer crafts = layer("crafts", analysis::CollectionId::craft_villages, Shape::circle);
    ThemeKind forging;
    forging.where = analysis::PropertyCondition{"craft_en", {"*forg*"}};
    crafts.kinds = {forging, {}};
    style().layers.push_back(crafts);
    const Json icon = find(document(), "crafts/symbol").at("layout").at("icon-image");
    EXPECT_EQ(icon.at(2), "0") << "both are forgers";
    ASSERT_EQ(snapshot_->content().craft_villages.size(), 2u);
    style().layers.back().kinds.front().where->one_of = {"*weav*"};
    const Json none = find(document(), "crafts/symbol").at("layout").at("icon-image");
    EXPECT_EQ(none.at(2), Json::parse(R"(["match",["get","id"],["forge","weavers"],"1","0"])"));
}

TEST_F(StyleJson, ValuesHaveTheirOwnColours) {
    ThemeLayer crops = layer("crops", analysis::CollectionId::raw_material_areas, Shape::fill);
    crops.colours = ValueColours{"id", "name", "name", {}, {{7, 7, 7}, {8, 8, 8}}};
    style().layers.push_back(crops);
    const Json json = document();
    EXPECT_EQ(find(json, "crops/fill").at("paint").at("fill-color"), "#070707") << "there is one area";
    EXPECT_EQ(find(json, "crops/fill").at("source-layer"), "raw-material-areas");
}

TEST_F(StyleJson, UnitsHaveTheColoursOfTheirClasses) {
    ThemeLayer figure = layer("figure", analysis::CollectionId::communes, Shape::fill);
    figure.source = ThemeSource::figure;
    figure.backdrop = true;
    figure.classes = ClassColours{{{10, 10, 10}, {200, 200, 200}}, 0.9, "hatch-some", "hatch-most"};
    style().layers = {figure};
    const Json json = document();
    const Json& fill = find(json, "figure/fill");
    EXPECT_EQ(fill.at("source-layer"), "communes");
    const Json& colour = fill.at("paint").at("fill-color");
    ASSERT_EQ(colour.at(0), "match");
    std::size_t units = 0;
    for (std::size_t i = 2; i + 1 < colour.size(); i += 2)
        units += colour.at(i).size();
    EXPECT_EQ(units, 3u) << colour;
    EXPECT_EQ(fill.at("paint").at("fill-opacity"), 0.9);
    EXPECT_FALSE(json.at("metadata").contains("sanvat:differs"));
}

TEST_F(StyleJson, CellsAreInTheDocument) {
    ThemeLayer cells = layer("cells", analysis::CollectionId::facilities, Shape::fill);
    cells.source = ThemeSource::density;
    cells.backdrop = true;
    cells.classes = ClassColours{{{10, 10, 10}, {200, 200, 200}}, 0.9, "hatch-some", "hatch-most"};
    style().layers = {cells};
    const Json json = document();
    const Json& features = json.at("sources").at("cells").at("data").at("features");
    EXPECT_EQ(features.size(), 3u) << "three facilities far from each other";
    for (const Json& feature : features) {
        EXPECT_EQ(feature.at("geometry").at("type"), "MultiPolygon");
        EXPECT_GE(feature.at("geometry").at("coordinates").at(0).at(0).size(), 7u) << "a closed hexagon";
    }
    EXPECT_EQ(find(json, "cells/fill").at("paint").at("fill-color").at(1), Json::parse(R"(["get","look"])"));
}

TEST_F(StyleJson, WhatIsMadeUpIsHatched) {
    ThemeLayer cells = layer("cells", analysis::CollectionId::facilities, Shape::fill);
    cells.source = ThemeSource::density;
    cells.classes = ClassColours{{{10, 10, 10}, {200, 200, 200}}, 0.9, "hatch-some", "hatch-most"};
    style().layers = {cells};
    const Json json = document();
    std::size_t hatched = 0;
    for (const std::string& id : ids(json)) {
        const Json& one = find(json, id);
        if (one.at("type") != "fill" || id == "cells/fill") continue;
        EXPECT_EQ(id, "cells/made-up");
        EXPECT_EQ(one.at("paint"), Json::parse(R"({"fill-pattern":"cells.hatch-most"})"));
        hatched = one.at("filter").at(2).size();
    }
    EXPECT_GT(hatched, 0u);
}

TEST_F(StyleJson, AreasHaveTheirMarks) {
    style().layers[2].symbol.icon = "leaf";
    const Json json = document();
    const Json& mark = find(json, "areas/symbol");
    EXPECT_EQ(mark.at("source"), "areas/mark");
    const Json& features = json.at("sources").at("areas/mark").at("data").at("features");
    ASSERT_EQ(features.size(), 1u);
    EXPECT_EQ(features.at(0).at("geometry").at("type"), "Point");
}

TEST_F(StyleJson, AStyleWithoutBackgroundFillsNoUnits) {
    style().background.reset();
    const auto all = ids(document());
    EXPECT_EQ(std::ranges::count(all, "background"), 0);
    EXPECT_EQ(std::ranges::count(all, "communes/fill"), 0);
    EXPECT_EQ(std::ranges::count(all, "communes/outer"), 0) << "nothing would hide its inner half";
    EXPECT_EQ(std::ranges::count(all, "communes/line"), 1);
}

TEST_F(StyleJson, MadeUpRecordsAreNamedFromTheZoomOfTheirMark) {
    theme_.illustrative.names_from = 13;
    const Json filter = find(document(), "mills/label").at("filter");
    EXPECT_EQ(filter, Json::parse(R"(["all",["==",["get","kind"],"agro_processing"],
                                     ["all",[">=",["zoom"],8],["<",["zoom"],14]],
                                     ["any",["!",["==",["get","provenance"],"illustrative"]],[">=",["zoom"],12]]])"));
}

TEST_F(StyleJson, NothingOfTheThemeIsLeftOut) {
    const auto shipped = load_theme(default_theme_file());
    for (const MapStyle& one : shipped->styles) {
        style() = one;
        const Json json = document();
        EXPECT_FALSE(json.at("metadata").contains("sanvat:left_out")) << one.id << json.at("metadata");
    }
}

}  // namespace
}  // namespace sanvat::tiler::style_json_test
