// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <filesystem>
#include <string>

#include "tests/api/test_server.hpp"

namespace sanvat::api::archives_test {
namespace {

/// What makes a file an archive to the server; what follows does not matter to it.
const std::string beginning = "PMTiles\x03";

/// A server that offers the archives of a folder.
class Archives : public testing::Test {
protected:
    Archives() {
        bytes = beginning;
        for (int i = 0; bytes.size() < 5'000'000; ++i)
            bytes += std::to_string(i) + " ";
        folder.write("map.pmtiles", bytes);
        folder.write("Bản đồ.pmtiles", beginning);
        folder.write(".map.pmtiles", beginning);
        folder.write("notes.pmtiles", "ghi chép");
        folder.write("empty.pmtiles", "");
        folder.write("map.txt", "other");
        ServerOptions options;
        options.port = 0;
        options.archives = folder.path();
        server.emplace(options);
    }

    std::string bytes;
    test::TemporaryFolder folder;
    std::optional<test::TestServer> server;
};

TEST_F(Archives, ComeWhole) {
    const auto answer = server->get("/archives/map.pmtiles");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-length"), std::to_string(bytes.size()));
    EXPECT_EQ(answer.header("accept-ranges"), "bytes");
    EXPECT_TRUE(answer.body == bytes) << "not printed: it is long";
}

TEST_F(Archives, ComeInPartsOnOneConnection) {
    auto client = server->connect();
    const auto first = client.get("/archives/map.pmtiles", "Range: bytes=0-126\r\n");
    EXPECT_EQ(first.status, 206);
    EXPECT_EQ(first.header("content-range"), "bytes 0-126/" + std::to_string(bytes.size()));
    EXPECT_EQ(first.body, bytes.substr(0, 127));
    const auto large = client.get("/archives/map.pmtiles", "Range: bytes=1000-3999999\r\n");
    EXPECT_EQ(large.status, 206);
    EXPECT_TRUE(large.body == bytes.substr(1000, 3'999'000));
    EXPECT_EQ(client.get("/archives/map.pmtiles", "Range: bytes=-5\r\n").body, bytes.substr(bytes.size() - 5));
    EXPECT_EQ(client.get("/health").status, 200) << "the connection goes on";
}

TEST_F(Archives, BehindTheirEndAre416) {
    const auto answer = server->get("/archives/map.pmtiles", "Range: bytes=99999999-\r\n");
    EXPECT_EQ(answer.status, 416);
    EXPECT_EQ(answer.header("content-range"), "bytes */" + std::to_string(bytes.size()));
    EXPECT_EQ(answer.body, "");
}

TEST_F(Archives, AreNotSentAgainAndAPartOnlyOfTheFileThatTheClientKnows) {
    const std::string etag = server->get("/archives/map.pmtiles", "Range: bytes=0-0\r\n").header("etag");
    EXPECT_EQ(server->get("/archives/map.pmtiles", "If-None-Match: " + etag + "\r\n").status, 304);
    EXPECT_EQ(server->get("/archives/map.pmtiles", "Range: bytes=0-0\r\nIf-Range: " + etag + "\r\n").status, 206);
    const auto changed = server->get("/archives/map.pmtiles", "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n");
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.body.size(), bytes.size());
    folder.write("map.pmtiles", beginning + "new");
    EXPECT_EQ(server->get("/archives/map.pmtiles", "Range: bytes=0-0\r\nIf-Range: " + etag + "\r\n").body,
              beginning + "new");
}

TEST_F(Archives, AnswerHeadWithTheLengthAlone) {
    auto client = server->connect();
    client.send("HEAD /archives/map.pmtiles HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto head = client.read(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), std::to_string(bytes.size()));
    EXPECT_EQ(client.get("/health").status, 200);
}

TEST_F(Archives, AreListedWithLinksThatLeadToThem) {
    const auto listed = server->json("/archives").at("archives");
    ASSERT_EQ(listed.size(), 2u) << listed;
    EXPECT_EQ(listed[0].at("name"), "Bản đồ.pmtiles");
    EXPECT_EQ(listed[1].at("name"), "map.pmtiles");
    EXPECT_EQ(listed[1].at("bytes"), bytes.size());
    EXPECT_THAT(listed[1].at("links")[0].at("href").get<std::string>(), testing::EndsWith("/archives/map.pmtiles"));
    for (const auto& archive : listed) {
        const std::string href = archive.at("links")[0].at("href");
        const auto answer = server->get(href.substr(href.find("/archives/")), "Range: bytes=0-7\r\n");
        EXPECT_EQ(answer.status, 206) << href;
        EXPECT_EQ(answer.body, beginning);
    }
    EXPECT_THAT(server->get("/archives", "Accept: text/html\r\n").body, testing::HasSubstr("map.pmtiles"));
    EXPECT_THAT(server->get("/api", "Accept: text/html\r\n").body, testing::HasSubstr("/archives"));
}

TEST_F(Archives, ThatComeAreListedAtOnce) {
    const auto before = server->get("/archives");
    EXPECT_EQ(before.header("etag"), "") << "no tag of the store: the folder is another thing";
    folder.write("new.pmtiles", beginning);
    EXPECT_THAT(server->get("/archives").body, testing::HasSubstr("/archives/new.pmtiles"));
}

TEST_F(Archives, AreThoseOfTheFolderAndNothingElse) {
    std::filesystem::create_directory(folder / "folder.pmtiles");
    std::filesystem::create_symlink("/etc/passwd", folder / "link.pmtiles");
    for (const std::string name :
         {"none.pmtiles", "map.txt", "notes.pmtiles", "empty.pmtiles", ".map.pmtiles", "folder.pmtiles", "link.pmtiles",
          "..%2Fmap.pmtiles", "%2Fetc%2Fmap.pmtiles", "map%00.pmtiles"}) {
        const int status = server->get("/archives/" + name).status;
        EXPECT_THAT(status, testing::AnyOf(404, 400)) << name;
    }
}

TEST_F(Archives, CutShortWhileTheyAreSentEndTheConnection) {
    // More than the buffers between the two hold, so that the server cannot have sent it all; nothing on the disk.
    folder.write("long.pmtiles", beginning);
    std::filesystem::resize_file(folder / "long.pmtiles", 256U << 20U);
    auto client = server->connect();
    client.send("GET /archives/long.pmtiles HTTP/1.1\r\nHost: localhost\r\n\r\n");
    char first = 0;
    ASSERT_EQ(::recv(client.socket(), &first, 1, MSG_PEEK), 1) << "the answer has begun";
    std::filesystem::resize_file(folder / "long.pmtiles", 10);
    EXPECT_ANY_THROW(static_cast<void>(client.read())) << "fewer bytes than were announced";
    EXPECT_EQ(server->get("/health").status, 200);
}

TEST(ArchivesWithoutAFolder, AreNone) {
    EXPECT_EQ(test::shared_server().get("/archives/map.pmtiles").status, 404);
    EXPECT_TRUE(test::shared_server().json("/archives").at("archives").empty());
}

TEST(LandingPage, LeadsToTheArchives) {
    const auto landing = test::shared_server().json("/");
    for (const auto& link : landing.at("links")) {
        const std::string href = link.at("href");
        if (!href.ends_with("/archives")) continue;
        EXPECT_EQ(test::shared_server().get("/archives").status, 200);
        return;
    }
    FAIL() << "no link to /archives";
}

}  // namespace
}  // namespace sanvat::api::archives_test
