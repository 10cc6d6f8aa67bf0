// SPDX-License-Identifier: Apache-2.0
#include "data/markup.hpp"

#include <gtest/gtest.h>

namespace sanvat::data::markup_test {
namespace {

TEST(EscapeMarkup, NothingOpensATagAnEntityOrEndsAnAttribute) {
    EXPECT_EQ(escape_markup(R"(<a href="x" title='y'>R & D</a>)"),
              "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;R &amp; D&lt;/a&gt;");
    EXPECT_EQ(escape_markup("&amp;"), "&amp;amp;");
}

TEST(EscapeMarkup, KeepsTextAndLeavesOutWhatXmlDoesNotHave) {
    EXPECT_EQ(escape_markup("Đường phên\tbánh\r\nkhảo"), "Đường phên\tbánh\r\nkhảo");
    EXPECT_EQ(escape_markup(std::string_view("a\0b\x01\x1f"
                                             "c",
                                             6)),
              "abc");
}

}  // namespace
}  // namespace sanvat::data::markup_test
