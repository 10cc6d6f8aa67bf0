// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/test_server.hpp"

namespace sanvat::api {
namespace {

using nlohmann::json;
using test::shared_server;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> ids(const json& collection) {
    std::vector<std::string> ids;
    for (const json& feature : collection["features"])
        ids.push_back(feature["id"]);
    return ids;
}

const std::vector<std::string> answers{"/analysis/locate?lon=106.05&lat=22.05",
                                       "/analysis/nearest?lon=106.05&lat=22.05",
                                       "/analysis/within?lon=106.05&lat=22.05&distance=50km",
                                       "/analysis/corridor?route=r1&distance=20km", "/analysis/summary?by=commune"};

TEST(AnalysisResources, SayAsOfWhenTheyAnswer) {
    for (const std::string& target : answers) {
        const json usual = shared_server().json(target);
        EXPECT_EQ(usual["as_of"], "2025-07-01") << target;
        EXPECT_EQ(usual["units_as_of"], "2025-07-01") << target;
        EXPECT_EQ(shared_server().json(target + "&as-of=2024-06-01")["as_of"], "2024-06-01") << target;
    }
}

TEST(AnalysisResources, ComeAsPagesAndTables) {
    for (const std::string& target : answers) {
        EXPECT_EQ(shared_server().get(target + "&f=csv").header("content-type"), "text/csv; charset=utf-8") << target;
        EXPECT_EQ(shared_server().get(target + "&f=xlsx").body.substr(0, 2), "PK") << target;
        EXPECT_THAT(shared_server().get(target, "Accept: text/html\r\n").body, HasSubstr("<table>")) << target;
    }
}

TEST(AnalysisResources, LocateFindsTheUnitsOfTheDay) {
    const json now = shared_server().json("/analysis/locate?lon=106.55&lat=22.1");
    EXPECT_THAT(ids(now), ElementsAre("Y-20200301", "003-20250701"));
    const json& commune = now["features"][1];
    EXPECT_EQ(commune["properties"]["level"], "commune");
    EXPECT_EQ(commune["properties"]["code"], "003");
    EXPECT_EQ(commune["properties"]["valid_from"], "2025-07-01");
    EXPECT_EQ(commune["geometry"]["type"], "Polygon");
    EXPECT_EQ(shared_server().json("/analysis/locate?lon=0&lat=0")["features"].size(), 0U);
}

TEST(AnalysisResources, NearestAndWithinMeasureInMetres) {
    const json nearest = shared_server().json("/analysis/nearest?lon=106.05&lat=22.05&k=2");
    EXPECT_THAT(ids(nearest), ElementsAre("f1", "f2"));
    EXPECT_EQ(nearest["features"][0]["properties"]["distance_m"], 0);
    EXPECT_EQ(nearest["features"][0]["properties"]["collection"], "facilities");
    // 0.2° of longitude and 0.1° of latitude at 22°N.
    EXPECT_NEAR(nearest["features"][1]["properties"]["distance_m"].get<double>(), 23'420, 100);
    EXPECT_THAT(ids(shared_server().json("/analysis/within?lon=106.05&lat=22.05&distance=23km")), ElementsAre("f1"));
    EXPECT_THAT(ids(shared_server().json("/analysis/within?lon=106.05&lat=22.05&distance=24000")),
                ElementsAre("f1", "f2"));
    EXPECT_THAT(ids(shared_server().json(
                    "/analysis/within?lon=106.05&lat=22.05&distance=100km&filter=kind%3Dcraft_village,cooperative")),
                ElementsAre("f2", "f3"));
    EXPECT_THAT(ids(shared_server().json("/analysis/nearest?lon=106.05&lat=22.05&provenance=illustrative")),
                ElementsAre("f3"));
    EXPECT_THAT(ids(shared_server().json("/analysis/nearest?lon=106.05&lat=22.05&k=1&collection=tour-routes")),
                ElementsAre("r1"));
}

void expect_sites_of_r1(const json& sites) {
    ASSERT_THAT(ids(sites), ElementsAre("f1", "p1", "p2", "f3")) << sites;
    const json& first = sites["features"][0]["properties"];
    EXPECT_EQ(first["collection"], "facilities");
    EXPECT_EQ(first["order"], 1);
    EXPECT_EQ(first["route_part"], 0);
    EXPECT_NEAR(first["km_along"].get<double>(), 5.16, 0.05);
    const json& last = sites["features"][3]["properties"];
    EXPECT_EQ(last["order"], 4);
    EXPECT_EQ(last["side"], "left");
    EXPECT_NEAR(last["distance_m"].get<double>(), 5'530, 50);
    EXPECT_DOUBLE_EQ(last["detour_m"].get<double>(), 2 * last["distance_m"].get<double>());
}

TEST(AnalysisResources, CorridorListsSitesOfAStoredRouteInTravelOrder) {
    expect_sites_of_r1(shared_server().json("/analysis/corridor?route=r1&distance=6km"));
    EXPECT_THAT(
        ids(shared_server().json("/analysis/corridor?route=r1&distance=6km&collection=facilities&provenance=reported")),
        ElementsAre("f1"));
}

TEST(AnalysisResources, CorridorTakesALineAsGeoJsonOrGpx) {
    const char* line = R"({"type":"LineString","coordinates":[[106.0,22.05],[106.6,22.05]]})";
    const std::string feature = std::string(R"({"type":"Feature","properties":null,"geometry":)") + line + "}";
    const std::string collection = R"({"type":"FeatureCollection","features":[)" + feature + "]}";
    const std::string gpx =
        R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>)"
        R"(<trkpt lat="22.05" lon="106.0"/><trkpt lat="22.05" lon="106.6"/></trkseg></trk></gpx>)";
    for (const std::string& body : {std::string(line), feature, collection, gpx}) {
        const auto answer = shared_server().connect().request("POST", "/analysis/corridor?distance=6km", "", body);
        ASSERT_EQ(answer.status, 200) << answer.body;
        expect_sites_of_r1(json::parse(answer.body));
    }
}

TEST(AnalysisResources, TheSummaryHasARowForEveryUnitAndOneForTheRest) {
    const json summary = shared_server().json("/analysis/summary?by=commune");
    EXPECT_EQ(summary["by"], "commune");
    EXPECT_THAT(summary["columns"], testing::Contains("facilities_craft_village"));
    ASSERT_EQ(summary["rows"].size(), 4U);
    EXPECT_EQ(summary["rows"][0]["code"], "003");
    EXPECT_EQ(summary["rows"][0]["facilities"], 1);
    EXPECT_TRUE(summary["rows"][3]["code"].is_null());
    EXPECT_EQ(summary["rows"][3]["name"], "not placed");
    EXPECT_EQ(summary["rows"][1]["hectares_thach_den"], 12.5);

    const json reported = shared_server().json("/analysis/summary?by=commune&provenance=reported");
    EXPECT_EQ(reported["rows"][0]["facilities"], 0);

    const json map = shared_server().json("/analysis/summary?by=district&f=geojson");
    EXPECT_EQ(map["type"], "FeatureCollection");
    EXPECT_EQ(map["features"][0]["geometry"]["type"], "Polygon");
    EXPECT_EQ(map["features"][0]["properties"]["code"], "X");
    EXPECT_TRUE(map["features"].back()["geometry"].is_null());
}

}  // namespace
}  // namespace sanvat::api
