// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "data/store.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::maps_test {
namespace {

using test::expect_problem;
using test::shared_server;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Maps, ComeInTheirFormats) {
    const auto pdf =
        shared_server().get("/maps/overview.pdf?bbox=106,22,106.6,22.2&title=C%C3%A1c%20c%C6%A1%20s%E1%BB%9F");
    EXPECT_EQ(pdf.status, 200) << pdf.body;
    EXPECT_EQ(pdf.header("content-type"), "application/pdf");
    EXPECT_EQ(pdf.header("content-disposition"), "inline; filename=\"overview.pdf\"");
    EXPECT_THAT(pdf.body, StartsWith("%PDF-"));
    EXPECT_THAT(pdf.header("etag"), testing::MatchesRegex("\"[0-9a-f]{32}\""));
    const auto png = shared_server().get("/maps/overview.png?width=400&height=300&legend=false&lang=en&dpi=72");
    EXPECT_EQ(png.header("content-type"), "image/png");
    EXPECT_EQ(png.body.substr(1, 3), "PNG");
    const auto svg = shared_server().get("/maps/labels.svg?paper=a3&as-of=2024-01-01&units=2025-07-01&layers=communes");
    EXPECT_EQ(svg.status, 200);
    EXPECT_EQ(svg.header("content-type"), "image/svg+xml");
    EXPECT_THAT(svg.body, HasSubstr("<svg"));
}

/// Waits until the server answers from a store with so many producers. It promises 2 seconds; the rest is for machines
/// that are busy.
bool has_producers(const test::TestServer& server, std::size_t wanted) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
        if (server.json("/collections/producers/items?limit=1").at("numberMatched") == wanted) return true;
        std::this_thread::yield();
    }
    return false;
}

TEST(Maps, AnEditThatDoesNotShowChangesNoByte) {
    const std::string target = "/maps/overview.png?width=300&height=200";
    const test::TestServer server;
    const auto first = server.get(target);
    ASSERT_EQ(first.status, 200) << first.body;
    const std::size_t before = server.json("/collections/producers/items?limit=1").at("numberMatched");
    const auto add_producer = [](data::Register& content) {
        data::Producer producer;
        producer.id = "thêm-" + std::to_string(content.producers.size());
        producer.name = "Hợp tác xã Đoàn Kết";
        content.producers.push_back(producer);
    };
    data::Store::update(server.store(), add_producer);
    ASSERT_TRUE(has_producers(server, before + 1));
    EXPECT_EQ(server.get(target, "If-None-Match: " + first.header("etag") + "\r\n").status, 304);
    EXPECT_TRUE(server.get(target).body == first.body) << "not printed: a picture";

    data::Store::update(server.store(), [&](data::Register& content) {
        add_producer(content);
        auto& kind = content.facilities.front().kind;
        const bool forest = kind == data::FacilityKind::forest_processing;
        kind = forest ? data::FacilityKind::agro_processing : data::FacilityKind::forest_processing;
    });
    ASSERT_TRUE(has_producers(server, before + 2));
    EXPECT_EQ(server.get(target, "If-None-Match: " + first.header("etag") + "\r\n").status, 200);
    EXPECT_NE(server.get(target).header("etag"), first.header("etag"));
}

/// Drawings since the server started, by its metrics.
int drawings(const test::TestServer& server) {
    const std::string metrics = server.get("/metrics").body;
    const std::string name = "\nsanvat_renderings_total ";
    const std::size_t at = metrics.find(name);
    if (at == std::string::npos) throw std::runtime_error("no metric of drawings");
    return std::stoi(metrics.substr(at + name.size()));
}

TEST(Maps, ThatAClientHasAreNotDrawnAgain) {
    const test::TestServer server;
    for (const std::string form : {"png", "svg"}) {
        const std::string target = "/maps/overview." + form + "?width=500&height=400&title=Th%E1%BA%A1ch%20An";
        const auto first = server.get(target, "Accept-Encoding: gzip\r\n");
        ASSERT_EQ(first.status, 200) << first.body;
        const int before = drawings(server);
        const std::string condition = "Accept-Encoding: gzip\r\nIf-None-Match: " + first.header("etag") + "\r\n";
        const auto again = server.get(target, condition);
        EXPECT_EQ(again.status, 304);
        EXPECT_EQ(again.header("etag"), first.header("etag"));
        EXPECT_EQ(again.header("vary"), first.header("vary"));
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(drawings(server), before) << form;

        EXPECT_EQ(server.get(target + "a", condition).status, 200) << "another title";
        EXPECT_EQ(server.get(target + "&legend=false", condition).status, 200);
        EXPECT_EQ(server.get(target + "&bbox=106,22,106.6,22.2", condition).status, 200);
        EXPECT_EQ(server.get(target + "&dpi=72", condition).status, 200);
        EXPECT_EQ(drawings(server), before + 4);
        EXPECT_EQ(server.get(target, "If-None-Match: \"else\"\r\n").status, 200);
        expect_problem(server.get(target + "&dpi=0", condition), 400, "dpi");
    }
}

TEST(Maps, OfOtherRecordsHaveAnotherTag) {
    const std::string target = "/maps/overview.png?width=300&height=200";
    EXPECT_NE(shared_server().get(target + "&filter=FALSE").header("etag"), shared_server().get(target).header("etag"));
}

TEST(Maps, RefuseNamingTheParameter) {
    const auto refused = [](const std::string& query, const std::string& parameter) {
        expect_problem(shared_server().get("/maps/overview.png?" + query), 400, parameter);
    };
    refused("width=100000&height=10", "width");
    refused("width=0&height=10", "width");
    refused("width=10&height=ten", "height");
    refused("width=10", "height");
    refused("height=10", "width");
    refused("width=8192&height=8192", "width");
    refused("bbox=106,23,107,22", "bbox");
    refused("bbox=107,22,106,23", "bbox");
    refused("bbox=106,22,107", "bbox");
    refused("bbox=106,22,106,22", "bbox");
    refused("dpi=0", "dpi");
    refused("dpi=601", "dpi");
    refused("title=" + std::string(121, 'x'), "title");
    refused("title=a%0Ab", "title");
    refused("title=%E4%B8%AD%E6%96%87", "title");
    refused("legend=perhaps", "legend");
    refused("paper=a9", "paper");
    refused("paper=a3&width=100&height=100", "paper");
    refused("lang=fr", "lang");
    refused("layers=nothing", "layers");
    refused("as-of=never", "as-of");
    refused("filter=stars%3E%3E", "filter");
    refused("colour=red", "colour");
    expect_problem(shared_server().get("/maps/nonsense.png"), 404, "name");
    expect_problem(shared_server().get("/maps/production.pdf"), 404, "name");
    expect_problem(shared_server().get("/maps/overview.gif"), 404, "format");
}

}  // namespace
}  // namespace sanvat::api::maps_test
