// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "data/geodesic.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::analysis_resources_test {
namespace {

using nlohmann::json;
using test::expect_problem;
using test::ids;
using test::shared_server;
using test::small_register;
using test::TestServer;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::string> answers{"/analysis/locate?lon=106.05&lat=22.05",
                                       "/analysis/nearest?lon=106.05&lat=22.05",
                                       "/analysis/within?lon=106.05&lat=22.05&distance=50km",
                                       "/analysis/corridor?route=r1&distance=20km",
                                       "/analysis/summary?by=commune",
                                       "/analysis/gaps?months=6",
                                       "/analysis/indicators?provenance=reported,derived",
                                       "/analysis/crosswalk?from=district&to=commune&figure=facilities",
                                       "/analysis/overlay?by=commune",
                                       "/analysis/value-chain?provenance=reported",
                                       "/analysis/value-chain?product=p1"};

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
        const auto csv = shared_server().get(target + "&f=csv");
        EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8") << target;
        EXPECT_THAT(csv.body.substr(0, csv.body.find('\n')), AllOf(HasSubstr(",as_of"), HasSubstr(",units_as_of")))
            << target;
        const json answer = shared_server().json(target);
        EXPECT_EQ(answer.value("numberReturned", 0U), answer.value("features", json::array()).size()) << target;
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
    EXPECT_THAT(
        ids(shared_server().json(
            "/analysis/within?lon=106.05&lat=22.05&distance=100km&filter=kind%20IN%20('craft_village','cooperative')")),
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

/// The usual store with three stops on its route, the first at its end and the second far away.
data::Register with_stops() {
    data::Register content = small_register();
    for (const auto& [id, name, position, point] : {std::tuple{"s1", "Bến xe", 1, data::LonLat{106.6, 22.3}},
                                                    {"s2", "Xa", 2, data::LonLat{108, 22}},
                                                    {"s3", "Chợ", 3, data::LonLat{106.0, 22.3}}}) {
        data::TourStop stop;
        stop.id = id;
        stop.name = name;
        stop.route = "r1";
        stop.position = position;
        stop.point = point;
        content.tour_stops.push_back(stop);
    }
    data::sort_tables(content);
    return content;
}

TEST(AnalysisResources, CorridorListsSitesByStop) {
    const TestServer server({}, with_stops());
    const json by_route = server.json("/analysis/corridor?route=r1&distance=6km");
    const json by_stop = server.json("/analysis/corridor?route=r1&distance=6km&by=stop");
    EXPECT_FALSE(by_route.contains("stops"));
    ASSERT_EQ(by_stop["stops"].size(), 3U);
    EXPECT_EQ(by_stop["stops"][0]["stop"], "s1");
    EXPECT_EQ(by_stop["stops"][0]["stop_name"], "Bến xe");
    EXPECT_EQ(by_stop["stops"][0]["stop_order"], 1);
    EXPECT_EQ(by_stop["stops"][1]["sites"], 0) << "a stop without sites is listed, too";
    std::size_t at = 0;
    for (const json& stop : by_stop["stops"]) {
        for (int i = stop["sites"].get<int>(); i > 0; --i)
            EXPECT_EQ(by_stop["features"].at(at++)["properties"]["stop"], stop["stop"]);
    }
    EXPECT_EQ(at, by_stop["features"].size());
    EXPECT_THAT(ids(by_route), ElementsAre("f1", "p1", "p2", "f3"));
    EXPECT_THAT(ids(by_stop), ElementsAre("p2", "f3", "f1", "p1"));
    EXPECT_EQ(by_stop["features"][0]["properties"]["order"], 3) << "in travel order, as ever";
    const json& site = by_route["features"][0]["properties"];
    EXPECT_EQ(site["stop"], "s3");
    EXPECT_NEAR(site["stop_distance_m"].get<double>(), data::distance_m({106.05, 22.05}, {106.0, 22.3}), 0.01);
    EXPECT_THAT(server.get("/analysis/corridor?route=r1&distance=6km&by=stop&f=csv").body,
                HasSubstr("stop,stop_name,stop_order,stop_distance_m"));
}

TEST(AnalysisResources, CorridorTakesTheStopsOfAnUploadedRoute) {
    const auto post = [](const std::string& body) {
        return shared_server().connect().request("POST", "/analysis/corridor?distance=6km&by=stop", "", body);
    };
    const std::string head =
        R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">)";
    const std::string track =
        R"(<trk><trkseg><trkpt lat="22.05" lon="106.0"/><trkpt lat="22.05" lon="106.6"/></trkseg></trk></gpx>)";
    const std::string stops = R"(<wpt lat="22.1" lon="106.5"><name>Cuối</name></wpt>)"
                              R"(<wpt lat="22.0" lon="106.1"><name>Đầu</name></wpt>)";
    const auto answer = post(head + stops + track);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json found = json::parse(answer.body);
    ASSERT_EQ(found["stops"].size(), 2U);
    EXPECT_EQ(found["stops"][0]["stop_name"], "Đầu") << "in travel order";
    EXPECT_TRUE(found["stops"][0]["stop"].is_null()) << "a waypoint has no id";
    EXPECT_EQ(found["features"][0]["properties"]["stop_name"], "Đầu");
    expect_problem(post(head + track), 400, "by");
}

TEST(AnalysisResources, GapsAndIndicatorsTakeAFilterOfProducts) {
    const auto codes = [](const std::string& filter) {
        std::vector<std::string> found;
        const json gaps = shared_server().json("/analysis/gaps?as-of=2025-10-01" + filter);
        for (const json& commune : gaps["communes"])
            found.push_back(commune["code"]);
        return found;
    };
    EXPECT_THAT(codes(""), ElementsAre("003"));
    EXPECT_THAT(codes("&filter=stars%3E%3D4"), ElementsAre("003", "A")) << "the product in A has 3 stars";
    const auto products = [](const std::string& filter) {
        return shared_server().json("/analysis/indicators?" + filter)["indicators"][0]["figure"];
    };
    EXPECT_EQ(products(""), 2);
    EXPECT_EQ(products("filter=stars%3E%3D4"), 1);
    expect_problem(shared_server().get("/analysis/gaps?filter=stars%3D"), 400, "filter");
    expect_problem(shared_server().get("/analysis/indicators?filter=kind%3D'x'"), 400, "filter");
}

TEST(AnalysisResources, GapsAreThreeArrays) {
    const json gaps = shared_server().json("/analysis/gaps?as-of=2025-10-01");
    EXPECT_EQ(gaps["months"], 6);
    EXPECT_EQ(gaps["products_not_placed"], 0);
    ASSERT_EQ(gaps["communes"].size(), 1U) << "A and B have a product, C the facility f3 alone";
    EXPECT_EQ(gaps["communes"][0]["code"], "003");
    EXPECT_EQ(gaps["communes"][0]["facilities"], 1);
    EXPECT_EQ(gaps["communes"][0]["facilities_illustrative"], 1);
    ASSERT_EQ(gaps["expiring"].size(), 1U);
    EXPECT_EQ(gaps["expiring"][0]["id"], "p1");
    EXPECT_EQ(gaps["expiring"][0]["rating_valid_to"], "2026-02-20");
    EXPECT_EQ(gaps["villages"], json::array()) << "f3 is no village of the table of villages";

    const json part = shared_server().json("/analysis/gaps?part=expiring&months=1");
    EXPECT_EQ(part["expiring"], json::array());
    EXPECT_FALSE(part.contains("communes"));
    const json map = shared_server().json("/analysis/gaps?f=geojson");
    EXPECT_EQ(map["features"][0]["properties"]["gap"], "communes");
    EXPECT_EQ(map["features"][0]["geometry"]["type"], "Polygon");
    const std::string csv = shared_server().get("/analysis/gaps?f=csv&part=communes").body;
    EXPECT_THAT(csv.substr(0, csv.find('\n')),
                AllOf(HasSubstr("code,name,facilities,facilities_reported"), HasSubstr(",as_of,units_as_of")));
    EXPECT_EQ(shared_server().json("/analysis/gaps?provenance=reported")["communes"].size(), 0U);
}

TEST(AnalysisResources, IndicatorsSetTargetsBesideTheRecords) {
    const json indicators = shared_server().json("/analysis/indicators");
    const auto& all = indicators["indicators"];
    const auto row = [&](const std::string& id) {
        return *std::ranges::find_if(all, [&](const json& each) { return each["indicator"] == id; });
    };
    EXPECT_EQ(row("products")["figure"], 2);
    EXPECT_EQ(row("products")["counted_reported"], 2);
    EXPECT_EQ(row("products_4")["figure"], 1);
    EXPECT_TRUE(row("products")["target"].is_null()) << "this store has no programme";
    EXPECT_TRUE(row("owners_cooperative_share")["figure"].is_null()) << "nor owners";
    EXPECT_EQ(shared_server().json("/analysis/indicators?as-of=2023-12-31")["indicators"][0]["figure"], 1);
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

    const json chosen = shared_server().json(
        "/analysis/"
        "summary?by=commune&filter-lang=cql2-text&filter=stars%20%3E%3D%204%20OR%20kind%20%3D%20'cooperative'");
    EXPECT_EQ(chosen["rows"][2]["facilities"], 1);
    EXPECT_EQ(chosen["rows"][2]["products"], 1);
    EXPECT_EQ(chosen["rows"][1]["products"], 0);
    EXPECT_EQ(chosen["rows"][1]["hectares"], 0) << "areas have neither stars nor a kind";

    const json reported = shared_server().json("/analysis/summary?by=commune&provenance=reported");
    EXPECT_EQ(reported["rows"][0]["facilities"], 0);

    const json map = shared_server().json("/analysis/summary?by=district&f=geojson");
    EXPECT_EQ(map["type"], "FeatureCollection");
    EXPECT_EQ(map["features"][0]["geometry"]["type"], "Polygon");
    EXPECT_EQ(map["features"][0]["properties"]["code"], "X");
    EXPECT_TRUE(map["features"].back()["geometry"].is_null());
}

TEST(AnalysisResources, TheOverlaySumsToItsTotals) {
    const json overlay = shared_server().json("/analysis/overlay?by=commune");
    EXPECT_EQ(overlay["type"], "FeatureCollection");
    EXPECT_EQ(overlay["by"], "commune");
    EXPECT_EQ(overlay["totals"]["hectares"], 12.5);
    EXPECT_EQ(overlay["totals"]["by_place"], 12.5);
    ASSERT_EQ(overlay["features"].size(), 1U);
    const json& piece = overlay["features"][0]["properties"];
    EXPECT_EQ(piece["area"], "a1");
    EXPECT_EQ(piece["code"], "A");
    EXPECT_EQ(piece["share"], 1);
    EXPECT_TRUE(piece["differs"].is_null());
    ASSERT_EQ(overlay["units"]["rows"].size(), 2U);
    EXPECT_EQ(overlay["units"]["rows"][0]["hectares"], 12.5);
    EXPECT_EQ(overlay["units"]["rows"][1]["name"], "not placed");
    EXPECT_EQ(shared_server().json("/analysis/overlay?by=commune&crop=thach_den")["features"].size(), 1U);
    const json illustrative = shared_server().json("/analysis/overlay?by=district&provenance=illustrative");
    EXPECT_EQ(illustrative["features"].size(), 0U);
    EXPECT_EQ(illustrative["totals"]["hectares"], 0);
    EXPECT_EQ(shared_server().json("/analysis/overlay?by=commune&as-of=2023-12-31")["totals"]["hectares"], 0)
        << "the hectares are of 2024";
}

TEST(AnalysisResources, TheCrosswalkCarriesByAreaAndCountsByRecords) {
    const json found = shared_server().json("/analysis/crosswalk?from=district&to=commune&figure=facilities");
    EXPECT_EQ(found["total"], 3);
    EXPECT_EQ(found["from_units_as_of"], "2025-06-30");
    ASSERT_EQ(found["features"].size(), 4U);
    // f1 and f2 stand in X, f3 in Y; a third of each district's ground went into B.
    const json& b = found["features"][2]["properties"];
    EXPECT_EQ(b["code"], "B");
    EXPECT_NEAR(b["by_area"].get<double>(), 1, 1e-6);
    EXPECT_EQ(b["by_records"], 1);
    EXPECT_EQ(b["parts"], "33.3 % of Huyện Quảng Hòa (area); 33.3 % of Huyện Hòa An (area)");
    ASSERT_EQ(found["parts"]["rows"].size(), 4U);
    EXPECT_EQ(found["parts"]["rows"][0]["basis"], "area");
}

TEST(AnalysisResources, TheValueChainListsMembersAndWhatIsBroken) {
    const json chain = shared_server().json("/analysis/value-chain?product=p1");
    EXPECT_THAT(ids(chain), ElementsAre("products/p1", "facilities/f1"));
    EXPECT_EQ(chain["features"][0]["properties"]["stable"], false);
    ASSERT_EQ(chain["broken"].size(), 1U);
    EXPECT_EQ(chain["broken"][0]["kind"], "no-link");
    EXPECT_EQ(chain["broken"][0]["id"], "p1");
    EXPECT_EQ(chain["shares"][0]["known"], 0);

    const json all = shared_server().json("/analysis/value-chain");
    EXPECT_EQ(all["stable"]["products"]["all"], 2);
    EXPECT_EQ(all["stable"]["products"]["share"], 0);
    EXPECT_TRUE(all["stable"]["owners"]["share"].is_null()) << "no product has an owner";
    EXPECT_THAT(ids(all), ElementsAre("products/p1", "products/p2"));
    EXPECT_EQ(shared_server().json("/analysis/value-chain?provenance=illustrative")["features"].size(), 0U);
    const json from_area = shared_server().json("/analysis/value-chain?area=a1");
    EXPECT_THAT(ids(from_area), ElementsAre("raw-material-areas/a1"));
    EXPECT_EQ(from_area["broken"][0]["kind"], "no-link");
}

}  // namespace
}  // namespace sanvat::api::analysis_resources_test
