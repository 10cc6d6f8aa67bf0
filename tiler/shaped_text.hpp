// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only, and for its .cpp files: brings HarfBuzz along.
#pragma once

#include <harfbuzz/hb.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "tiler/font.hpp"

namespace sanvat::tiler {

/// Which letters of a text have a number of their own.
enum class LetterClusters : std::uint8_t {
    as_drawn,  ///< a letter and its marks have one
    each,      ///< every character has one
};

/// A text as letters of a font, by HarfBuzz: kerned, with what combines combined. Places are in units of the em square,
/// y upwards; a letter's cluster is the position in the text where what it stands for begins. Belongs to one thread,
/// the font may be shared.
class ShapedText {
public:
    /// The part of a text in UTF-16 from `begin` up to `end`; what is around it shapes its letters, too.
    ShapedText(const Font& font, std::u16string_view text, std::size_t begin, std::size_t end);
    /// A text in UTF-8 that runs from left to right, as those in all of a theme's fonts do.
    ShapedText(const Font& font, std::string_view text, LetterClusters clusters = LetterClusters::as_drawn);

    [[nodiscard]] std::span<const hb_glyph_info_t> letters() const noexcept;
    /// One for each letter.
    [[nodiscard]] std::span<const hb_glyph_position_t> places() const noexcept;

private:
    struct Release {
        void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
    };
    std::unique_ptr<hb_buffer_t, Release> buffer_;
};

}  // namespace sanvat::tiler
