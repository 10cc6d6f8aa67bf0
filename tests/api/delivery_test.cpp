// SPDX-License-Identifier: Apache-2.0
#include "api/delivery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/compression.hpp"

namespace sanvat::api::delivery_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string long_text(5'000, 'x');

Request get(std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request;
    request.method = "GET";
    request.headers = std::move(headers);
    return request;
}

Response text(std::string body) {
    Response response = respond("text/plain", std::move(body));
    response.etag = "tag";
    return response;
}

TEST(Delivery, AnswersHeadWithTheHeadOfGet) {
    Request head = get();
    head.method = "HEAD";
    const Message of_get = deliver(get(), text("hello"), false);
    const Message of_head = deliver(head, text("hello"), false);
    EXPECT_EQ(of_head.head, of_get.head);
    EXPECT_THAT(of_head.head, HasSubstr("Content-Length: 5\r\n"));
    EXPECT_EQ(of_head.body, nullptr);
}

TEST(Delivery, AnswersNotModifiedWithoutBodyOrLength) {
    const Message message = deliver(get({{"if-none-match", "W/\"tag\""}}), text("hello"), false);
    EXPECT_THAT(message.head, HasSubstr("HTTP/1.1 304 Not Modified\r\n"));
    EXPECT_THAT(message.head, HasSubstr("ETag: W/\"tag\"\r\n"));
    EXPECT_THAT(message.head, Not(HasSubstr("\r\nContent-")));
    EXPECT_EQ(message.body, nullptr);
}

TEST(Delivery, ErrorsAndPostsAreNeverNotModified) {
    Response problem = text("no");
    problem.status = 404;
    EXPECT_THAT(deliver(get({{"if-none-match", "*"}}), problem, false).head, HasSubstr("404 Not Found"));
    Request post = get({{"if-none-match", "*"}});
    post.method = "POST";
    EXPECT_THAT(deliver(post, text("hello"), false).head, HasSubstr("200 OK"));
}

TEST(Delivery, CompressesWhatShrinksForThoseWhoAcceptIt) {
    const Message message = deliver(get({{"accept-encoding", "gzip"}}), text(long_text), false);
    EXPECT_THAT(message.head, HasSubstr("Content-Encoding: gzip\r\n"));
    EXPECT_THAT(message.head, HasSubstr("Vary: Accept-Encoding\r\n"));
    EXPECT_THAT(message.head, HasSubstr("ETag: W/\"tag-gz\"\r\n"));
    EXPECT_LT(message.body->size(), 200U);
    EXPECT_THAT(message.head, HasSubstr("Content-Length: " + std::to_string(message.body->size()) + "\r\n"));

    const Message plain = deliver(get(), text(long_text), false);
    EXPECT_THAT(plain.head, Not(HasSubstr("Content-Encoding")));
    EXPECT_THAT(plain.head, HasSubstr("Vary: Accept-Encoding\r\n"));  // caches must know before anybody accepts it
    EXPECT_THAT(plain.head, HasSubstr("ETag: W/\"tag\"\r\n"));

    Response picture = text(long_text);
    picture.content_type = "image/png";
    EXPECT_THAT(deliver(get({{"accept-encoding", "gzip"}}), picture, false).head, Not(HasSubstr("gzip")));
    EXPECT_THAT(deliver(get({{"accept-encoding", "gzip"}}), text("short"), false).head, Not(HasSubstr("gzip")));
}

TEST(Delivery, TheTagOfOneCodingIsNotThatOfAnother) {
    const Message message =
        deliver(get({{"accept-encoding", "gzip"}, {"if-none-match", "W/\"tag\""}}), text(long_text), false);
    EXPECT_THAT(message.head, HasSubstr("200 OK"));
}

TEST(Delivery, PrefersBrotliWhereItIsAtHand) {
    Response file = text(long_text);
    file.brotli = make_bytes("br");
    file.gzip = make_bytes("gz");
    const Message message = deliver(get({{"accept-encoding", "gzip, br"}}), file, false);
    EXPECT_THAT(message.head, HasSubstr("Content-Encoding: br\r\n"));
    EXPECT_EQ(*message.body, "br");
    EXPECT_EQ(*deliver(get({{"accept-encoding", "gzip"}}), file, false).body, "gz");
}

TEST(Delivery, KeepsConnectionsOfHttp11AndSaysSo) {
    EXPECT_THAT(deliver(get(), text("a"), false).head, HasSubstr("Connection: keep-alive\r\n"));
    const Message last = deliver(get({{"connection", "close"}}), text("a"), false);
    EXPECT_TRUE(last.close);
    EXPECT_THAT(last.head, HasSubstr("Connection: close\r\n"));
    EXPECT_TRUE(deliver(get(), text("a"), true).close);
}

TEST(Delivery, LetsPagesOfOtherOriginsRead) {
    EXPECT_THAT(deliver(get(), text("a"), false).head, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
}

}  // namespace
}  // namespace sanvat::api::delivery_test
