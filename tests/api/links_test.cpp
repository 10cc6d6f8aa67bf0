// SPDX-License-Identifier: Apache-2.0
#include "api/links.hpp"

#include <gtest/gtest.h>

namespace sanvat::api::links_test {
namespace {

TEST(Links, ThePublicUrlWinsThenACheckedHostThenOurOwn) {
    EXPECT_EQ(Links("https://maps.example.org/sanvat/", "evil", "own:1").to("/api", "f=json"),
              "https://maps.example.org/sanvat/api?f=json");
    EXPECT_EQ(Links("", "maps.example.org:8080", "own:1").to("/"), "http://maps.example.org:8080/");
    EXPECT_EQ(Links("", "", "own:1").base(), "http://own:1");
    EXPECT_EQ(Links("", "evil\"><script>", "own:1").base(), "http://own:1");
}

TEST(Links, OnlyWhatCanBeAHostIsOne) {
    for (const char* host : {"localhost", "a.b-c_d.example:1", "127.0.0.1:65535", "[::1]", "[2001:db8::1]:80"}) {
        EXPECT_TRUE(is_host(host)) << host;
    }
    for (const char* host : {"", ":80", "a:", "a:0", "a:65536", "a:b", "a:80x", "a b", "a/b", "a@b", "a?b", "a#b", "é",
                             "[::1", "[g::1]", "[]", "::1", "[::1]x", "a\r\nb"}) {
        EXPECT_FALSE(is_host(host)) << host;
    }
    EXPECT_FALSE(is_host(std::string(254, 'a')));
}

TEST(Links, APublicUrlIsAbsoluteAndHasNoQuery) {
    for (const char* url : {"http://a", "https://a.example:8443/", "https://a/b/c-d_e.f~g/"}) {
        EXPECT_TRUE(is_public_url(url)) << url;
    }
    for (const char* url : {"", "a.example", "ftp://a", "https://", "https:///b", "https://a/b?c", "https://a/b#c",
                            "https://a/\"", "javascript:alert(1)"}) {
        EXPECT_FALSE(is_public_url(url)) << url;
    }
}

}  // namespace
}  // namespace sanvat::api::links_test
