// SPDX-License-Identifier: Apache-2.0
#include "tiler/glyphs.hpp"

#include <gtest/gtest.h>

#include <map>
#include <protozero/pbf_reader.hpp>

namespace sanvat::tiler::glyphs_test {
namespace {

constexpr int buffer = 3;

struct Glyph {
    std::string bitmap;
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    int advance = 0;

    /// Column and row within the glyph's own box, from the left and from the top.
    [[nodiscard]] int at(int x, int y) const {
        const auto place = static_cast<std::size_t>((y + buffer) * (width + 2 * buffer) + x + buffer);
        return static_cast<unsigned char>(bitmap.at(place));
    }
};

struct Stack {
    std::string name;
    std::string range;
    std::map<std::uint32_t, Glyph> glyphs;
};

void read_glyph(protozero::pbf_reader reader, Stack& stack) {
    Glyph glyph;
    std::uint32_t id = 0;
    while (reader.next()) {
        switch (reader.tag()) {
            case 1:
                id = reader.get_uint32();
                break;
            case 2:
                glyph.bitmap = reader.get_bytes();
                break;
            case 3:
                glyph.width = static_cast<int>(reader.get_uint32());
                break;
            case 4:
                glyph.height = static_cast<int>(reader.get_uint32());
                break;
            case 5:
                glyph.left = reader.get_sint32();
                break;
            case 6:
                glyph.top = reader.get_sint32();
                break;
            case 7:
                glyph.advance = static_cast<int>(reader.get_uint32());
                break;
            default:
                FAIL() << "field " << reader.tag();
        }
    }
    EXPECT_TRUE(stack.glyphs.emplace(id, std::move(glyph)).second) << id;
}

Stack read(const std::string& bytes) {
    Stack stack;
    protozero::pbf_reader file(bytes);
    EXPECT_TRUE(file.next(1));
    protozero::pbf_reader reader = file.get_message();
    EXPECT_FALSE(file.next()) << "one stack";
    while (reader.next()) {
        if (reader.tag() == 1) {
            stack.name = reader.get_string();
        } else if (reader.tag() == 2) {
            stack.range = reader.get_string();
        } else {
            EXPECT_EQ(reader.tag(), 3u);
            read_glyph(reader.get_message(), stack);
        }
    }
    return stack;
}

const ThemeFont& regular() {
    static const auto theme = load_theme(default_theme_file());
    return theme->regular;
}

Stack stack_from(int first) {
    return read(glyphs(regular(), first));
}

TEST(Glyphs, HoldEveryLetterOfVietnamese) {
    std::map<std::uint32_t, Glyph> all;
    for (const int first : {0, 256, 7680})
        all.merge(stack_from(first).glyphs);
    const std::u32string letters =
        U"aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
        U"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ0123456789(),.-–";
    for (const char32_t letter : letters) {
        if (letter == U'–') continue;  // of another range
        const auto found = all.find(letter);
        ASSERT_NE(found, all.end()) << static_cast<std::uint32_t>(letter);
        EXPECT_FALSE(found->second.bitmap.empty()) << static_cast<std::uint32_t>(letter);
    }
}

TEST(Glyphs, HaveTheSizeThatTheySay) {
    const Stack stack = stack_from(0);
    EXPECT_EQ(stack.name, "Noto Sans Regular");
    EXPECT_EQ(stack.range, "0-255");
    for (const auto& [id, glyph] : stack.glyphs) {
        const int pixels = (glyph.width + 2 * buffer) * (glyph.height + 2 * buffer);
        EXPECT_EQ(glyph.bitmap.size(), glyph.width == 0 ? 0u : static_cast<std::size_t>(pixels)) << id;
        EXPECT_LE(glyph.width, 40) << id;
    }
    EXPECT_TRUE(stack.glyphs.at(' ').bitmap.empty());
    EXPECT_GT(stack.glyphs.at(' ').advance, 3);
}

TEST(Glyphs, AreDistancesToTheOutline) {
    const Stack stack = stack_from(0);
    constexpr int edge = 191;
    const Glyph& stem = stack.glyphs.at('l');  // a bar
    const int y = stem.height / 2;
    EXPECT_GT(stem.at(stem.width / 2, y), edge);
    EXPECT_LT(stem.at(-2, y), edge);
    for (int x = -buffer; x < 0; ++x)
        EXPECT_NEAR(stem.at(x + 1, y) - stem.at(x, y), 32, 2) << "a pixel is an eighth of 256";
    const Glyph& ring = stack.glyphs.at('O');
    EXPECT_LT(ring.at(ring.width / 2, ring.height / 2), edge) << "a hole is outside";
    EXPECT_GT(ring.at(1, ring.height / 2), edge);
}

TEST(Glyphs, StandOnOneLine) {
    const Stack stack = stack_from(0);
    const auto foot = [&](char letter) {
        const Glyph& glyph = stack.glyphs.at(static_cast<std::uint32_t>(letter));
        return glyph.top - glyph.height;
    };
    EXPECT_EQ(foot('x'), foot('H'));
    EXPECT_LT(foot('p'), foot('x'));
    EXPECT_GT(stack.glyphs.at('H').top, stack.glyphs.at('x').top);
    EXPECT_EQ(foot('H'), -26) << "the ascender of the font at 24 pixels, which MapLibre counts on";
    EXPECT_GT(stack_from(7680).glyphs.at(U'Ấ').top, stack.glyphs.at('A').top) << "marks stand above";
}

TEST(Glyphs, AreNoneWhereTheFontHasNone) {
    EXPECT_TRUE(stack_from(0x4e00).glyphs.empty());
    EXPECT_EQ(stack_from(last_glyph_range).range, "65280-65535");
}

}  // namespace
}  // namespace sanvat::tiler::glyphs_test
