// SPDX-License-Identifier: Apache-2.0
#include "api/negotiation.hpp"

#include <gtest/gtest.h>

#include <array>

#include "data/error.hpp"

namespace sanvat::api::negotiation_test {
namespace {

constexpr std::array offered{Format::json, Format::html, Format::csv};

TEST(Negotiation, HtmlIsForThoseWhoNameIt) {
    const auto chosen = [](const char* accept) { return choose_format(std::nullopt, accept, offered); };
    EXPECT_EQ(chosen(""), Format::json);
    EXPECT_EQ(chosen("*/*"), Format::json);
    EXPECT_EQ(chosen("application/geo+json, application/json;q=0.5"), Format::json);
    EXPECT_EQ(chosen("image/png"), Format::json);
    EXPECT_EQ(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::html);
    EXPECT_EQ(chosen("application/json, Text/HTML; charset=utf-8; q=0.1"), Format::html);
    EXPECT_EQ(chosen("text/html;q=0, */*"), Format::json);
    EXPECT_EQ(chosen("text/html;q=0.000"), Format::json);
}

TEST(Negotiation, HtmlIsNotGivenWhereItIsNotOffered) {
    EXPECT_EQ(choose_format(std::nullopt, "text/html", std::array{Format::png}), Format::png);
}

TEST(Negotiation, TheParameterWins) {
    EXPECT_EQ(choose_format("csv", "text/html", offered), Format::csv);
    EXPECT_EQ(choose_format("json", "text/html", offered), Format::json);
    for (const char* f : {"", "JSON", "xlsx", "application/json"}) {
        EXPECT_THROW(static_cast<void>(choose_format(f, "", offered)), data::Error) << f;
    }
}

TEST(Negotiation, CodingsAreAcceptedByNameOrStar) {
    const auto accepted = [](const char* header) {
        const AcceptedCodings codings = parse_accept_encoding(header);
        return std::pair(codings.gzip, codings.brotli);
    };
    EXPECT_EQ(accepted(""), std::pair(false, false));
    EXPECT_EQ(accepted("gzip, deflate, br, zstd"), std::pair(true, true));
    EXPECT_EQ(accepted("GZIP;q=0.5"), std::pair(true, false));
    EXPECT_EQ(accepted("gzip;q=0, br"), std::pair(false, true));
    EXPECT_EQ(accepted("*"), std::pair(true, true));
    EXPECT_EQ(accepted("gzip;q=0, *"), std::pair(false, true));
    EXPECT_EQ(accepted("identity, *;q=0"), std::pair(false, false));
}

TEST(Negotiation, EtagsAreComparedWeakly) {
    EXPECT_TRUE(matches_etag("\"a\"", "\"a\""));
    EXPECT_TRUE(matches_etag("\"x\", W/\"a\"", "\"a\""));
    EXPECT_TRUE(matches_etag("\"a\"", "W/\"a\""));
    EXPECT_TRUE(matches_etag("*", "\"a\""));
    EXPECT_FALSE(matches_etag("\"a-gz\"", "\"a\""));
    EXPECT_FALSE(matches_etag("a", "\"a\""));
    EXPECT_FALSE(matches_etag("", "\"a\""));
}

}  // namespace
}  // namespace sanvat::api::negotiation_test
