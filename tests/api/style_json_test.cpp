// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/api/test_server.hpp"
#include "tiler/theme.hpp"

namespace sanvat::api::style_json_test {
namespace {

using nlohmann::json;
using test::shared_server;

TEST(StyleResources, AStyleLeadsToAllThatItNeeds) {
    const json style = shared_server().json("/styles/overview/style.json");
    EXPECT_EQ(style["version"], 8);
    EXPECT_EQ(style["sprite"], "http://test.example/styles/overview/sprite");
    EXPECT_EQ(style["glyphs"], "http://test.example/styles/glyphs/{fontstack}/{range}.pbf");
    EXPECT_EQ(style["metadata"]["sanvat:as_of"], "2025-07-01");
    EXPECT_THAT(shared_server().json("/").dump(), testing::HasSubstr("/styles/overview/style.json"));
    EXPECT_FALSE(shared_server().json("/styles/overview/sprite.json").empty());
    for (const char* path : {"/styles/overview/sprite.png", "/styles/overview/sprite@2x.png"}) {
        const auto answer = shared_server().get(path);
        EXPECT_EQ(answer.header("content-type"), "image/png");
        EXPECT_EQ(shared_server().get(path, "If-None-Match: " + answer.header("etag") + "\r\n").status, 304);
    }
    const auto glyphs = shared_server().get("/styles/glyphs/Noto%20Sans%20Regular/7680-7935.pbf");
    EXPECT_EQ(glyphs.status, 200);
    EXPECT_EQ(glyphs.header("content-type"), "application/x-protobuf");
    EXPECT_GT(glyphs.body.size(), 50'000u);
    EXPECT_EQ(shared_server().get("/styles/glyphs/Unknown%20Font,Noto%20Sans%20Regular/7680-7935.pbf").body,
              glyphs.body);
}

/// A server whose theme has that title for overview.
test::TestServer server_with(const test::TemporaryFolder& folder, const std::string& title) {
    std::ifstream file(tiler::default_theme_file());
    std::string theme{std::istreambuf_iterator<char>(file), {}};
    const std::string usual = "Tổng quan";
    const auto at = theme.find(usual);
    EXPECT_NE(at, std::string::npos);
    api::ServerOptions options;
    options.tiles.theme = folder.write("theme.toml", theme.replace(at, usual.size(), title));
    std::filesystem::create_directory_symlink(tiler::default_theme_file().parent_path() / "icons", folder / "icons");
    return test::TestServer(options);
}

TEST(StyleResources, AnotherThemeMakesOtherETags) {
    const test::TemporaryFolder same_folder, other_folder;
    const auto same = server_with(same_folder, "Tổng quan");
    const auto other = server_with(other_folder, "Toàn cảnh");
    for (const char* path : {"/styles/overview/style.json", "/styles/overview/sprite.json",
                             "/styles/overview/legend?f=json", "/tiles/overview.json"}) {
        const std::string etag = shared_server().get(path).header("etag");
        ASSERT_FALSE(etag.empty()) << path;
        EXPECT_EQ(same.get(path).header("etag"), etag) << path;
        EXPECT_EQ(other.get(path, "If-None-Match: " + etag + "\r\n").status, 200) << path;
    }
}

TEST(StyleResources, RefuseWhatTheyDoNotKnow) {
    test::expect_problem(shared_server().get("/styles/none/style.json"), 404, "name");
    test::expect_problem(shared_server().get("/styles/production/style.json"), 404, "name");
    test::expect_problem(shared_server().get("/styles/none/sprite.json"), 404, "name");
    test::expect_problem(shared_server().get("/styles/none/sprite@2x.png"), 404, "name");
    test::expect_problem(shared_server().get("/styles/overview/style.json?layers=none"), 400, "layers");
    test::expect_problem(shared_server().get("/styles/overview/style.json?as-of=never"), 400, "as-of");
    test::expect_problem(shared_server().get("/styles/glyphs/None/0-255.pbf"), 404, "fontstack");
    for (const std::string range : {"0-256", "1-256", "0", "-255", "0-255-", "65536-65791", "abc-def"}) {
        test::expect_problem(shared_server().get("/styles/glyphs/Noto%20Sans%20Bold/" + range + ".pbf"), 400, "range");
    }
}

}  // namespace
}  // namespace sanvat::api::style_json_test
