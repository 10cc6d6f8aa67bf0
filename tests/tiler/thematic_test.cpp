// SPDX-License-Identifier: Apache-2.0
// Maps that answer a question: units by a figure, cells by a density.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <future>
#include <nlohmann/json.hpp>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tests/tiler/picture.hpp"
#include "tiler/figure_title.hpp"
#include "tiler/thematic_layer.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::tiler::thematic_test {
namespace {

using Json = nlohmann::json;
using SnapshotPtr = TileService::SnapshotPtr;

TileService& service() {
    static TileService instance;
    return instance;
}

/// Two products in commune A, one that nobody can place; one facility in each commune, that in B made up.
SnapshotPtr province() {
    static const SnapshotPtr snapshot = [] {
        auto content = test::mapped_province();
        content.product("lost", std::nullopt, "2023-02-20");
        return content.snapshot();
    }();
    return snapshot;
}

const SnapshotPtr& sample() {
    return test::sample_snapshot();
}

LegendRequest map(const std::string& style, QuestionText question) {
    LegendRequest request;
    request.name = style;
    request.question = std::move(question);
    return request;
}

/// The row of the thematic layer.
Json row(const SnapshotPtr& snapshot, const LegendRequest& request, const std::string& layer) {
    const auto json = Json::parse(service().legend_json(snapshot, request));
    for (const auto& each : json.at("layers")) {
        if (each.at("id") == layer) return each;
    }
    return {};
}

Json figure_row(const SnapshotPtr& snapshot, QuestionText question) {
    return row(snapshot, map("choropleth", std::move(question)), "figure");
}

Image tile(const SnapshotPtr& snapshot, const LegendRequest& map, TileId id) {
    TileRequest request;
    static_cast<MapScope&>(request) = map;
    request.tile = id;
    request.format = TileFormat::png32;
    std::promise<TileResult> promise;
    EXPECT_TRUE(service().render(snapshot, request, [&](TileResult result) { promise.set_value(std::move(result)); }));
    auto result = promise.get_future().get();
    if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
    return test::read_png(*std::get<Tile>(result).bytes);
}

/// What a tile of zoom 11 shows at a place.
Colour colour_at(const SnapshotPtr& snapshot, const LegendRequest& map, data::LonLat place) {
    const TileId id = TileId::at(place, 11);
    const auto box = id.mercator_box();
    const auto point = to_mercator(place);
    return test::colour_at(tile(snapshot, map, id), static_cast<int>((point.x - box.west) / box.width() * 256),
                           static_cast<int>((box.north - point.y) / box.height() * 256));
}

// Away from names, hatching apart: it covers a part of the ground only.
constexpr data::LonLat in_a{106.16, 22.17};
constexpr data::LonLat in_c{106.56, 22.03};

TEST(Thematic, UnitsHaveTheColoursOfTheirClasses) {
    const auto request = map("choropleth", {{"figure", "products"}, {"method", "equal"}, {"n", "2"}});
    const auto legend = figure_row(province(), request.question);
    ASSERT_EQ(legend.at("classes").size(), 2u);
    EXPECT_EQ(to_string(colour_at(province(), request, in_a)), legend.at("classes")[1].at("fill"));
    EXPECT_EQ(to_string(colour_at(province(), request, in_c)), legend.at("classes")[0].at("fill"));
}

TEST(Thematic, TheLegendTellsTheClassesOfTheAnalysis) {
    for (const auto* method : {"equal", "quantile", "jenks", "pretty"}) {
        const auto legend =
            figure_row(sample(), {{"figure", "hectares"}, {"by", "district"}, {"method", method}, {"n", "4"}});
        analysis::FigureClassesQuestion question;
        question.summary.by = data::AdminLevel::district;
        question.figure = "hectares";
        question.method = *analysis::parse_class_method(method);
        question.classes = 4;
        const auto found = analysis::classes_of(*sample(), question);
        ASSERT_EQ(legend.at("classes").size(), found.classes.size()) << method;
        std::size_t units = 0;
        for (std::size_t i = 0; i < found.classes.size(); ++i) {
            EXPECT_EQ(legend.at("classes")[i].at("from"), found.classes[i].from) << method;
            EXPECT_EQ(legend.at("classes")[i].at("to"), found.classes[i].to) << method;
            EXPECT_EQ(legend.at("classes")[i].at("count"), found.classes[i].count) << method;
            units += found.classes[i].count;
        }
        EXPECT_EQ(units, 10u);
        EXPECT_EQ(legend.at("counts").at("total"), 10);
        EXPECT_EQ(legend.at("not_placed"), found.not_placed);
    }
}

TEST(Thematic, WhatNoUnitCanClaimIsTold) {
    const auto legend = figure_row(province(), {{"figure", "products"}});
    EXPECT_EQ(legend.at("whole"), 3);
    EXPECT_EQ(legend.at("not_placed"), 1);
    EXPECT_EQ(legend.at("without_outline"), 0);
}

TEST(Thematic, UnitsWithoutAnOutlineAreTold) {
    auto content = test::mapped_province();
    data::AdminUnit unit = content.content.units.front();
    for (const auto& each : content.content.units) {
        if (each.key == content.a) unit = each;
    }
    unit.key.code = "Z";
    unit.polygon.clear();
    content.content.units.push_back(unit);
    EXPECT_EQ(figure_row(content.snapshot(), {}).at("without_outline"), 1);
}

TEST(Thematic, WhatIsMadeUpIsHatched) {
    const auto request = map("choropleth", {{"figure", "facilities"}});
    const auto legend = figure_row(province(), request.question);
    EXPECT_EQ(legend.at("illustrative"), 1);
    EXPECT_EQ(legend.at("mostly_illustrative"), 1);
    EXPECT_EQ(legend.at("partly_illustrative"), 0);
    auto reported = request;
    reported.filter.add(analysis::parse_provenance_condition("reported"));
    EXPECT_EQ(row(province(), reported, "figure").at("illustrative"), 0);
    // All three communes have the same figure, so that only the hatching tells them apart.
    const auto shades = [&](data::LonLat place) {
        const auto picture = tile(province(), request, TileId::at(place, 13));
        return test::colours(picture);
    };
    EXPECT_GT(shades({106.27, 22.03}), shades({106.07, 22.16}));
    EXPECT_EQ(made_up(0, 4), MadeUp::nothing);
    EXPECT_EQ(made_up(1, 4), MadeUp::some);
    EXPECT_EQ(made_up(2, 4), MadeUp::most);
}

TEST(Thematic, WhatIsMadeUpIsSeenOnDarkClassesToo) {
    // The made-up one is the only facility that counts, so that its commune is in the highest class.
    const auto request = map("choropleth", {{"figure", "illustrative_facilities"}, {"method", "equal"}, {"n", "2"}});
    const auto classes = figure_row(province(), request.question).at("classes");
    ASSERT_EQ(classes.size(), 2u);
    const Colour dark = *parse_colour(classes[1].at("fill").get<std::string>());
    const auto picture = tile(province(), request, TileId::at({106.27, 22.03}, 13));
    int hatched = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            hatched += test::difference(test::colour_at(picture, x, y), dark) > 70 ? 1 : 0;
    }
    EXPECT_GT(hatched, picture.width * picture.height / 20);
}

TEST(Thematic, MapsByDistrictSayTheBoundariesOfTheirDistricts) {
    for (const auto* by : {"commune", "district"}) {
        const auto request = map("choropleth", {{"by", by}});
        analysis::SummaryQuestion question;
        question.by = *data::parse_admin_level(by);
        const std::string day = analysis::summarise(*sample(), question).units_as_of.to_string();
        EXPECT_EQ(Json::parse(service().legend_json(sample(), request)).at("units_as_of"), day) << by;
        const auto style = Json::parse(service().style_json(sample(), request, {}));
        EXPECT_EQ(style.at("metadata").at("sanvat:units_as_of"), day) << by;
        const bool communes = style.at("layers").dump().find("line-communes") != std::string::npos;
        EXPECT_EQ(communes, by == std::string("commune")) << "communes of that day are not known";
    }
}

TEST(Thematic, LegendsCountUnitsByWhatTheirFigureIsMadeOf) {
    const auto legend = figure_row(province(), {{"figure", "facilities"}});
    EXPECT_EQ(legend.at("counts").at("total"), 3);
    EXPECT_EQ(legend.at("counts").at("reported"), 2);
    EXPECT_EQ(legend.at("counts").at("illustrative"), 1);
    EXPECT_NE(legend.at("symbol").at("fill"), "#000000");
    const auto hectares = figure_row(sample(), {{"figure", "hectares"}});
    EXPECT_LT(hectares.at("whole").dump().size(), 13u) << "no more places than the source has";
}

TEST(Thematic, DayAndFilterCountForPictureAndLegendAlike) {
    const auto now = map("choropleth", {{"figure", "products"}, {"method", "equal"}, {"n", "2"}});
    auto later = now;
    later.as_of = test::day("2027-01-01");
    EXPECT_EQ(row(province(), later, "figure").at("whole"), 0) << "all ratings are over";
    EXPECT_NE(colour_at(province(), later, in_a), colour_at(province(), now, in_a));
    auto filtered = now;
    filtered.filter.add(analysis::PropertyCondition{"stars", {"5"}});
    EXPECT_EQ(row(province(), filtered, "figure").at("whole"), 0);
    EXPECT_NE(colour_at(province(), filtered, in_a), colour_at(province(), now, in_a));
}

TEST(Thematic, DensityCountsEveryRecordOnce) {
    const auto legend = row(sample(), map("density", {{"collection", "products,craft-villages"}}), "cells");
    analysis::DensityQuestion question;
    question.scope = {
        {analysis::CollectionId::products, analysis::CollectionId::craft_villages}, sample()->reference_date(), {}};
    const auto found = analysis::density(*sample(), question);
    EXPECT_EQ(legend.at("whole"), found.records);
    EXPECT_EQ(legend.at("not_placed"), found.not_placed);
    EXPECT_EQ(legend.at("counts").at("total"), found.table.rows.size() - 1);
    std::size_t cells = 0;
    for (const auto& each : legend.at("classes"))
        cells += each.at("count").get<std::size_t>();
    EXPECT_EQ(cells, found.table.rows.size() - 1);
}

TEST(Thematic, AKernelIsAnotherMapThanHexagons) {
    const TileId middle = TileId::at({106.25, 22.67}, 9);
    const auto hexagons = tile(sample(), map("density", {}), middle);
    const auto kernel = tile(sample(), map("density", {{"method", "kernel"}, {"bandwidth", "8km"}}), middle);
    EXPECT_GT(test::differing(hexagons, kernel, 20), 2000u);
    const auto none = map("density", {{"collection", "producers"}});
    auto nothing = none;
    nothing.filter.add(analysis::PropertyCondition{"kind", {"nobody"}});
    EXPECT_EQ(row(sample(), nothing, "cells").at("classes").size(), 0u);
    EXPECT_GT(test::differing(tile(sample(), none, middle), tile(sample(), nothing, middle), 20), 200u);
}

/// The parameter that is refused, by the legend or, what only the answer tells, by the tile.
std::string refused(const std::string& style, QuestionText question) {
    const auto request = map(style, std::move(question));
    try {
        static_cast<void>(tile(province(), request, *TileId::make(5, 25, 13)));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        EXPECT_FALSE(error.remedy().empty());
        // A link to tiles that would be refused is refused as well.
        EXPECT_THROW(static_cast<void>(service().tile_json(*province(), request, "{z}")), data::Error);
        EXPECT_THROW(static_cast<void>(service().legend_json(province(), request)), data::Error);
        return error.place().parameter;
    }
    return "";
}

TEST(Thematic, WrongQuestionsNameTheirParameter) {
    EXPECT_EQ(refused("choropleth", {}), "");
    EXPECT_EQ(refused("choropleth", {{"figure", "happiness"}}), "figure");
    EXPECT_EQ(refused("choropleth", {{"figure", "name"}}), "figure");
    EXPECT_EQ(refused("choropleth", {{"by", "province"}}), "by");
    EXPECT_EQ(refused("choropleth", {{"by", "village"}}), "by");
    EXPECT_EQ(refused("choropleth", {{"method", "kernel"}}), "method");
    for (const auto* n : {"1", "13", "-3", "5x", "", "five", "99999999999999999999"})
        EXPECT_EQ(refused("choropleth", {{"n", n}}), "n") << n;
    EXPECT_EQ(refused("choropleth", {{"cell", "2km"}}), "cell") << "of no use here";
    EXPECT_EQ(refused("density", {{"figure", "products"}}), "figure") << "of no use here";
    EXPECT_EQ(refused("density", {{"method", "jenks"}}), "method");
    EXPECT_EQ(refused("density", {{"collection", "communes"}}), "collection") << "no points";
    EXPECT_EQ(refused("density", {{"collection", "products,products"}}), "collection");
    EXPECT_EQ(refused("density", {{"collection", "products,"}}), "collection");
    EXPECT_EQ(refused("density", {{"cell", "100m"}}), "cell");
    EXPECT_EQ(refused("density", {{"cell", "big"}}), "cell");
    EXPECT_EQ(refused("density", {{"bandwidth", "8km"}}), "bandwidth") << "hexagons have none";
    EXPECT_EQ(refused("density", {{"method", "kernel"}, {"bandwidth", "1km"}}), "bandwidth") << "below a cell";
    EXPECT_EQ(refused("overview", {{"figure", "products"}}), "figure");
}

TEST(Thematic, QuestionsOfOnesOwnDoNotDriveOutWhatIsUsual) {
    const auto theme = load_theme(default_theme_file());
    const auto asked = [&](const QuestionText& text) {
        return read_question(*theme->style("choropleth"), text, test::day("2025-07-01"), test::day("2025-07-01"), {});
    };
    EXPECT_TRUE(asked({}).usual);
    EXPECT_FALSE(asked({{"n", "3"}}).usual);
    EXPECT_EQ(asked({{"n", "5"}}).key, asked({}).key) << "the default, said aloud";
    EXPECT_NE(asked({{"n", "3"}}).key, asked({}).key);
    EXPECT_EQ(read_question(*theme->style("overview"), {}, test::day("2025-07-01"), test::day("2025-07-01"), {}).key,
              "");
}

TEST(Thematic, FiguresHaveNamesAndNumbersAreWrittenAsInTheirLanguage) {
    const auto& snapshot = *sample();
    EXPECT_EQ(figure_title(snapshot, "products_4").vi, "Số sản phẩm OCOP 4 sao");
    EXPECT_EQ(figure_title(snapshot, "hectares_thach_den").vi, "Vùng nguyên liệu thạch đen (ha)");
    EXPECT_EQ(figure_title(snapshot, "illustrative_products").en, "OCOP products – illustrative part");
    EXPECT_EQ(figure_title(snapshot, "anything").vi, "anything");
    EXPECT_EQ(figure_text(12, "vi"), "12");
    EXPECT_EQ(figure_text(1234.5, "en"), "1234");
    EXPECT_EQ(figure_text(0.0125, "vi"), "0,013");
    EXPECT_EQ(figure_text(2.5, "en"), "2.5");
    EXPECT_EQ(figure_text(0, "vi"), "0");
}

TEST(Thematic, RampsReachFromTheirFirstColourToTheirLast) {
    const ClassColours colours{{Colour{0, 0, 0}, Colour{100, 100, 100}, Colour{200, 200, 200}}, 1, "", ""};
    EXPECT_EQ(colours.at(0, 5), (Colour{0, 0, 0}));
    EXPECT_EQ(colours.at(2, 5), (Colour{100, 100, 100}));
    EXPECT_EQ(colours.at(3, 5), (Colour{150, 150, 150}));
    EXPECT_EQ(colours.at(4, 5), (Colour{200, 200, 200}));
    EXPECT_EQ(colours.at(0, 1), (Colour{100, 100, 100}));
}

// ---- the other styles that tell records apart

Json entries(const SnapshotPtr& snapshot, const std::string& style, const std::string& layer) {
    std::map<std::string, Json> result;
    const auto found = row(snapshot, map(style, {}), layer);
    for (const auto& entry : found.at("entries"))
        result[entry.at("title").at("vi")] = entry;
    return result;
}

TEST(Kinds, VillagesHaveTheIconOfTheirCraft) {
    const auto found = entries(province(), "facilities", "village-sites");
    EXPECT_EQ(found.at("Rèn").at("symbol").at("icon"), "anvil");
    EXPECT_EQ(found.at("Rèn").at("counts").at("total"), 2);
    EXPECT_EQ(found.at("Được công nhận").at("counts").at("total"), 1);
    EXPECT_EQ(found.at("Chưa được công nhận").at("counts").at("total"), 1);
    EXPECT_FALSE(found.contains("Dệt")) << "what does not occur is no row";
}

TEST(Kinds, ProductsAreCountedByGroupAndByStars) {
    const auto found = entries(province(), "products", "products-by-group");
    EXPECT_EQ(found.at("Thủ công mỹ nghệ, lưu niệm").at("counts").at("total"), 3);
    EXPECT_EQ(found.at("3 sao").at("counts").at("total"), 2);
    EXPECT_EQ(found.at("4 sao").at("counts").at("total"), 1);
    EXPECT_EQ(found.at("5 sao").at("counts").at("total"), 0);
}

TEST(Kinds, EachCropAndEachRouteHasItsOwnColour) {
    std::set<std::string> fills;
    const auto crops = entries(sample(), "raw-material", "crops");
    for (const auto& [crop, entry] : crops.items())
        fills.insert(entry.at("symbol").at("fill").get<std::string>());
    EXPECT_EQ(fills.size(), crops.size());
    const auto routes = entries(sample(), "tour", "routes");
    const auto stops = entries(sample(), "tour", "stops");
    EXPECT_GT(routes.size(), 2u);
    for (const auto& [route, entry] : stops.items()) {
        if (!routes.contains(route)) continue;
        EXPECT_EQ(entry.at("symbol").at("fill"), routes.at(route).at("symbol").at("fill")) << route;
    }
}

TEST(Kinds, StopsAndOtherSightsAreAllThereIsOnce) {
    const auto stops = row(sample(), map("tour", {}), "stops").at("counts").at("total").get<std::size_t>();
    const auto sights = row(sample(), map("tour", {}), "sights").at("counts").at("total").get<std::size_t>();
    EXPECT_GT(stops, 0u);
    EXPECT_GT(sights, 0u);
    EXPECT_EQ(stops + sights, sample()->content().tour_stops.size());
}

TEST(Kinds, InTheLegendsPictureEachRowThatTheMapShowsHasItsOwnSymbol) {
    auto request = map("tour", {});
    request.layers = {"routes"};
    std::promise<TileResult> promise;
    EXPECT_TRUE(
        service().render_legend(sample(), request, [&](TileResult result) { promise.set_value(std::move(result)); }));
    auto result = promise.get_future().get();
    ASSERT_TRUE(std::holds_alternative<Tile>(result));
    const auto picture = test::read_png(*std::get<Tile>(result).bytes);
    const auto routes = entries(sample(), "tour", "routes");
    int shown = 0;
    for (const auto& [route, entry] : routes.items()) {
        shown += entry.at("placed") > 0 ? 1 : 0;
        const auto colour = *parse_colour(entry.at("symbol").at("fill").get<std::string>());
        int pixels = 0;
        for (int y = 0; y < picture.height; ++y)
            pixels += test::difference(test::colour_at(picture, 30, y), colour) < 24 ? 1 : 0;
        EXPECT_EQ(pixels > 0, entry.at("placed") > 0) << route;
    }
    EXPECT_GT(shown, 0);
}

TEST(Kinds, OfSitesOnlyThoseNearARouteAreOnTheTourMap) {
    const auto all = row(sample(), map("products", {}), "products-by-group").at("counts").at("total").get<int>();
    const auto near = row(sample(), map("tour", {}), "products-near-routes").at("counts").at("total").get<int>();
    EXPECT_GT(near, 0);
    EXPECT_LT(near, all);
}

}  // namespace
}  // namespace sanvat::tiler::thematic_test
