// SPDX-License-Identifier: Apache-2.0
#include "api/byte_range.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sanvat::api::byte_range_test {
namespace {

std::string read(std::string_view header, std::uint64_t size = 1000) {
    const ByteRange range = parse_range(header, size);
    if (range.kind == ByteRange::Kind::whole) return "whole";
    if (range.kind == ByteRange::Kind::none) return "none";
    return std::to_string(range.offset) + "+" + std::to_string(range.length);
}

TEST(ByteRange, IsReadAsTheStandardSays) {
    EXPECT_EQ(read("bytes=0-499"), "0+500");
    EXPECT_EQ(read("bytes=500-999"), "500+500");
    EXPECT_EQ(read("bytes=999-999"), "999+1");
    EXPECT_EQ(read("bytes=0-0"), "0+1");
    EXPECT_EQ(read("bytes=500-"), "500+500");
    EXPECT_EQ(read("bytes=-500"), "500+500");
    EXPECT_EQ(read("bytes= 1-2 "), "1+2");
}

TEST(ByteRange, EndsWithTheFile) {
    EXPECT_EQ(read("bytes=900-5000"), "900+100");
    EXPECT_EQ(read("bytes=-5000"), "0+1000");
    EXPECT_EQ(read("bytes=0-99999999999999999999999"), "0+1000");
}

TEST(ByteRange, BehindTheEndThereIsNothing) {
    EXPECT_EQ(read("bytes=1000-"), "none");
    EXPECT_EQ(read("bytes=1000-2000"), "none");
    EXPECT_EQ(read("bytes=-0"), "none");
    EXPECT_EQ(read("bytes=0-", 0), "none");
    EXPECT_EQ(read("bytes=-5", 0), "none");
}

TEST(ByteRange, OfAnyOtherFormIsIgnored) {
    for (const char* header : {"", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=5-4", "bytes=a-b", "bytes=1-2,4-5",
                               "bytes=0x1-2", "bytes=+1-2", "bytes=--1", "records=1-2", "bytes=1-2-3"}) {
        EXPECT_EQ(read(header), "whole") << header;
    }
}

}  // namespace
}  // namespace sanvat::api::byte_range_test
