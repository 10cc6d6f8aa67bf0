// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "analysis/feature_table.hpp"
#include "data/error.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tiler/map_document.hpp"

namespace sanvat::tiler::theme_test {
namespace {

using ::testing::HasSubstr;

std::string shipped_text() {
    std::ifstream stream(SANVAT_THEME_FILE);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// What is said about the shipped theme with one text in it replaced.
std::string complaint(const std::string& from, const std::string& to) {
    const test::TemporaryFolder folder;
    std::string text = shipped_text();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at == std::string::npos) return {};
    text.replace(at, from.size(), to);
    std::filesystem::create_directory_symlink(default_theme_file().parent_path() / "icons", folder / "icons");
    try {
        static_cast<void>(load_theme(folder.write("theme.toml", text)));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
        EXPECT_EQ(error.place().file, (folder / "theme.toml").string());
        return error.what();
    }
    return "no complaint";
}

/// Relative luminance (WCAG 2.1).
double luminance(Colour colour) {
    const auto linear = [](std::uint8_t channel) {
        const double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

TEST(Theme, NamesOverColoursOfClassesStandOutFromTheirHalos) {
    const auto theme = load_theme(default_theme_file());
    for (const char* name : {"choropleth", "density"}) {
        std::size_t named = 0;
        for (const auto& layer : theme->style(name)->layers) {
            if (!layer.label) continue;
            ++named;
            const double letters = luminance(layer.label->colour);
            const double halo = luminance(layer.label->halo);
            EXPECT_GE((halo + 0.05) / (letters + 0.05), 4.5) << name << " " << layer.id << ", WCAG 2.1";
            EXPECT_GE(layer.label->halo_radius, 1.8) << name << " " << layer.id;
        }
        EXPECT_GE(named, 2u) << name;
    }
}

TEST(Theme, TheShippedOneIsInOrder) {
    const auto theme = load_theme(default_theme_file());
    const auto* overview = theme->style("overview");
    ASSERT_TRUE(overview);
    std::vector<std::string> ids;
    for (const auto& layer : overview->layers)
        ids.push_back(layer.id);
    EXPECT_THAT(ids,
                ::testing::UnorderedElementsAre("districts", "communes", "raw-material-areas", "roads", "tour-routes",
                                                "tour-stops", "agro-processing", "forest-processing", "cooperatives",
                                                "craft-villages", "products-3", "products-4", "products-5", "places"));
    for (const auto& layer : overview->layers) {
        EXPECT_FALSE(layer.title.vi.empty()) << layer.id;
        EXPECT_FALSE(layer.title.en.empty()) << layer.id;
    }
    EXPECT_TRUE(overview->background);
    for (const auto* style : {"facilities", "products", "raw-material", "choropleth", "density", "tour"})
        EXPECT_TRUE(theme->style(style)) << style;
    ASSERT_TRUE(theme->style("labels"));
    EXPECT_FALSE(theme->style("labels")->background);
    EXPECT_EQ(theme->style("production"), nullptr);
}

TEST(Theme, EveryZoomMakesAMap) {
    const auto theme = load_theme(default_theme_file());
    for (const auto& style : theme->styles) {
        for (int zoom = 0; zoom <= 22; ++zoom) {
            EXPECT_FALSE(map_document(*theme, style, zoom).layers.empty()) << style.id << " " << zoom;
        }
    }
}

TEST(Theme, AnUnknownKeyIsNamedByItsFullPathAndLine) {
    const auto text = complaint("[layers.roads.symbol]\n", "[layers.roads.symbol]\ncolor = \"ink\"\n");
    EXPECT_THAT(text, HasSubstr("theme.toml: line "));
    EXPECT_THAT(text, HasSubstr("layers.roads.symbol.color is not a key that is known here"));
    EXPECT_THAT(text, HasSubstr("known are casing, fill"));
}

TEST(Theme, TheLineIsThatOfTheKey) {
    const std::string before = shipped_text().substr(0, shipped_text().find("rank = 30"));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    EXPECT_THAT(complaint("rank = 30", "rank = 300"),
                HasSubstr("line " + std::to_string(line) + ": layers.communes.label.rank"));
}

TEST(Theme, WrongValuesAreNamed) {
    EXPECT_THAT(complaint("outside = \"#e2e5e6\"", "outside = \"#e2e5e\""), HasSubstr("colours.outside is no colour"));
    EXPECT_THAT(complaint("paper = \"white\"", "paper = \"snow\""), HasSubstr("paper is no colour: \"snow\""));
    EXPECT_THAT(complaint("background = \"outside\"", "background = \"nothing\""),
                HasSubstr("styles.overview.background is no colour"));
    EXPECT_THAT(complaint("paper = \"white\"\n", ""), HasSubstr("paper is missing"));
    EXPECT_THAT(complaint("collection = \"roads\"", "collection = \"rivers\""), HasSubstr("layers.roads.collection"));
    EXPECT_THAT(complaint("{ stars = [\"3\"] }", "{ stars = [\"three\"] }"),
                HasSubstr("layers.products-3.where.stars"));
    EXPECT_THAT(complaint("{ stars = [\"3\"] }", "{ starz = [\"3\"] }"), HasSubstr("is no property of products"));
    EXPECT_THAT(complaint("shape = \"star\"", "shape = \"moon\""), HasSubstr("shape does not fit"));
    EXPECT_THAT(complaint("zoom = [9, 22]", "zoom = [22, 9]"), HasSubstr("is no range of zooms"));
    EXPECT_THAT(complaint("[7, 0.2], [8, 0.35]", "[8, 0.2], [7, 0.35]"), HasSubstr("symbol.stroke.width has a stop"));
    for (const char* stops : {"[7, 0.2], [30000000, 0.35]", "[-1, 0.2], [8, 0.35]", "[7, 0.2], [1e300, 0.35]"})
        EXPECT_THAT(complaint("[7, 0.2], [8, 0.35], [9, 0.6], [12, 1.1], [15, 1.8]", stops), HasSubstr("from 0 to 22"));
    EXPECT_THAT(complaint("capitals = true", "capitals = \"yes\""), HasSubstr("capitals is not true or false"));
    EXPECT_THAT(complaint("    \"communes\", \"districts\"", "    \"comunes\", \"districts\""),
                HasSubstr("unknown layer: comunes"));
}

TEST(Theme, LayersThatAreLikeOthersTakeWhatTheyLeaveOut) {
    const auto theme = load_theme(default_theme_file());
    const auto layer = [&](const char* style, const char* id) {
        const auto& layers = theme->style(style)->layers;
        return *std::ranges::find(layers, id, &ThemeLayer::id);
    };
    const auto plain = layer("overview", "cooperatives");
    const auto site = layer("facilities", "cooperative-sites");
    EXPECT_EQ(site.title.vi, plain.title.vi);
    EXPECT_EQ(site.symbol.fill, plain.symbol.fill);
    EXPECT_EQ(site.label->rank, plain.label->rank);
    EXPECT_EQ(site.where->one_of, plain.where->one_of);
    EXPECT_EQ(site.symbol.icon, "people");
    EXPECT_EQ(plain.symbol.icon, "");
}

TEST(Theme, WhatThematicLayersNeedIsChecked) {
    for (const auto* other : {"nothing", "cooperative-sites"}) {
        EXPECT_THAT(complaint("like = \"cooperatives\"", "like = \"" + std::string(other) + "\""),
                    HasSubstr("layers.cooperative-sites.like names no layer, or one that is like this one"));
    }
    EXPECT_THAT(complaint("icon = \"people\"", "icon = \"peeple\""),
                HasSubstr("layers.cooperative-sites.symbol.icon names no icon: \"peeple\""));
    EXPECT_THAT(complaint("icon = \"anvil\"", "icon = \"../theme\""), HasSubstr("icon names no icon"));
    EXPECT_THAT(complaint("where = { craft_en = [\"*incense*\"] }\n", ""), HasSubstr("kinds[1] is not in order"));
    EXPECT_THAT(complaint("where = { craft_en = [\"*hat*\"] }", "where = { recognised = [\"*\"] }"),
                HasSubstr("is no text"));
    EXPECT_THAT(complaint("ids_of = \"tour-routes\"", "ids_of = \"roads\""), HasSubstr("ids_of is no collection"));
    EXPECT_THAT(complaint("property = \"crop\"", "property = \"corp\""),
                HasSubstr("layers.crops.colours.property is no property of raw-material-areas"));
    EXPECT_THAT(complaint("ramp = [\"#fdf0cf\", \"#f9cd7d\", \"#f09a54\", \"#d8603e\", \"#a22c3c\", \"#5f1433\"]",
                          "ramp = [\"#fdf0cf\"]"),
                HasSubstr("layers.cells.classes.ramp has too few colours"));
    EXPECT_THAT(complaint("\"cells\", \"over-communes\"", "\"cells\", \"figure\""),
                HasSubstr("styles.density.layers names more than one thematic layer"));
    EXPECT_THAT(complaint("near_routes_m = 5000", "near_routes_m = 0"), HasSubstr("near_routes_m"));
    EXPECT_THAT(complaint("on_symbol = true", "on_symbol = 1"), HasSubstr("on_symbol is not true or false"));
}

TEST(Theme, AStarInAConditionStandsForAnyTextAndNoValueForNone) {
    analysis::Feature village;
    village.collection = analysis::CollectionId::craft_villages;
    const auto& collection = analysis::collection(village.collection);
    village.values.resize(collection.properties.size());
    auto& craft = village.values[*collection.find("craft_en")];
    const auto matches = [&](const char* pattern) {
        return filter_of({"craft_en", {"nothing", pattern}}).matches(village);
    };
    EXPECT_FALSE(matches("*")) << "what is not known is no text";
    EXPECT_TRUE(filter_of({"craft_en", {}}).matches(village));
    craft = std::string("forging (knives, farm tools)");
    EXPECT_TRUE(matches("*"));
    EXPECT_FALSE(filter_of({"craft_en", {}}).matches(village));
    EXPECT_TRUE(matches("forging*"));
    EXPECT_TRUE(matches("*knives*"));
    EXPECT_FALSE(matches("*knives"));
    EXPECT_FALSE(matches("forging"));
    EXPECT_FALSE(matches("forg_ng*")) << "other signs stand for themselves";
}

TEST(Theme, NamesOfSitesStandBesideThemUnlessTold) {
    const auto beside = [](const std::string& key) {
        const test::TemporaryFolder folder;
        std::string text = shipped_text();
        const std::string before = "[layers.cooperatives.label]\n";
        text.replace(text.find(before), before.size(), before + key);
        std::filesystem::create_directory_symlink(default_theme_file().parent_path() / "icons", folder / "icons");
        const auto theme = load_theme(folder.write("theme.toml", text));
        const auto& layers = theme->style("overview")->layers;
        return std::ranges::find(layers, "cooperatives", &ThemeLayer::id)->label->beside;
    };
    EXPECT_TRUE(beside(""));
    EXPECT_FALSE(beside("beside = false\n"));
}

TEST(Theme, AFontThatIsNotThereIsNamed) {
    const auto text = complaint("NotoSans-Bold.ttf", "NotoSans-Imaginary.ttf");
    EXPECT_THAT(text, HasSubstr("fonts.bold.file is not installed: NotoSans-Imaginary.ttf"));
    EXPECT_THAT(text, HasSubstr("fonts-noto-core"));
}

TEST(Theme, AFaceThatItsFontLacksIsNamed) {
    const auto text = complaint("face = \"Noto Sans Bold\"", "face = \"Noto Sans Fat\"");
    EXPECT_THAT(text, HasSubstr("fonts.bold.face is not in the font: \"Noto Sans Fat\""));
    EXPECT_THAT(text, HasSubstr("NotoSans-Bold.ttf has Noto Sans Bold"));
}

TEST(Theme, AFileThatIsNoFontIsNamed) {
    const test::TemporaryFolder fonts;
    const auto file = fonts.write("letters.ttf", "no font");
    EXPECT_THAT(complaint("NotoSans-Bold.ttf", file.string()),
                HasSubstr("fonts.bold.file is no font: " + file.string()));
}

TEST(Theme, AnIconThatCannotBeDrawnIsNamed) {
    const std::string open = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
    const auto said = [](const std::string& icon) {
        const test::TemporaryFolder folder;
        std::filesystem::copy(default_theme_file().parent_path() / "icons", folder / "icons");
        folder.write("icons/anvil.svg", icon);
        try {
            static_cast<void>(load_theme(folder.write("theme.toml", shipped_text())));
        } catch (const data::Error& error) {
            EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
            EXPECT_EQ(error.place().file, (folder / "theme.toml").string());
            EXPECT_THAT(error.what(), HasSubstr("theme.toml: line "));
            EXPECT_THAT(error.what(), HasSubstr("icon names an icon that cannot be drawn: \"anvil\"; " +
                                                (folder / "icons" / "anvil.svg").string() + ": "));
            return error.remedy();
        }
        return std::string("no complaint");
    };
    EXPECT_THAT(said("<svg"), HasSubstr("is no SVG that can be read"));
    EXPECT_THAT(said(open + "</svg>"), HasSubstr("holds nothing that could be drawn"));
    EXPECT_THAT(said(""), HasSubstr("holds nothing that could be drawn"));
    EXPECT_THAT(said(open + "<path d=\"M0 0L5 5z\"/><text>a</text></svg>"), HasSubstr("<text>"));
    EXPECT_THAT(said(open + "<path d=\"M0 0Lx\"/></svg>"), HasSubstr("failed to parse <path>"));
    EXPECT_EQ(said(open + "<title>đe</title><metadata/><path d=\"M0 0L5 5L0 5z\"/></svg>"), "no complaint");
}

TEST(Theme, AStyleThatNoPathCanNameIsRefused) {
    for (const std::string name : {"a/b", "bản đồ", "a.b", ""}) {
        EXPECT_THAT(complaint("[styles.overview]", "[styles.\"" + name + "\"]"),
                    HasSubstr("is no name for a style; write letters"))
            << name;
    }
}

TEST(Theme, NamesThatPathsNeedForOtherThingsAreRefused) {
    EXPECT_THAT(complaint("[styles.overview]", "[styles.production]"), HasSubstr("is no name for a style"));
    EXPECT_THAT(complaint("[styles.overview]", "[styles.WebMercatorQuad]"), HasSubstr("is no name for a style"));
}

TEST(Theme, BrokenTomlIsNamedByItsLine) {
    const std::string text = shipped_text();
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("\npaper")) + 1, '\n');
    EXPECT_THAT(complaint("paper = \"white\"", "paper = = \"white\""),
                HasSubstr("theme.toml: line " + std::to_string(line) + ": "));
}

TEST(Theme, AFolderWithoutIconsIsNamed) {
    const test::TemporaryFolder folder;
    try {
        static_cast<void>(load_theme(folder.write("theme.toml", shipped_text())));
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("names no icon: "));
        EXPECT_THAT(error.what(), HasSubstr((folder / "icons").string()));
    }
}

TEST(Theme, AMissingFileIsNamed) {
    try {
        static_cast<void>(load_theme("/nowhere/theme.toml"));
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("/nowhere/theme.toml"));
    }
}

TEST(ZoomCurve, IsLinearBetweenItsStopsAndLevelBeyond) {
    const ZoomCurve curve({{8, 2.0}, {10, 6.0}, {11, 4.0}});
    EXPECT_EQ(curve.at(0), 2);
    EXPECT_EQ(curve.at(8), 2);
    EXPECT_EQ(curve.at(9), 4);
    EXPECT_EQ(curve.at(10.5), 5);
    EXPECT_EQ(curve.at(20), 4);
}

TEST(Colour, ReadsWhatItWritesAndNothingElse) {
    EXPECT_EQ(to_string(*parse_colour("#1f6F8b")), "#1f6f8b");
    for (const auto* text : {"", "#fff", "1f6f8b", "#1f6f8b0", "#1f6f8g", "#-16f8b", "red"}) {
        EXPECT_FALSE(parse_colour(text)) << text;
    }
}

}  // namespace
}  // namespace sanvat::tiler::theme_test
