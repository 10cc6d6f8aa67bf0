// SPDX-License-Identifier: Apache-2.0
#include "tiler/missing_letter.hpp"

#include "tiler/shaped_text.hpp"

namespace sanvat::tiler {

namespace {

/// The glyph of every font that stands for what it lacks.
constexpr hb_codepoint_t no_glyph = 0;

/// The letter that begins at that byte.
std::string letter_at(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
        ++end;
    return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::optional<std::string> missing_letter(const Font& font, std::string_view text) {
    // Shaped as on the sheet: marks may stand for letters, and what is invisible needs no glyph.
    const ShapedText shaped(font, text, LetterClusters::each);
    for (const hb_glyph_info_t& letter : shaped.letters()) {
        if (letter.codepoint == no_glyph) return letter_at(text, letter.cluster);
    }
    return std::nullopt;
}

}  // namespace sanvat::tiler
