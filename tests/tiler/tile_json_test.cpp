// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "data/error.hpp"
#include "tests/tiler/mapped_province.hpp"
#include "tiler/vector_tile.hpp"

namespace sanvat::tiler::tile_json_test {
namespace {

nlohmann::json document(const char* name, std::vector<std::string> layers = {}) {
    const MapScope scope{.name = name, .layers = std::move(layers), .as_of = {}, .units = {}, .filter = {}};
    return nlohmann::json::parse(tile_json(*load_theme(default_theme_file()), *test::mapped_snapshot(), scope,
                                           "https://example.org/{z}/{x}/{y}"));
}

TEST(TileJson, SaysWhereTheTilesAreAndWhatTheyCover) {
    for (const auto* name : {"overview", "production"}) {
        const auto json = document(name);
        EXPECT_EQ(json.at("tilejson"), "3.0.0");
        EXPECT_EQ(json.at("scheme"), "xyz");
        EXPECT_EQ(json.at("tiles"), nlohmann::json::array({"https://example.org/{z}/{x}/{y}"}));
        EXPECT_EQ(json.at("attribution"), "Nguồn: thử nghiệm");
        const auto bounds = json.at("bounds").get<std::vector<double>>();
        ASSERT_EQ(bounds.size(), 4u);
        EXPECT_NEAR(bounds[0], 106.0, 1e-9);
        EXPECT_NEAR(bounds[1], 22.0, 1e-9);
        EXPECT_NEAR(bounds[2], 106.6, 1e-9);
        EXPECT_NEAR(bounds[3], 22.2, 1e-9);
        const auto centre = json.at("center").get<std::vector<double>>();
        EXPECT_NEAR(centre[0], 106.3, 1e-9);
        EXPECT_GE(centre[2], json.at("minzoom").get<double>());
        EXPECT_LE(centre[2], json.at("maxzoom").get<double>());
    }
}

TEST(TileJson, OfVectorTilesNamesEveryLayerAndField) {
    const auto json = document("production");
    ASSERT_EQ(json.at("vector_layers").size(), vector_layers().size());
    for (std::size_t i = 0; i < vector_layers().size(); ++i) {
        const auto& layer = json.at("vector_layers")[i];
        EXPECT_EQ(layer.at("id"), vector_layers()[i].id());
        EXPECT_EQ(layer.at("fields").size(), vector_layers()[i].attributes.size() + 1);
    }
    EXPECT_EQ(json.at("vector_layers")[6].at("fields").at("stars"), "Number");
    EXPECT_EQ(
        json.at("vector_layers")[5].at("detail"),
        nlohmann::json::parse(R"({"minzoom":10,"fields":["name","unit_code","district_code","position_accuracy"]})"));
    EXPECT_EQ(json.at("dropped_points").at("layer"), "dropped");
    EXPECT_EQ(json.at("dropped_points").at("most_points"), VectorTiler::most_points);
    EXPECT_FALSE(document("overview").contains("vector_layers"));
}

TEST(TileJson, OffersVectorTilesDownToZoom16) {
    const auto json = document("production");
    EXPECT_EQ(json.at("maxzoom"), 16);
    for (const auto& layer : json.at("vector_layers"))
        EXPECT_EQ(layer.at("maxzoom"), 16);
}

TEST(TileJson, SaysAsOfWhenAndByWhichBoundaries) {
    for (const auto* name : {"overview", "production"}) {
        const auto json = document(name);
        EXPECT_EQ(json.at("as_of"), test::mapped_snapshot()->reference_date().to_string()) << name;
        EXPECT_TRUE(json.at("units_as_of").is_string()) << name;
        EXPECT_THAT(json.at("description").get<std::string>(),
                    ::testing::HasSubstr("; records as of " + json.at("as_of").get<std::string>() + ", boundaries of " +
                                         json.at("units_as_of").get<std::string>()));
        for (const auto* member : {"filter", "layers", "question"})
            EXPECT_FALSE(json.contains(member)) << name << " " << member;
    }
}

TEST(TileJson, SaysWhatItWasAskedFor) {
    MapScope scope;
    scope.name = "choropleth";
    scope.as_of = data::Date::parse("2024-02-01");
    scope.layers = {"figure"};
    scope.question = {{"figure", "products"}, {"by", "commune"}};
    scope.filter.add(analysis::parse_provenance_condition("reported"));
    const auto json = nlohmann::json::parse(
        tile_json(*load_theme(default_theme_file()), *test::mapped_snapshot(), scope, "https://example.org"));
    EXPECT_EQ(json.at("as_of"), "2024-02-01");
    EXPECT_EQ(json.at("filter"), scope.filter.canonical());
    EXPECT_EQ(json.at("layers"), nlohmann::json::array({"figure"}));
    EXPECT_EQ(json.at("question"),
              nlohmann::json::parse(R"({"figure":"products","by":"commune","method":"quantile","n":5})"));
    const std::string description = json.at("description");
    for (const std::string& part : {std::string("OCOP products, by commune; records as of 2024-02-01"),
                                    "only where " + scope.filter.canonical(), std::string("only the layers figure")})
        EXPECT_THAT(description, ::testing::HasSubstr(part));
}

TEST(TileJson, OfVectorTilesSaysThatAFilterTakesTheGroundToo) {
    MapScope scope;
    scope.filter.add(analysis::parse_provenance_condition("reported"));
    const auto description = [&](const char* name) {
        scope.name = name;
        return nlohmann::json::parse(
                   tile_json(*load_theme(default_theme_file()), *test::mapped_snapshot(), scope, "https://example.org"))
            .at("description")
            .get<std::string>();
    };
    EXPECT_THAT(description("production"), ::testing::HasSubstr("layers=communes,districts"));
    EXPECT_THAT(description("overview"), ::testing::Not(::testing::HasSubstr("units too")));
}

TEST(TileJson, OfADensitySaysHowItWasMade) {
    MapScope scope;
    scope.name = "density";
    scope.question = {
        {"method", "kernel"}, {"cell", "4km"}, {"bandwidth", "8km"}, {"collection", "products,facilities"}};
    const auto json = nlohmann::json::parse(
        tile_json(*load_theme(default_theme_file()), *test::mapped_snapshot(), scope, "https://example.org"));
    EXPECT_EQ(json.at("question"),
              nlohmann::json::parse(
                  R"({"collection":"facilities,products","method":"kernel","cell":"4000m","bandwidth":"8000m"})"));
}

TEST(TileJson, ThereIsNoneOfAnUnknownName) {
    EXPECT_THROW(document("nonsense"), data::Error);
}

TEST(TileJson, IsOfTheLayersAskedFor) {
    const auto json = document("production", {"facilities"});
    ASSERT_EQ(json.at("vector_layers").size(), 1u);
    EXPECT_EQ(json.at("vector_layers")[0].at("id"), "facilities");
    EXPECT_THROW(document("production", {"nowhere"}), data::Error);
    EXPECT_THROW(document("overview", {"nowhere"}), data::Error);
}

}  // namespace
}  // namespace sanvat::tiler::tile_json_test
