// SPDX-License-Identifier: Apache-2.0
#include "api/request_reader.hpp"

#include <gtest/gtest.h>

namespace sanvat::api::request_reader_test {
namespace {

using Progress = RequestReader::Progress;

int refusal(std::string_view bytes, RequestLimits limits = {}) {
    RequestReader reader(limits);
    return reader.feed(bytes) == Progress::refused ? reader.status() : 0;
}

TEST(RequestReader, ReadsTheSameHoweverTheBytesAreCut) {
    const std::string bytes = "POST /a%20b?q=1&r=2 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        RequestReader reader;
        EXPECT_EQ(reader.feed(bytes.substr(0, cut)), Progress::partial) << cut;
        ASSERT_EQ(reader.feed(bytes.substr(cut)), Progress::complete) << cut;
        const Request request = reader.take();
        EXPECT_EQ(request.method, "POST");
        EXPECT_EQ(request.path, "/a%20b");
        EXPECT_EQ(request.query, "q=1&r=2");
        EXPECT_EQ(request.header("host"), "x");
        EXPECT_EQ(request.body, "hello");
        EXPECT_EQ(reader.progress(), Progress::empty);
    }
}

TEST(RequestReader, GivesRequestsSentTogetherOneAfterTheOther) {
    RequestReader reader;
    reader.feed("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3");
    EXPECT_EQ(reader.take().path, "/1");
    ASSERT_EQ(reader.progress(), Progress::complete);
    EXPECT_EQ(reader.take().path, "/2");
    EXPECT_EQ(reader.progress(), Progress::partial);
    EXPECT_EQ(reader.feed(" HTTP/1.1\r\nHost: x\r\n\r\n"), Progress::complete);
    EXPECT_EQ(reader.take().path, "/3");
}

TEST(RequestReader, ReadsManyRequestsWithoutMovingThoseThatFollow) {
    // Were all that follows moved for every request, these would take minutes.
    constexpr int count = 100'000;
    std::string requests;
    for (int i = 0; i < count; ++i)
        requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    RequestReader reader;
    reader.feed(requests);
    for (int i = 0; i < count; ++i) {
        ASSERT_EQ(reader.progress(), Progress::complete);
        ASSERT_EQ(reader.take().path, "/" + std::to_string(i));
    }
    EXPECT_EQ(reader.progress(), Progress::empty);
}

TEST(RequestReader, StopsAfterTheRequestThatWaits) {
    RequestReader reader;
    reader.feed("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3");
    EXPECT_EQ(reader.ahead(), std::string_view("GET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3").size());
    reader.stop();
    EXPECT_EQ(reader.ahead(), 0U);
    EXPECT_EQ(reader.feed("GET /4 HTTP/1.1\r\nHost: x\r\n\r\n"), Progress::complete);
    EXPECT_EQ(reader.take().path, "/1");
    EXPECT_EQ(reader.progress(), Progress::empty);
    EXPECT_EQ(reader.feed("GET /5 HTTP/1.1\r\nHost: x\r\n\r\n"), Progress::empty);
}

TEST(RequestReader, UndoesChunksAndPassesOverTrailers) {
    const std::string bytes =
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n "
        "world\r\n0\r\nTrailer: "
        "1\r\n\r\nGET /2";
    for (std::size_t cut = 1; cut < bytes.size() - 6; ++cut) {
        RequestReader reader;
        reader.feed(bytes.substr(0, cut));
        ASSERT_EQ(reader.feed(bytes.substr(cut)), Progress::complete) << cut;
        EXPECT_EQ(reader.take().body, "hello world");
        EXPECT_EQ(reader.progress(), Progress::partial);
    }
}

TEST(RequestReader, TakesHeadersThatAreNoneOfItsBusiness) {
    // All of these make Pistache's own parser answer 415 or 500.
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: x\r\nCookie: foo\r\nAccept: foo\r\nCache-Control: foo=bar\r\nDate: "
                      "yesterday\r\n\r\n"),
              0);
}

TEST(RequestReader, RefusesWhatIsAmbiguousOrMalformed) {
    EXPECT_EQ(refusal("GET /\r\n\r\n"), 400);
    EXPECT_EQ(refusal("G(T / HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/2.0\r\n\r\n"), 505);
    EXPECT_EQ(refusal("GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET /\xC3\xA1 HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: x\r\nName : value\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: x\r\nName: va\x01lue\r\n\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5x\r\n\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), 501);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n"), 400);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n"), 400);
}

TEST(RequestReader, WantsOneHost) {
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET http://a/ HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.0\r\n\r\n"), 0);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 0);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), 0);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: a:\r\n\r\n"), 0);
    for (const char* version : {"1.0", "1.1"}) {
        const std::string line = std::string("GET / HTTP/") + version + "\r\n";
        EXPECT_EQ(refusal(line + "Host: a\r\nHost: a\r\n\r\n"), 400);
        EXPECT_EQ(refusal(line + "Host: a, b\r\n\r\n"), 400);
        EXPECT_EQ(refusal(line + "Host: a/b\r\n\r\n"), 400);
    }
}

TEST(RequestReader, TheAuthorityOfTheTargetWinsOverHost) {
    const auto read = [](std::string_view target) {
        RequestReader reader;
        EXPECT_EQ(reader.feed(std::string("GET ").append(target).append(" HTTP/1.1\r\nHost: other\r\n\r\n")),
                  Progress::complete)
            << target;
        return reader.take();
    };
    const Request whole = read("http://a.example:8080/b?c=://d");
    EXPECT_EQ(whole.header("host"), "a.example:8080");
    EXPECT_EQ(whole.path, "/b");
    EXPECT_EQ(whole.query, "c=://d");
    const Request bare = read("HTTPS://a.example?c=/d");
    EXPECT_EQ(bare.header("host"), "a.example");
    EXPECT_EQ(bare.path, "/");
    EXPECT_EQ(bare.query, "c=/d");
    EXPECT_EQ(read("/b?c=http://a.example/").header("host"), "other");
    EXPECT_EQ(refusal("GET http:///b HTTP/1.1\r\nHost: other\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET http://user@a/b HTTP/1.1\r\nHost: other\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET ftp://a/b HTTP/1.1\r\nHost: other\r\n\r\n"), 400);
}

TEST(RequestReader, RefusesWhatIsTooLargeBeforeItHasCome) {
    const RequestLimits limits{.head = 200, .body = 10};
    EXPECT_EQ(refusal("GET /" + std::string(300, 'a'), limits), 414);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: x\r\nName: " + std::string(300, 'a'), limits), 431);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", limits), 413);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", limits), 413);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n", limits),
              413);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", limits),
              413);
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1234567890", limits), 0);
}

TEST(RequestReader, DoesNotReadABodyThatNobodyTakes) {
    const TakesBody takes_body = [](const Request& head) { return head.path == "/takes"; };
    for (const char* framing : {"Content-Length: 99999999", "Transfer-Encoding: chunked"}) {
        RequestReader reader({}, &takes_body);
        const std::string headers =
            std::string(" HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n") + framing + "\r\n\r\n";
        ASSERT_EQ(reader.feed("POST /else" + headers + "GET /body"), Progress::complete) << framing;
        EXPECT_FALSE(reader.take_expectation());
        const Request request = reader.take();
        EXPECT_TRUE(request.body_withheld);
        EXPECT_FALSE(request.keeps_alive());
        EXPECT_EQ(reader.feed("GET /body HTTP/1.1\r\nHost: x\r\n\r\n"), Progress::empty);
        EXPECT_EQ(reader.held(), 0U);
    }
    RequestReader reader({}, &takes_body);
    reader.feed(
        "POST /takes HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nokPOST /else HTTP/1.1\r\nHost: "
        "x\r\nContent-Length: 0\r\n\r\n");
    const Request taken = reader.take();
    EXPECT_EQ(taken.body, "ok");
    EXPECT_TRUE(taken.keeps_alive());
    ASSERT_EQ(reader.progress(), Progress::complete);
    EXPECT_FALSE(reader.take().body_withheld);  // there was none to withhold
}

TEST(RequestReader, TellsOnceThatTheClientWaitsToBeAskedForItsBody) {
    RequestReader reader;
    reader.feed("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_TRUE(reader.in_body());
    EXPECT_TRUE(reader.take_expectation());
    EXPECT_FALSE(reader.take_expectation());
    EXPECT_EQ(reader.feed("ok"), Progress::complete);
}

TEST(Request, KeepsTheConnectionUnlessTheClientSaysOtherwise) {
    const auto keeps = [](std::string_view head) {
        RequestReader reader;
        reader.feed(head);
        return reader.take().keeps_alive();
    };
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: Keep-Alive, Upgrade\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade, Close\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace sanvat::api::request_reader_test
