// SPDX-License-Identifier: Apache-2.0
// Classes, density and history over HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/route_reader.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::statistics_resources_test {
namespace {

using nlohmann::json;
using test::expect_problem;
using test::shared_server;
using testing::HasSubstr;

const std::vector<std::string> answers{"/analysis/classes?by=commune&figure=facilities", "/analysis/density?cell=10km",
                                       "/analysis/density?method=kernel", "/analysis/history?by=district"};

TEST(StatisticsResources, SayAsOfWhenTheyAnswer) {
    for (const std::string& target : answers) {
        EXPECT_EQ(shared_server().json(target)["as_of"], "2025-07-01") << target;
        EXPECT_TRUE(shared_server().json(target).contains("units_as_of")) << target;
        EXPECT_EQ(shared_server().json(target + "&as-of=2024-06-01")["as_of"], "2024-06-01") << target;
    }
}

TEST(StatisticsResources, ComeAsPagesAndTables) {
    for (const std::string& target : answers) {
        const auto csv = shared_server().get(target + "&f=csv");
        EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8") << target;
        EXPECT_THAT(csv.body, HasSubstr("2025-07-01")) << target;
        EXPECT_EQ(shared_server().get(target + "&f=xlsx").body.substr(0, 2), "PK") << target;
        EXPECT_THAT(shared_server().get(target, "Accept: text/html\r\n").body, HasSubstr("<table>")) << target;
    }
}

TEST(StatisticsResources, ClassesCountUnits) {
    const json classes = shared_server().json("/analysis/classes?by=commune&figure=facilities&method=jenks&n=2");
    EXPECT_EQ(classes["figure"], "facilities");
    EXPECT_EQ(classes["units"], 3);
    EXPECT_EQ(classes["not_placed"], 0);
    ASSERT_EQ(classes["rows"].size(), 1U) << "every commune has one facility";
    EXPECT_EQ(classes["rows"][0]["from"], 1);
    EXPECT_EQ(classes["rows"][0]["closed"], "both");
    EXPECT_EQ(classes["rows"][0]["count"], 3);
    EXPECT_THAT(classes["note"].get<std::string>(), HasSubstr("only 1 different"));
    const json reported =
        shared_server().json("/analysis/classes?by=commune&figure=facilities&method=pretty&provenance=reported");
    EXPECT_EQ(reported["rows"].size(), 2U);
    EXPECT_EQ(reported["rows"][0]["count"], 1);
    EXPECT_EQ(reported["rows"][1]["count"], 2);
}

TEST(StatisticsResources, DensityDrawsCellsWithCountsByProvenance) {
    const json hexagons = shared_server().json("/analysis/density?cell=10km");
    EXPECT_EQ(hexagons["type"], "FeatureCollection");
    EXPECT_EQ(hexagons["records"], 3);
    EXPECT_EQ(hexagons["not_placed"], 0);
    EXPECT_NEAR(hexagons["cell_area_km2"].get<double>(), 86.6, 0.01);
    ASSERT_EQ(hexagons["features"].size(), 4U) << "three cells and the row of what has no place";
    int illustrative = 0;
    for (const json& feature : hexagons["features"])
        illustrative += feature["properties"]["count_illustrative"].get<int>();
    EXPECT_EQ(illustrative, 1);
    EXPECT_EQ(hexagons["features"][0]["geometry"]["type"], "Polygon");
    EXPECT_TRUE(hexagons["features"][3]["geometry"].is_null());

    const json kernel = shared_server().json(
        "/analysis/density?method=kernel&cell=2km&bandwidth=8km&filter=kind%3D%27craft_village%27");
    EXPECT_EQ(kernel["records"], 1);
    EXPECT_EQ(kernel["bandwidth_m"], 8000);
    EXPECT_NEAR(kernel["sum"].get<double>(), 1, 0.01);
}

TEST(StatisticsResources, HistoryHasARowForEveryUnitAndYear) {
    const json history = shared_server().json("/analysis/history?by=commune&from=2022&to=2027");
    EXPECT_EQ(history["rows"].size(), 4U * 6);
    EXPECT_EQ(history["from"], 2022);
    int lapsed = 0;
    for (const json& row : history["rows"]) {
        EXPECT_EQ(row["outlook"].get<bool>(), row["year"].get<int>() >= 2025);
        lapsed += row["lapsed"].get<int>();
    }
    EXPECT_EQ(lapsed, 2);
    const json map = shared_server().json("/analysis/history?by=district&f=geojson");
    EXPECT_EQ(map["features"][0]["geometry"]["type"], "Polygon");
    EXPECT_EQ(map["features"].back()["properties"]["name"], "not placed");
}

TEST(StatisticsResources, CorridorAddsUpDetoursAndComesAsGpx) {
    const std::string target = "/analysis/corridor?route=r1&distance=6km";
    const json chosen = shared_server().json(target + "&sites=f3,p2");
    ASSERT_EQ(chosen["features"].size(), 2U);
    const double sum = chosen["features"][0]["properties"]["detour_m"].get<double>() +
                       chosen["features"][1]["properties"]["detour_m"].get<double>();
    EXPECT_NEAR(chosen["detour_total_m"].get<double>(), sum, 0.002);
    EXPECT_GT(sum, 1'000);
    expect_problem(shared_server().get(target + "&sites=f3,f2"), 400, "sites");
    expect_problem(shared_server().get(target + "&sites="), 400, "sites");

    const auto gpx = shared_server().get(target + "&f=gpx");
    EXPECT_EQ(gpx.header("content-type"), "application/gpx+xml");
    EXPECT_THAT(gpx.header("content-disposition"), HasSubstr("corridor.gpx"));
    const data::MultiLineString line{{{106.0, 22.05}, {106.6, 22.05}}};
    EXPECT_EQ(data::read_route(gpx.body).line, line);
    EXPECT_THAT(gpx.body, HasSubstr("<name>Nhà máy miến dong</name>"));
}

TEST(StatisticsResources, RefuseBadValuesByName) {
    struct Case {
        const char* target;
        int status;
        const char* parameter;
    };
    for (const auto& [target, status, parameter] :
         {Case{"/analysis/classes?by=commune", 400, "figure"},
          Case{"/analysis/classes?figure=facilities", 400, "by"},
          Case{"/analysis/classes?by=province&figure=facilities", 400, "by"},
          Case{"/analysis/classes?by=commune&figure=name", 400, "figure"},
          Case{"/analysis/classes?by=commune&figure=facilities&method=kmeans", 400, "method"},
          Case{"/analysis/classes?by=commune&figure=facilities&n=1", 400, "n"},
          Case{"/analysis/classes?by=commune&figure=facilities&n=13", 400, "n"},
          Case{"/analysis/classes?by=commune&figure=facilities&n=5x", 400, "n"},
          Case{"/analysis/classes?by=commune&figure=facilities&f=geojson", 400, "f"},
          Case{"/analysis/density?cell=0", 400, "cell"},
          Case{"/analysis/density?cell=100", 400, "cell"},
          Case{"/analysis/density?cell=nan", 400, "cell"},
          Case{"/analysis/density?cell=10000km", 400, "cell"},
          Case{"/analysis/density?method=kernel&bandwidth=-1", 400, "bandwidth"},
          Case{"/analysis/density?method=kernel&bandwidth=1km", 400, "bandwidth"},
          Case{"/analysis/density?bandwidth=8km", 400, "bandwidth"},
          Case{"/analysis/density?method=grid", 400, "method"},
          Case{"/analysis/density?collection=communes", 400, "collection"},
          Case{"/analysis/density?collection=castles", 400, "collection"},
          Case{"/analysis/density?method=kernel&cell=500&bandwidth=200km", 400, "cell"},
          Case{"/analysis/density?filter=kind", 400, "filter"},
          Case{"/analysis/density?units=2025-07-01", 400, "units"},
          Case{"/analysis/history", 400, "by"},
          Case{"/analysis/history?by=hamlet", 400, "by"},
          Case{"/analysis/history?by=province", 404, "by"},
          Case{"/analysis/history?by=commune&from=1e3", 400, "from"},
          Case{"/analysis/history?by=commune&from=2024&to=2023", 400, "from"},
          Case{"/analysis/history?by=commune&from=1900&to=2025", 400, "from"},
          Case{"/analysis/history?by=commune&to=9999", 400, "to"},
          Case{"/analysis/history?by=commune&provenance=guessed", 400, "provenance"}}) {
        SCOPED_TRACE(target);
        expect_problem(shared_server().get(target), status, parameter);
    }
}

}  // namespace
}  // namespace sanvat::api::statistics_resources_test
