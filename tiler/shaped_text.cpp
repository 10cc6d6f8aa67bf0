// SPDX-License-Identifier: Apache-2.0
#include "tiler/shaped_text.hpp"

namespace sanvat::tiler {

ShapedText::ShapedText(const Font& font, std::u16string_view text, std::size_t begin, std::size_t end)
    : buffer_(hb_buffer_create()) {
    hb_buffer_add_utf16(buffer_.get(), reinterpret_cast<const std::uint16_t*>(text.data()),
                        static_cast<int>(text.size()), static_cast<unsigned>(begin), static_cast<int>(end - begin));
    hb_buffer_guess_segment_properties(buffer_.get());
    hb_shape(font.shaper(), buffer_.get(), nullptr, 0);
}

ShapedText::ShapedText(const Font& font, std::string_view text, LetterClusters clusters) : buffer_(hb_buffer_create()) {
    if (clusters == LetterClusters::each)
        hb_buffer_set_cluster_level(buffer_.get(), HB_BUFFER_CLUSTER_LEVEL_CHARACTERS);
    hb_buffer_add_utf8(buffer_.get(), text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer_.get(), HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer_.get());
    hb_shape(font.shaper(), buffer_.get(), nullptr, 0);
}

std::span<const hb_glyph_info_t> ShapedText::letters() const noexcept {
    unsigned count = 0;
    const hb_glyph_info_t* first = hb_buffer_get_glyph_infos(buffer_.get(), &count);
    return {first, count};
}

std::span<const hb_glyph_position_t> ShapedText::places() const noexcept {
    unsigned count = 0;
    const hb_glyph_position_t* first = hb_buffer_get_glyph_positions(buffer_.get(), &count);
    return {first, count};
}

}  // namespace sanvat::tiler
