// SPDX-License-Identifier: Apache-2.0
#include "api/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::server_test {
namespace {

using test::expect_problem;
using test::HttpAnswer;
using test::HttpClient;
using test::shared_server;
using test::TestServer;
using testing::HasSubstr;

TEST(Server, KeepsTheConnectionOfAClientThatSaysNothing) {
    HttpClient client = shared_server().connect();
    for (int i = 0; i < 3; ++i) {
        const HttpAnswer answer = client.get("/health");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.header("connection"), "keep-alive");
    }
}

TEST(Server, EndsTheConnectionOfAClientThatWantsItSo) {
    HttpClient client = shared_server().connect();
    EXPECT_EQ(client.get("/health", "Connection: close\r\n").header("connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST(Server, AnswersHeadWithoutABodyAndGoesOn) {
    HttpClient client = shared_server().connect();
    const HttpAnswer get = client.get("/collections/facilities/items");
    const HttpAnswer head = client.request("HEAD", "/collections/facilities/items");
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), std::to_string(get.body.size()));
    EXPECT_EQ(head.header("etag"), get.header("etag"));
    EXPECT_EQ(client.get("/health").status, 200);  // nothing but the head was sent
}

TEST(Server, AnswersNotModifiedWithoutALengthAndGoesOn) {
    HttpClient client = shared_server().connect();
    for (const char* target :
         {"/collections/facilities/items", "/tiles/overview/8/203/113.png", "/api", "/analysis/summary?by=commune"}) {
        const std::string etag = client.get(target).header("etag");
        ASSERT_FALSE(etag.empty()) << target;
        const HttpAnswer again = client.get(target, "If-None-Match: " + etag + "\r\n");
        EXPECT_EQ(again.status, 304) << target;
        EXPECT_EQ(again.header("content-length"), "");
        EXPECT_EQ(again.header("etag"), etag);
    }
    EXPECT_EQ(client.get("/health").status, 200);
}

TEST(Server, TagsDifferBetweenCodingsAndFormats) {
    HttpClient client = shared_server().connect();
    const HttpAnswer plain = client.get("/collections/facilities/items");
    const HttpAnswer gzip = client.get("/collections/facilities/items", "Accept-Encoding: gzip\r\n");
    const HttpAnswer html = client.get("/collections/facilities/items", "Accept: text/html\r\n");
    EXPECT_EQ(gzip.header("content-encoding"), "gzip");
    EXPECT_EQ(gzip.body.substr(0, 2), "\x1f\x8b");
    EXPECT_LT(gzip.body.size(), plain.body.size() / 2);
    EXPECT_EQ(plain.header("vary"), "Accept-Encoding, Accept");
    EXPECT_EQ(html.header("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(plain.header("etag"), gzip.header("etag"));
    EXPECT_NE(plain.header("etag"), html.header("etag"));
    EXPECT_NE(plain.header("etag"), client.get("/collections/facilities/items?limit=1").header("etag"));
}

TEST(Server, LetsPagesOfOtherOriginsAsk) {
    HttpClient client = shared_server().connect();
    const HttpAnswer preflight = client.request("OPTIONS", "/analysis/corridor",
                                                "Origin: https://elsewhere\r\nAccess-Control-Request-Method: POST\r\n");
    EXPECT_EQ(preflight.status, 204);
    EXPECT_EQ(preflight.header("access-control-allow-origin"), "*");
    EXPECT_EQ(preflight.header("access-control-allow-methods"), "GET, HEAD, POST, OPTIONS");
    EXPECT_THAT(preflight.header("access-control-allow-headers"), HasSubstr("Content-Type"));
    EXPECT_EQ(preflight.header("content-length"), "");
    EXPECT_EQ(client.get("/health").header("access-control-allow-origin"), "*");
}

TEST(Server, NamesTheMethodsThatAPathHas) {
    const HttpAnswer answer = shared_server().connect().request("DELETE", "/collections");
    expect_problem(answer, 405, "");
    EXPECT_EQ(answer.header("allow"), "GET, HEAD, OPTIONS");
}

TEST(Server, LinksFollowTheHostOrThePublicUrl) {
    const auto self = [](const HttpAnswer& answer) {
        return nlohmann::json::parse(answer.body)["links"][0]["href"].get<std::string>();
    };
    EXPECT_THAT(self(shared_server().get("/")), testing::StartsWith("http://test.example/"));
    ServerOptions options;
    options.public_url = "https://maps.example.org/sanvat/";
    const TestServer behind_proxy(options);
    EXPECT_THAT(self(behind_proxy.get("/")), testing::StartsWith("https://maps.example.org/sanvat/?f=json"));
}

TEST(Server, GivesBrowsersTheViewerAndProgramsTheLandingPage) {
    const test::TemporaryFolder viewer;
    std::filesystem::create_directory(viewer / "assets");
    static_cast<void>(viewer.write("index.html", "<!doctype html><p>viewer</p>"));
    static_cast<void>(viewer.write("assets/app-1a2b.js", "plain"));
    static_cast<void>(viewer.write("assets/app-1a2b.js.br", "brotli"));
    static_cast<void>(viewer.write("assets/app-1a2b.js.gz", "gzip"));
    static_cast<void>(viewer.write("secret.txt", "in the folder, so public"));
    ServerOptions options;
    options.viewer = viewer.path();
    const TestServer server(options);

    EXPECT_THAT(server.get("/?utm_source=x", "Accept: text/html,*/*;q=0.8\r\n").body, HasSubstr("viewer"));
    EXPECT_EQ(server.get("/", "Accept: */*\r\n").header("content-type"), "application/json");
    EXPECT_EQ(server.get("/?f=json", "Accept: text/html\r\n").header("content-type"), "application/json");

    const HttpAnswer script = server.get("/assets/app-1a2b.js?v=1", "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(script.body, "brotli");
    EXPECT_EQ(script.header("content-encoding"), "br");
    EXPECT_EQ(script.header("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(script.header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(server.get("/assets/app-1a2b.js").body, "plain");
    EXPECT_EQ(server.get("/index.html").header("cache-control"), "no-cache");
    EXPECT_EQ(server.get("/assets/app-1a2b.js.br").status, 404);
    for (const char* path :
         {"/../store.gpkg", "/assets/../../store.gpkg", "/assets/%2e%2e/secret.txt", "/assets", "/assets/"}) {
        EXPECT_EQ(server.get(path).status, 404) << path;
    }
}

TEST(Server, WithoutAViewerBrowsersGetThePageOfLinks) {
    ServerOptions options;
    options.viewer = "/nowhere";
    const HttpAnswer page = TestServer(options).get("/", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("<a href=\"http://test.example/collections\">"));
}

TEST(Server, SaysWhichStoreItServes) {
    EXPECT_EQ(shared_server().json("/ready")["status"], "ready");
    EXPECT_EQ(shared_server().json("/ready")["reference_date"], "2025-07-01");
    EXPECT_EQ(shared_server().get("/health").header("cache-control"), "no-store");
}

TEST(Server, RefusesToStartWithoutAStore) {
    const test::TemporaryFolder folder;
    const auto kind_of = [&](const std::filesystem::path& store, const ServerOptions& options) {
        try {
            const Server server(options, store);
        } catch (const data::Error& error) {
            return error.kind();
        }
        return data::ErrorKind::busy;
    };
    EXPECT_EQ(kind_of(folder / "none.gpkg", {}), data::ErrorKind::bad_store);
    EXPECT_EQ(kind_of(folder.write("text.gpkg", "no store"), {}), data::ErrorKind::bad_store);
    const std::filesystem::path store = shared_server().store();
    ServerOptions wrong_url;
    wrong_url.public_url = "maps.example.org";
    EXPECT_EQ(kind_of(store, wrong_url), data::ErrorKind::bad_value);
}

TEST(Server, SaysSoWhereThePortIsTaken) {
    TestServer first;
    ServerOptions options;
    options.port = first.server().port();
    EXPECT_THROW(Server(options, first.store()), data::Error);
}

}  // namespace
}  // namespace sanvat::api::server_test
