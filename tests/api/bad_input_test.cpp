// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/test_server.hpp"

namespace sanvat::api::bad_input_test {
namespace {

using test::expect_problem;
using test::shared_server;

struct BadRequest {
    const char* target;
    int status;
    const char* parameter;
};

void PrintTo(const BadRequest& request, std::ostream* out) {
    *out << request.target;
}

class BadInput : public testing::TestWithParam<BadRequest> {};

TEST_P(BadInput, IsAProblemThatNamesTheParameter) {
    const auto& [target, status, parameter] = GetParam();
    expect_problem(shared_server().get(target), status, parameter);
}

INSTANTIATE_TEST_SUITE_P(Tiles, BadInput,
                         testing::Values(BadRequest{"/tiles/overview/3/9/1.png", 404, "x"},
                                         BadRequest{"/tiles/overview/3/1/9.png", 404, "y"},
                                         BadRequest{"/tiles/overview/3abc/1/1.png", 404, "z"},
                                         BadRequest{"/tiles/overview/40/1/1.png", 404, "z"},
                                         BadRequest{"/tiles/overview/-1/0/0.png", 404, "z"},
                                         BadRequest{"/tiles/overview/3/1/1x.png", 404, "y"},
                                         BadRequest{"/tiles/overview/3/1/1@3x.png", 404, "scale"},
                                         BadRequest{"/tiles/overview/3/1/1.gif", 404, "format"},
                                         BadRequest{"/tiles/overview/3/1/1.png8", 404, "format"},
                                         BadRequest{"/tiles/nowhere/3/1/1.png", 404, "name"},
                                         BadRequest{"/tiles/WebMercatorQuad/3/1/1.png", 404, "name"},
                                         BadRequest{"/tiles/nowhere.json", 404, "name"},
                                         BadRequest{"/styles/nowhere/legend", 404, "name"},
                                         BadRequest{"/tiles/overview/3/1/1.png?layers=a,,b", 400, "layers"},
                                         BadRequest{"/tiles/overview/3/1/1.png?layers=nowhere", 400, "layers"},
                                         BadRequest{"/tiles/overview.json?layers=nowhere", 400, "layers"},
                                         BadRequest{"/tiles/production.json?layers=facilities,nowhere", 400, "layers"},
                                         BadRequest{"/tiles/overview.json?colour=red", 400, "colour"},
                                         BadRequest{"/tiles/overview/3/1/1.png?as-of=2025-13-01", 400, "as-of"},
                                         BadRequest{"/tiles/overview/3/1/1.png?filter=colour%3Dred", 400, "filter"},
                                         BadRequest{"/tiles/overview/3/1/1.png?asof=2025-01-01", 400, "asof"}));

INSTANTIATE_TEST_SUITE_P(Items, BadInput,
                         testing::Values(BadRequest{"/collections/facilities/items?colour=red", 400, "colour"},
                                         BadRequest{"/collections/facilities/items?limit=-1", 400, "limit"},
                                         BadRequest{"/collections/facilities/items?limit=0", 400, "limit"},
                                         BadRequest{"/collections/facilities/items?limit=1&limit=2", 400, "limit"},
                                         BadRequest{"/collections/facilities/items?bbox=1,2,3", 400, "bbox"},
                                         BadRequest{"/collections/facilities/items?bbox=200,95,300,99", 400, "bbox"},
                                         BadRequest{"/collections/facilities/items?datetime=2023-02-31", 400,
                                                    "datetime"},
                                         BadRequest{"/collections/facilities/items?kind=palace", 400, "kind"},
                                         BadRequest{"/collections/products/items?stars=five", 400, "stars"},
                                         BadRequest{"/collections/facilities/items?f=pdf", 400, "f"},
                                         BadRequest{"/collections/facilities/items?name=%FF", 400, "name"},
                                         BadRequest{"/collections/facilities/items/nothing", 404, "id"},
                                         BadRequest{"/collections/facilities/items/f1?bbox=1,2,3,4", 400, "bbox"},
                                         BadRequest{"/collections/castles", 404, "collection"},
                                         BadRequest{"/collections/castles/items?limit=1", 404, "collection"},
                                         BadRequest{"/collections?limit=1", 400, "limit"},
                                         BadRequest{"/conformance?x=1", 400, "x"}, BadRequest{"/nothing", 404, "path"},
                                         BadRequest{"/collections/", 404, "path"}, BadRequest{"/%FF", 400, "path"}));

INSTANTIATE_TEST_SUITE_P(
    Analysis, BadInput,
    testing::Values(BadRequest{"/analysis/nearest?lon=nan&lat=22", 400, "lon"},
                    BadRequest{"/analysis/nearest?lon=106&lat=91", 400, "lat"},
                    BadRequest{"/analysis/nearest?lat=22", 400, "lon"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&k=1e9", 400, "k"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&k=0", 400, "k"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&k=1001", 400, "k"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&collection=castles", 400, "collection"},
                    BadRequest{"/analysis/within?lon=106&lat=22", 400, "distance"},
                    BadRequest{"/analysis/within?lon=106&lat=22&distance=-1", 400, "distance"},
                    BadRequest{"/analysis/within?lon=106&lat=22&distance=0", 400, "distance"},
                    BadRequest{"/analysis/within?lon=106&lat=22&distance=201km", 400, "distance"},
                    BadRequest{"/analysis/within?lon=106&lat=22&distance=3miles", 400, "distance"},
                    BadRequest{"/analysis/locate?lon=106&lat=22&units=yesterday", 400, "units"},
                    BadRequest{"/analysis/summary", 400, "by"}, BadRequest{"/analysis/summary?by=province", 400, "by"},
                    BadRequest{"/analysis/summary?by=commune&as-of=2023-02-31", 400, "as-of"},
                    BadRequest{"/analysis/summary?by=commune&provenance=guessed", 400, "provenance"},
                    BadRequest{"/analysis/summary?by=commune&filter=kind", 400, "filter"},
                    BadRequest{"/analysis/overlay", 400, "by"}, BadRequest{"/analysis/overlay?by=hamlet", 400, "by"},
                    BadRequest{"/analysis/overlay?by=commune&crop=coffee", 400, "crop"},
                    BadRequest{"/analysis/overlay?by=commune&crop=", 400, "crop"},
                    BadRequest{"/analysis/overlay?by=commune&as-of=2025", 400, "as-of"},
                    BadRequest{"/analysis/overlay?by=commune&provenance=guessed", 400, "provenance"},
                    BadRequest{"/analysis/overlay?by=commune&area=a1", 400, "area"},
                    BadRequest{"/analysis/crosswalk?to=commune&figure=facilities", 400, "from"},
                    BadRequest{"/analysis/crosswalk?from=hamlet&to=commune&figure=facilities", 400, "from"},
                    BadRequest{"/analysis/crosswalk?from=district&to=province&figure=facilities", 400, "to"},
                    BadRequest{"/analysis/crosswalk?from=district&to=district&figure=facilities", 400, "to"},
                    BadRequest{"/analysis/crosswalk?from=district&to=commune", 400, "figure"},
                    BadRequest{"/analysis/crosswalk?from=district&to=commune&figure=name", 400, "figure"},
                    BadRequest{"/analysis/crosswalk?from=district&to=commune&figure=cows", 400, "figure"},
                    BadRequest{"/analysis/value-chain?product=gone", 404, "product"},
                    BadRequest{"/analysis/value-chain?area=gone", 404, "area"},
                    BadRequest{"/analysis/value-chain?product=p1&area=a1", 400, "area"},
                    BadRequest{"/analysis/value-chain?units=never", 400, "units"},
                    BadRequest{"/analysis/value-chain?provenance=", 400, "provenance"},
                    BadRequest{"/analysis/value-chain?by=commune", 400, "by"},
                    BadRequest{"/analysis/corridor?distance=1km", 400, "route"},
                    BadRequest{"/analysis/corridor?distance=1km&route=none", 404, "route"},
                    BadRequest{"/analysis/corridor?distance=1km&route=r2", 400, "route"},
                    BadRequest{"/analysis/corridor?distance=1km&route=r1&by=stops", 400, "by"},
                    BadRequest{"/analysis/corridor?distance=0&route=r1", 400, "distance"},
                    BadRequest{"/analysis/corridor?distance=nan&route=r1", 400, "distance"},
                    BadRequest{"/analysis/corridor?distance=10000km&route=r1", 400, "distance"},
                    BadRequest{"/analysis/corridor?distance=1km&route=r1&units=2025-07-01", 400, "units"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&units=2025-07-01", 400, "units"},
                    BadRequest{"/analysis/density?units=2025-07-01", 400, "units"}, BadRequest{"/search", 400, "q"},
                    BadRequest{"/search?q=a&filter=colour%3D'red'", 400, "filter"},
                    BadRequest{"/search?q=a&filter=stars%3D", 400, "filter"},
                    BadRequest{"/search?q=a&limit=x", 400, "limit"}));

INSTANTIATE_TEST_SUITE_P(
    Filters, BadInput,
    testing::Values(BadRequest{"/tiles/overview/3/1/1.png?filter=stars", 400, "filter"},
                    BadRequest{"/tiles/production/3/1/1.mvt?filter=stars%3D'4'", 400, "filter"},
                    BadRequest{"/styles/overview/legend?filter=(stars%3D4", 400, "filter"},
                    BadRequest{"/collections/products/items?filter=", 400, "filter"},
                    BadRequest{"/collections/products/items?filter=stars%3D", 400, "filter"},
                    BadRequest{"/collections/products/items?filter=kind%3D'x'", 400, "filter"},
                    BadRequest{"/collections/products/items?filter=name%3D'%FF'", 400, "filter"},
                    BadRequest{"/collections/products/items?filter-lang=cql2-json", 400, "filter-lang"},
                    BadRequest{"/analysis/summary?by=commune&filter=population%3E1", 400, "filter"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&filter=stars%3D4", 400, "filter"},
                    BadRequest{"/analysis/nearest?lon=106&lat=22&filter=kind%3D'bakery'", 400, "filter"},
                    BadRequest{"/analysis/within?lon=106&lat=22&distance=1km&filter=name%3D'a", 400, "filter"},
                    BadRequest{"/analysis/corridor?distance=1km&route=r1&filter=name%20LIKE", 400, "filter"}));

INSTANTIATE_TEST_SUITE_P(Gaps, BadInput,
                         testing::Values(BadRequest{"/analysis/gaps?months=0", 400, "months"},
                                         BadRequest{"/analysis/gaps?months=121", 400, "months"},
                                         BadRequest{"/analysis/gaps?months=six", 400, "months"},
                                         BadRequest{"/analysis/gaps?part=towns", 400, "part"},
                                         BadRequest{"/analysis/gaps?f=csv&part=", 400, "part"},
                                         BadRequest{"/analysis/gaps?as-of=2025-02-30", 400, "as-of"},
                                         BadRequest{"/analysis/gaps?filter=kind%3D'x'", 400, "filter"},
                                         BadRequest{"/analysis/indicators?as-of=2025", 400, "as-of"},
                                         BadRequest{"/analysis/indicators?provenance=guessed", 400, "provenance"}));

TEST(BadInput, AFilterIsToldTheCharacterAndItsLimits) {
    const auto wrong = expect_problem(
        shared_server().get("/collections/products/items?filter=name%20%3D%20'a'%20AND%20stars%20%3E%20'four'"), 400,
        "filter");
    EXPECT_THAT(wrong["detail"].get<std::string>(), testing::HasSubstr("character 24: 'four' is text"));
    EXPECT_EQ(wrong["expected"], "compare stars with a number");
    const auto nested = [](std::size_t depth) {
        return "/analysis/summary?by=commune&filter=" + std::string(depth, '(') + "stars%3D4" + std::string(depth, ')');
    };
    EXPECT_EQ(shared_server().get(nested(64)).status, 200);
    const auto deep = expect_problem(shared_server().get(nested(1'000)), 400, "filter");
    EXPECT_THAT(deep["expected"].get<std::string>(), testing::HasSubstr("64"));
    const auto lengthy = expect_problem(shared_server().get(nested(5'000)), 400, "filter");
    EXPECT_THAT(lengthy["expected"].get<std::string>(), testing::HasSubstr("4000"));
    // Ten thousand brackets and as many that close are more than a request line may hold.
    EXPECT_EQ(shared_server().get(nested(10'000)).status / 100, 4);
}

TEST(BadInput, AnUnknownParameterIsToldWhatThereIs) {
    const auto problem = expect_problem(shared_server().get("/analysis/nearest?lon=1&lat=2&count=3"), 400, "count");
    EXPECT_THAT(problem["expected"].get<std::string>(), testing::HasSubstr("lon, lat, k, collection"));
}

TEST(BadInput, BodiesThatNobodyTakesAreNotWaitedFor) {
    const auto announce = [](const std::string& line) {
        test::HttpClient client = shared_server().connect();
        client.send(line + " HTTP/1.1\r\nHost: test.example\r\nContent-Length: 1000000\r\n\r\n");
        const test::HttpAnswer answer = client.read();
        EXPECT_EQ(answer.header("connection"), "close") << line;
        return answer;
    };
    expect_problem(announce("GET /health"), 413, "body");
    expect_problem(announce("GET /analysis/corridor?route=r1&distance=1km"), 413, "body");
    expect_problem(announce("POST /nothing"), 404, "path");
    expect_problem(announce("POST /%FF"), 400, "path");
    const auto wrong_method = announce("POST /collections");
    expect_problem(wrong_method, 405, "");
    EXPECT_EQ(wrong_method.header("allow"), "GET, HEAD, OPTIONS");
}

TEST(BadInput, ABodyOfBracketsDoesNotUseUpTheStack) {
    const std::string body = R"({"type":"LineString","coordinates":[[999,0,)" + std::string(1'000'000, '[') +
                             std::string(1'000'000, ']') + "],[0,0]]}";
    const auto answer = shared_server().connect().request("POST", "/analysis/corridor?distance=1km", "", body);
    const auto problem = expect_problem(answer, 400, "body");
    EXPECT_LT(problem["detail"].get<std::string>().size(), 200U);
    EXPECT_EQ(shared_server().get("/health").status, 200);
}

TEST(BadInput, BodiesThatAreNoRouteAreProblems) {
    const auto post = [](std::string_view body) {
        return shared_server().connect().request("POST", "/analysis/corridor?distance=1km", "", body);
    };
    EXPECT_EQ(post("").status, 400);
    for (const char* body : {"{", "[]", "{\"type\":\"Point\",\"coordinates\":[106,22]}", "<gpx></gpx>", "\x01\x02",
                             R"({"type":"LineString","coordinates":[[106,22],[106,22]]})",
                             R"({"type":"LineString","coordinates":[[106,22],[106,95]]})"}) {
        SCOPED_TRACE(body);
        expect_problem(post(body), 400, "body");
    }
    EXPECT_EQ(shared_server().connect().request("POST", "/analysis/corridor?distance=1km&route=r1", "", "{}").status,
              400);
}

}  // namespace
}  // namespace sanvat::api::bad_input_test
