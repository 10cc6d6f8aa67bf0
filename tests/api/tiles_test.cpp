// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <nlohmann/json.hpp>

#include "api/resources.hpp"
#include "api/service.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::tiles_test {
namespace {

using nlohmann::json;
using test::shared_server;
using testing::HasSubstr;

// The zoom-8 tile that holds the middle of the small province (106.3°E 22.1°N).
constexpr const char* tile = "/tiles/overview/8/203/112.png";

TEST(Tiles, ComeInTheirFormatsWithTagsOfTheirContent) {
    const auto png = shared_server().get(tile);
    EXPECT_EQ(png.status, 200);
    EXPECT_EQ(png.header("content-type"), "image/png");
    EXPECT_EQ(png.body.substr(1, 3), "PNG");
    EXPECT_THAT(png.header("etag"), testing::MatchesRegex("\"[0-9a-f]{32}\""));
    EXPECT_EQ(png.header("vary"), "");
    const auto twice = shared_server().get("/tiles/overview/8/203/112@2x.png");
    EXPECT_EQ(twice.status, 200);
    EXPECT_NE(twice.header("etag"), png.header("etag"));
    const auto webp = shared_server().get("/tiles/overview/8/203/112.webp");
    EXPECT_EQ(webp.header("content-type"), "image/webp");
    EXPECT_EQ(webp.body.substr(8, 4), "WEBP");
    const auto vector = shared_server().get("/tiles/production/8/203/112.mvt");
    EXPECT_EQ(vector.status, 200);
    EXPECT_EQ(vector.header("content-type"), "application/vnd.mapbox-vector-tile");
    EXPECT_EQ(shared_server().get("/tiles/production/8/203/112.pbf").body, vector.body);
    EXPECT_EQ(shared_server().get("/tiles/overview/8/203/112.mvt").status, 404);
    EXPECT_EQ(shared_server().get("/tiles/production/8/203/112.png").status, 404);
}

TEST(Tiles, TileJsonLeadsToTilesWithItsParameters) {
    const json tiles = shared_server().json("/tiles/overview.json?as-of=2024-01-01&provenance=reported");
    EXPECT_EQ(tiles["tilejson"], "3.0.0");
    EXPECT_EQ(tiles["tiles"][0],
              "http://test.example/tiles/overview/{z}/{x}/{y}.png?as-of=2024-01-01&provenance=reported");
    EXPECT_EQ(shared_server().json("/tiles/production.json")["tiles"][0],
              "http://test.example/tiles/production/{z}/{x}/{y}.mvt");
    EXPECT_EQ(shared_server().get("/tiles/overview.json?as-of=never").status, 400);
}

TEST(Tiles, TheLegendCountsAndIsAPictureToo) {
    const json legend = shared_server().json("/styles/overview/legend");
    EXPECT_EQ(legend["as_of"], "2025-07-01");
    EXPECT_FALSE(legend["layers"].empty());
    EXPECT_EQ(shared_server().get("/styles/overview/legend?f=png&lang=en&scale=2").body.substr(1, 3), "PNG");
    EXPECT_THAT(shared_server().get("/styles/overview/legend", "Accept: text/html\r\n").body, HasSubstr("<img"));
    EXPECT_EQ(shared_server().get("/styles/overview/legend?lang=fr").status, 400);
}

TEST(Tiles, AFilterCountsForRecordsOfPicturesVectorTilesAndLegendAlike) {
    const auto tag = [](const std::string& target, const std::string& filter) {
        const auto answer = shared_server().get(target + "?filter=" + filter);
        EXPECT_EQ(answer.status, 200) << target << filter << answer.body;
        return answer.header("etag");
    };
    for (const std::string target : {"/tiles/overview/8/203/111.png", "/tiles/production/8/203/111.mvt"}) {
        const std::string all = shared_server().get(target).header("etag");
        EXPECT_EQ(tag(target, "TRUE"), all);
        EXPECT_NE(tag(target, "FALSE"), all) << target;
        EXPECT_EQ(tag(target, "stars%3D4%20OR%20kind%3D'cooperative'"),
                  tag(target, "'cooperative'%3Dkind+OR+stars+IN(4)"));
        EXPECT_NE(tag(target, "kind%3D'cooperative'"), all) << target;
    }
    const auto facilities = [](const std::string& filter) {
        std::map<std::string, json> counts;
        const json legend = shared_server().json("/styles/overview/legend?filter=" + filter);
        for (const json& layer : legend["layers"])
            counts[layer["id"]] = layer["counts"]["reported"];
        return counts;
    };
    EXPECT_EQ(facilities("TRUE").at("agro-processing"), 1);
    EXPECT_EQ(facilities("kind%20%3C%3E%20'agro_processing'").at("agro-processing"), 0);
    EXPECT_EQ(facilities("kind%20%3C%3E%20'agro_processing'").at("communes"), 3) << "the backdrop stays";
}

TEST(Tiles, ThematicStylesAnswerTheQuestionInTheirParameters) {
    const std::string question = "?figure=facilities&by=district&method=equal&n=3";
    EXPECT_EQ(shared_server().get("/tiles/choropleth/8/203/112.png" + question).status, 200);
    EXPECT_EQ(shared_server().get("/tiles/density/8/203/112.png?method=kernel&cell=2km&collection=products").status,
              200);
    EXPECT_EQ(shared_server().json("/tiles/choropleth.json" + question)["tiles"][0],
              "http://test.example/tiles/choropleth/{z}/{x}/{y}.png" + question);
    const json legend = shared_server().json("/styles/choropleth/legend" + question);
    const json classes = shared_server().json("/analysis/classes" + question);
    ASSERT_EQ(legend["layers"][0]["classes"].size(), classes["rows"].size());
    for (std::size_t i = 0; i < classes["rows"].size(); ++i) {
        for (const auto* key : {"from", "to", "closed", "count"})
            EXPECT_EQ(legend["layers"][0]["classes"][i][key], classes["rows"][i][key]) << i << key;
    }
    EXPECT_EQ(legend["layers"][0]["not_placed"], classes["not_placed"]);
}

TEST(Tiles, AQuestionThatCannotBeAnsweredNamesItsParameter) {
    const auto parameter = [](const std::string& target) {
        const auto answer = shared_server().get(target);
        EXPECT_EQ(answer.status, 400) << target;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json") << target;
        return json::parse(answer.body).value("parameter", "");
    };
    for (const std::string target :
         {"/tiles/choropleth/8/203/112.png", "/tiles/choropleth.json", "/styles/choropleth/legend"}) {
        EXPECT_EQ(parameter(target + "?figure=happiness"), "figure");
        EXPECT_EQ(parameter(target + "?method=magic"), "method");
        EXPECT_EQ(parameter(target + "?n=1"), "n");
        EXPECT_EQ(parameter(target + "?by=province"), "by");
        EXPECT_EQ(parameter(target + "?colour=red"), "colour");
        EXPECT_EQ(parameter(target + "?layers=figures"), "layers");
    }
    EXPECT_EQ(parameter("/tiles/overview/8/203/112.png?n=5"), "n");
    EXPECT_EQ(parameter("/tiles/production/8/203/112.mvt?n=5"), "n");
    EXPECT_EQ(parameter("/tiles/density/8/203/112.png?cell=1m"), "cell");
    EXPECT_EQ(shared_server().get("/tiles/tomorrow/8/203/112.png").status, 404);
}

/// A service over a tile service of one thread, which `hold` keeps from drawing until `let_go`.
class BusyTiles : public testing::Test {
protected:
    BusyTiles() : current_(std::make_shared<const State>(test::SmallProvince().snapshot())) {
        Resources resources;
        add_tiles(resources, tiles_);
        add_health(resources);
        service_.emplace(std::move(resources), files_, current_, workers_, "", "look");
    }

    void hold() {
        tiler::TileRequest first;
        first.name = "overview";
        ASSERT_TRUE(tiles_.render(current_.get()->snapshot(), first, [this](const auto&) {
            held_.count_down();
            gate_.wait();
        }));
        held_.wait();
    }
    void let_go() { gate_.count_down(); }

    std::future<Response> ask(const std::string& path) {
        auto request = std::make_shared<Request>();
        request->method = "GET";
        request->path = path;
        auto promise = std::make_shared<std::promise<Response>>();
        service_->handle(request, [promise](Response response) { promise->set_value(std::move(response)); });
        return promise->get_future();
    }

    std::latch held_{1};
    std::latch gate_{1};
    CurrentState current_;
    const StaticFiles files_;
    Workers workers_{1, 8};
    std::optional<Service> service_;
    tiler::TileService tiles_{
        {.theme = {}, .cache_bytes = 1u << 20u, .cache_folder = {}, .tell = {}, .threads = 1, .queue = 1}};
};

TEST_F(BusyTiles, AFullQueueAnswers503WhileTheRestStaysQuick) {
    hold();
    auto waiting = ask("/tiles/overview/9/407/224.png");
    auto refused = ask("/tiles/overview/12/3256/1792.png");
    const auto now = std::chrono::seconds(0);
    ASSERT_EQ(refused.wait_for(now), std::future_status::ready);
    const Response answer = refused.get();
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.headers, testing::Contains(testing::Key("Retry-After")));
    auto health = ask("/health");
    ASSERT_EQ(health.wait_for(now), std::future_status::ready);
    EXPECT_EQ(health.get().status, 200);
    EXPECT_NE(waiting.wait_for(now), std::future_status::ready);
    let_go();
    EXPECT_EQ(waiting.get().status, 200);
}

}  // namespace
}  // namespace sanvat::api::tiles_test
