// SPDX-License-Identifier: Apache-2.0
#include "tiler/digest.hpp"

#include <gtest/gtest.h>

#include <set>

namespace sanvat::tiler::digest_test {
namespace {

// Known answers of MurmurHash3_x64_128 with seed 0.
TEST(Digest, IsMurmurHash3) {
    EXPECT_EQ(digest(""), "00000000000000000000000000000000");
    EXPECT_EQ(digest("hello"), "cbd8a7b341bd9b025b1e906a48ae1d19");
    EXPECT_EQ(digest("The quick brown fox jumps over the lazy dog"), "e34bbc7bbc071b6c7a433ca9c49a9347");
}

TEST(Digest, EveryLengthAndEveryByteCounts) {
    std::set<std::string> seen;
    std::string text;
    for (int length = 0; length < 70; ++length, text += 'a') {
        EXPECT_TRUE(seen.insert(digest(text)).second) << length;
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string other = text;
            other[i] = 'b';
            EXPECT_TRUE(seen.insert(digest(other)).second) << length << " " << i;
        }
    }
}

TEST(Digest, NumbersFitIntoADouble) {
    for (const auto* text : {"hello", "01273-20250701", "x"}) {
        const auto number = number_of(text);
        EXPECT_LT(number, std::uint64_t{1} << 53u);
        EXPECT_EQ(static_cast<std::uint64_t>(static_cast<double>(number)), number);
    }
}

}  // namespace
}  // namespace sanvat::tiler::digest_test
