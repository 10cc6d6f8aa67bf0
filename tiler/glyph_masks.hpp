// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: letters as pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Letters stand at quarters of a pixel across, so that words keep their rhythm, and on whole pixels down.
inline constexpr int glyph_steps = 4;

/// How much of each pixel a letter or its halo covers, 0 to 255, row by row from the top.
struct GlyphMask {
    int left = 0;  ///< pixels from the letter's origin to the first column, eastwards
    int top = 0;   ///< and to the first row, southwards
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
};

/// Which letter, how large, and where in its pixel.
struct GlyphLook {
    FontFace face = FontFace::regular;
    std::uint32_t glyph = 0;  ///< its number in the font
    int size_64 = 0;          ///< size of the letters, pixels / 64
    int halo_64 = 0;          ///< how far the halo reaches beyond the outline, pixels / 64; 0: the letter itself
    int step = 0;             ///< its origin is so many glyph_steps east of a whole pixel; less than glyph_steps

    bool operator==(const GlyphLook&) const = default;
};

/// Draws letters without hinting, by FreeType, and keeps them. Belongs to one thread.
class GlyphMasks {
public:
    /// Opens the theme's fonts for its thread, from the bytes that all share.
    explicit GlyphMasks(const Theme& theme);
    ~GlyphMasks();
    GlyphMasks(const GlyphMasks&) = delete;
    GlyphMasks& operator=(const GlyphMasks&) = delete;

    /// Empty for blanks. Stays until the next call. Throws failure where the font is broken.
    [[nodiscard]] const GlyphMask& of(const GlyphLook& look);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
