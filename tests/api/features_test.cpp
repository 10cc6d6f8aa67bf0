// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/api/test_server.hpp"

namespace sanvat::api::features_test {
namespace {

using nlohmann::json;
using test::ids;
using test::shared_server;
using testing::ElementsAre;
using testing::HasSubstr;

std::string link(const json& document, const std::string& rel) {
    for (const json& one : document["links"]) {
        if (one["rel"] == rel) return one["href"];
    }
    return "";
}

std::string target_of(const std::string& href) {
    return href.substr(href.find('/', 8));
}

TEST(Features, LinksLeadFromTheLandingPageToEveryRecord) {
    const json landing = shared_server().json("/");
    const json collections = shared_server().json(target_of(link(landing, "data")));
    ASSERT_EQ(collections["collections"].size(), 9U);
    for (const json& collection : collections["collections"]) {
        const json itself = shared_server().json(target_of(link(collection, "self")));
        EXPECT_EQ(itself["id"], collection["id"]);
        const json items = shared_server().json(target_of(link(collection, "items")));
        EXPECT_EQ(items["type"], "FeatureCollection");
        for (const json& feature : items["features"]) {
            const std::string path = "/collections/" + collection["id"].get<std::string>() + "/items/";
            EXPECT_EQ(shared_server().json(path + feature["id"].get<std::string>())["properties"],
                      feature["properties"]);
        }
        const json queryables =
            shared_server().json(target_of(link(collection, "http://www.opengis.net/def/rel/ogc/1.0/queryables")));
        EXPECT_TRUE(queryables["properties"].contains("provenance"));
    }
    EXPECT_THAT(shared_server().json("/conformance")["conformsTo"],
                testing::Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
}

TEST(Features, NextLinksVisitEveryRecordOnce) {
    std::vector<std::string> all;
    std::string target = "/collections/facilities/items?limit=1";
    while (!target.empty()) {
        const json page = shared_server().json(target);
        EXPECT_EQ(page["numberMatched"], 3);
        EXPECT_EQ(page["numberReturned"], page["features"].size());
        for (const std::string& id : ids(page))
            all.push_back(id);
        const std::string next = link(page, "next");
        target = next.empty() ? "" : target_of(next);
    }
    EXPECT_THAT(all, ElementsAre("f1", "f2", "f3"));
}

TEST(Features, AUnitLinksToWhatItWentIntoAndCameFrom) {
    const auto titles = [](const char* id, std::string_view rel) {
        std::vector<std::string> found;
        const json unit = shared_server().json(id);
        for (const json& link : unit["links"]) {
            if (link["rel"] != rel) continue;
            found.push_back(link["title"]);
            EXPECT_EQ(shared_server().json(target_of(link["href"]))["properties"]["full_name"], link["title"]);
        }
        return found;
    };
    EXPECT_THAT(titles("/collections/communes/items/001-20200301", "successor-version"), ElementsAre("Xã Quảng Uyên"));
    EXPECT_THAT(titles("/collections/districts/items/X-20200301", "successor-version"),
                ElementsAre("Xã Quảng Uyên", "Xã Thạch An"));
    EXPECT_THAT(titles("/collections/communes/items/A-20250701", "predecessor-version"),
                ElementsAre("Xã Phúc Sen", "Huyện Quảng Hòa"));
    EXPECT_THAT(titles("/collections/communes/items/A-20250701", "successor-version"), ElementsAre());
}

TEST(Features, AFeatureHasGeometryAndAllProperties) {
    const json feature = shared_server().json("/collections/facilities/items/f1");
    EXPECT_EQ(feature["type"], "Feature");
    EXPECT_EQ(feature["geometry"], json::parse(R"({"type":"Point","coordinates":[106.05,22.05]})"));
    EXPECT_EQ(feature["properties"]["name"], "Nhà máy miến dong");
    EXPECT_EQ(feature["properties"]["kind"], "agro_processing");
    EXPECT_EQ(feature["properties"]["unit_code"], "A");
    EXPECT_TRUE(feature["properties"]["valid_to"].is_null());
    const json queryables = shared_server().json("/collections/facilities/queryables");
    for (const auto& [name, schema] : queryables["properties"].items()) {
        EXPECT_TRUE(feature["properties"].contains(name)) << name;
    }
    EXPECT_EQ(queryables["properties"].size(), feature["properties"].size());
}

TEST(Features, EveryPropertySelectsByOneOrSeveralValues) {
    const auto found = [](const std::string& query) {
        return ids(shared_server().json("/collections/facilities/items?" + query));
    };
    EXPECT_THAT(found("kind=cooperative"), ElementsAre("f2"));
    EXPECT_THAT(found("kind=cooperative,craft_village"), ElementsAre("f2", "f3"));
    EXPECT_THAT(found("kind=cooperative,craft_village&provenance=reported"), ElementsAre("f2"));
    EXPECT_THAT(found("name=Nh%C3%A0%20m%C3%A1y%20mi%E1%BA%BFn%20dong"), ElementsAre("f1"));
    EXPECT_THAT(ids(shared_server().json("/collections/products/items?stars=3,4")), ElementsAre("p1", "p2"));
    EXPECT_THAT(found("bbox=106,22,106.3,22.1"), ElementsAre("f1"));
    EXPECT_THAT(found("bbox=106,22,0,106.3,22.2,9"), ElementsAre("f1", "f2"));
}

TEST(Features, AFilterSelectsInCql2Text) {
    const auto found = [](const std::string& query) {
        return ids(shared_server().json("/collections/facilities/items?" + query));
    };
    EXPECT_THAT(found("filter=kind%20%3C%3E%20'cooperative'&filter-lang=cql2-text"), ElementsAre("f1", "f3"));
    EXPECT_THAT(found("filter=valid_from%20%3E%20DATE('2023-01-01')%20OR%20name%20LIKE%20'Nh%C3%A0%25'"),
                ElementsAre("f1", "f2"));
    EXPECT_THAT(found("filter=valid_from+IS+NULL&provenance=reported"), ElementsAre("f1")) << "both must hold";
    EXPECT_THAT(found("filter=NOT%20valid_from%20%3E%20DATE('2020-01-01')"), ElementsAre())
        << "null is neither later nor not";
    const json page = shared_server().json("/collections/facilities/items?limit=1&filter=unit_code+IN+('A','B')");
    EXPECT_EQ(page["numberMatched"], 2);
    EXPECT_THAT(ids(shared_server().json(target_of(link(page, "next")))), ElementsAre("f2"));
    EXPECT_THAT(shared_server().get("/collections/facilities/items?f=csv&filter=unit_code='B'").body,
                testing::AllOf(HasSubstr("f2"), testing::Not(HasSubstr("f1"))));
    for (const char* name : {"cql2/1.0/conf/cql2-text", "cql2/1.0/conf/basic-cql2",
                             "cql2/1.0/conf/advanced-comparison-operators", "ogcapi-features-3/1.0/conf/filter"}) {
        EXPECT_THAT(shared_server().json("/conformance")["conformsTo"],
                    testing::Contains("http://www.opengis.net/spec/" + std::string(name)));
    }
}

TEST(Features, DatetimeSelectsWhatWasInForceWithItsAttributesThen) {
    const auto items = [](const std::string& datetime) {
        return shared_server().json("/collections/facilities/items?datetime=" + datetime);
    };
    EXPECT_THAT(ids(items("2023-12-31")), ElementsAre("f1", "f3"));
    EXPECT_THAT(ids(items("2024-01-01T10:00:00Z")), ElementsAre("f1", "f2", "f3"));
    EXPECT_THAT(ids(items("../2023-12-31")), ElementsAre("f1", "f3"));
    const auto stars = [](const std::string& datetime) {
        const json page = shared_server().json("/collections/products/items?datetime=" + datetime);
        std::map<std::string, json> found;
        for (const json& feature : page["features"])
            found[feature["id"]] = feature["properties"]["stars"];
        return found;
    };
    EXPECT_EQ(stars("2023-06-01"), (std::map<std::string, json>{{"p1", 3}}));
    EXPECT_EQ(stars("2024-06-01"), (std::map<std::string, json>{{"p1", 3}, {"p2", 4}}));
    EXPECT_THAT(ids(shared_server().json("/collections/communes/items?datetime=2025-06-30")),
                ElementsAre("001-20200301", "002-20200301", "003-20200301"));
}

TEST(Features, TheLimitIsCutNotRefusedAboveTheMost) {
    EXPECT_EQ(shared_server().json("/collections/facilities/items?limit=1000000")["numberReturned"], 3);
}

TEST(Features, ComeAsTablesToo) {
    const auto csv = shared_server().get("/collections/facilities/items?f=csv");
    EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_THAT(csv.header("content-disposition"), HasSubstr("facilities.csv"));
    EXPECT_THAT(csv.body, HasSubstr("Nhà máy miến dong"));
    EXPECT_THAT(csv.body, HasSubstr("provenance"));
    const auto part = shared_server().get("/collections/facilities/items?f=csv&limit=1");
    EXPECT_THAT(part.header("link"), HasSubstr("rel=\"next\""));
    EXPECT_EQ(shared_server().get("/collections/facilities/items?f=xlsx").body.substr(0, 2), "PK");
}

TEST(Features, PagesOfferFilesWithAllRecords) {
    const auto page = shared_server().get("/collections/facilities/items?f=html&limit=1&after=f1");
    EXPECT_THAT(page.body, HasSubstr("limit=10000&amp;f=csv"));
    EXPECT_THAT(page.body, HasSubstr("limit=10000&amp;f=xlsx"));
    EXPECT_THAT(page.body, testing::Not(HasSubstr("after=f1&amp;limit=10000")));
}

TEST(Features, AnOutlineOfAnotherProvenanceIsNotServed) {
    data::Register content = test::small_register();
    data::RawMaterialArea area;
    area.id = "grove";
    area.name = "Vùng trúc sào";
    area.crop = "truc_sao";
    area.crop_name = "trúc sào";
    area.outline =
        data::MultiPolygon{{.outer = {{106.1, 22.1}, {106.2, 22.1}, {106.2, 22.2}, {106.1, 22.1}}, .holes = {}}};
    area.outline_provenance = data::Provenance::illustrative;
    area.lineage = {"a source", "2024", data::PositionAccuracy::none, data::Provenance::reported};
    content.raw_material_areas = {area};
    const test::TestServer server({}, content);
    const std::string items = "/collections/raw-material-areas/items?provenance=reported";
    EXPECT_FALSE(server.json("/collections/raw-material-areas/items")["features"][0]["geometry"].is_null());
    const json reported = server.json(items);
    ASSERT_EQ(reported["numberMatched"], 1);
    EXPECT_TRUE(reported["features"][0]["geometry"].is_null());
    EXPECT_EQ(reported["features"][0]["properties"]["crop"], "truc_sao");
    EXPECT_EQ(server.json(items + "&bbox=106,22,107,23")["numberMatched"], 0);
    EXPECT_THAT(server.get(items + "&f=csv").body, testing::Not(HasSubstr("POLYGON")));
    EXPECT_TRUE(server.json("/search?q=truc+sao&provenance=reported")["results"][0]["bbox"].is_null());
    EXPECT_EQ(server.json("/analysis/summary?by=commune")["crops"][0]["name"], "trúc sào");
}

TEST(Features, PagesForPeopleEscapeWhatRecordsHold) {
    data::Register content = test::small_register();
    content.facilities.front().name = "<script>alert('x')</script>";
    const test::TestServer server({}, content);
    for (const char* target : {"/collections/facilities/items?f=html", "/collections/facilities/items/f1?f=html",
                               "/search?q=script&f=html", "/analysis/nearest?lon=106&lat=22&f=html"}) {
        const auto page = server.get(target);
        EXPECT_EQ(page.status, 200) << target;
        EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;")) << target;
        EXPECT_THAT(page.body, testing::Not(HasSubstr("<script>"))) << target;
    }
}

TEST(Features, SearchFindsWithoutDiacritics) {
    const json found = shared_server().json("/search?q=mien%20dong&limit=1");
    EXPECT_EQ(found["query"], "mien dong");
    ASSERT_EQ(found["results"].size(), 1U);
    const json& best = found["results"][0];
    for (const char* member : {"collection", "id", "name", "unit", "lon", "lat", "bbox", "provenance", "score"}) {
        EXPECT_TRUE(best.contains(member)) << member;
    }
    EXPECT_EQ(shared_server().json("/search?q=").at("results").size(), 0U);
    const json made_up = shared_server().json("/search?q=co%20so&provenance=illustrative");
    ASSERT_EQ(made_up["results"].size(), 1U);
    EXPECT_EQ(made_up["results"][0]["id"], "f3");
    const json cooperatives = shared_server().json("/search?q=co%20so&filter=kind%3D'cooperative'");
    ASSERT_EQ(cooperatives["results"].size(), 1U);
    EXPECT_EQ(cooperatives["results"][0]["id"], "f2");
    EXPECT_EQ(shared_server().json("/search?q=co%20so&filter=stars%3D4&provenance=illustrative")["results"].size(), 0U);
}

}  // namespace
}  // namespace sanvat::api::features_test
