// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tiler/font.hpp"

// Belongs to the module.
namespace sanvat::tiler {

/// A place in a glyph: pixels from its origin, y upwards.
struct GlyphPoint {
    double x = 0;
    double y = 0;
};

/// The outline of a character as straight pieces. What it winds around is inside (rule of non-zero winding).
struct GlyphOutline {
    struct Piece {
        GlyphPoint from;
        GlyphPoint to;
    };
    std::vector<Piece> pieces;  ///< none for blanks
    int advance = 0;            ///< pixels to the next character
};

/// A font at one size. Belongs to one thread.
class GlyphFace {
public:
    /// Throws failure naming the font's file.
    GlyphFace(std::shared_ptr<const Font> font, int pixels_an_em);
    ~GlyphFace();
    GlyphFace(const GlyphFace&) = delete;
    GlyphFace& operator=(const GlyphFace&) = delete;

    /// Pixels from the line on which letters stand to the top of the line.
    [[nodiscard]] int ascender() const noexcept;
    /// Nothing where the font lacks the character.
    [[nodiscard]] std::optional<GlyphOutline> outline(std::uint32_t character);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
