// SPDX-License-Identifier: Apache-2.0
#include "data/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sanvat::data::text_test {
namespace {

TEST(Fold, IgnoresEveryVietnameseMarkAndCase) {
    EXPECT_EQ(fold("Đường phên Bó Tờ"), "duong phen bo to");
    EXPECT_EQ(fold("MIẾN DONG"), "mien dong");
    EXPECT_EQ(fold("ăắằẳẵặ âấầẩẫậ êếềểễệ ôốồổỗộ ơớờởỡợ ưứừửữự ỳýỷỹỵ đĐ"),
              "aaaaaa aaaaaa eeeeee oooooo oooooo uuuuuu yyyyy dd");
    EXPECT_EQ(fold("  Lan's   Homestay (4★) "), "lan s homestay 4");
    EXPECT_EQ(fold(""), "");
}

TEST(Fold, IsTheSameForComposedAndDecomposedText) {
    EXPECT_EQ(fold("Tha\xCC\xA3"
                   "ch \xC4\x91"
                   "en"),
              fold("Thạch đen"));
}

TEST(Nfc, ComposesWindows1258StyleText) {
    EXPECT_EQ(to_nfc("Ba\xCC\x86\xCC\x80"
                     "ng"),
              "Bằng");
    EXPECT_EQ(to_nfc("Cao Bằng"), "Cao Bằng");
}

TEST(Slug, IsAscii) {
    EXPECT_EQ(slug("Thạch đen"), "thach_den");
    EXPECT_EQ(slug("Rượu ngô CP 999"), "ruou_ngo_cp_999");
}

TEST(Utf8, RefusesTruncatedTextAndNul) {
    EXPECT_TRUE(is_utf8("Hạ Lang"));
    EXPECT_FALSE(is_utf8(std::string_view("Ha\xE1\xBA", 4)));
    EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Collation, FollowsTheVietnameseDictionary) {
    std::vector<std::string> names{"Đàm Thủy", "Dân Chủ", "Ca Thành", "Cần Yên", "Cao Bằng", "Ấn", "An"};
    std::ranges::sort(names, [](const auto& a, const auto& b) { return collate(a, b) < 0; });
    EXPECT_EQ(names, (std::vector<std::string>{"An", "Ấn", "Ca Thành", "Cao Bằng", "Cần Yên", "Dân Chủ", "Đàm Thủy"}));
}

}  // namespace
}  // namespace sanvat::data::text_test
