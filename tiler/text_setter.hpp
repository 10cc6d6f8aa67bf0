// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: names as letters that have their places.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Pixels of the theme between the lines of a name, beyond the font's own.
inline constexpr double line_spacing_px = -1;

/// A letter, by its number in the font. Pixels of the theme from the left end of its line to its origin, eastwards, and
/// from the line on which letters stand, southwards.
struct SetGlyph {
    std::uint32_t glyph = 0;
    float x = 0;
    float y = 0;
};

/// Pixels of the theme.
struct SetLine {
    std::vector<SetGlyph> glyphs;
    double width = 0;
    double left = 0;      ///< from the left edge of the name; 0 until justified
    double baseline = 0;  ///< southwards from the top of the name
};

/// On which side the lines of a name end evenly.
enum class Justification : std::uint8_t { left, middle, right };

/// A name that is ready to be drawn, in a box of pixels of the theme: as wide as its longest line, from the top of the
/// highest letter of the first line to the bottom of the lowest of the last.
struct SetText {
    std::vector<SetLine> lines;
    double width = 0;
    double height = 0;

    void justify(Justification side) noexcept;
};

/// Sets text in the theme's fonts with kerning and combined letters, by HarfBuzz. Keeps what it has set, up to
/// 4,096 names. Thread-safe.
class TextSetter {
public:
    /// Keeps the theme's fonts alive.
    explicit TextSetter(const Theme& theme);
    ~TextSetter();
    TextSetter(const TextSetter&) = delete;
    TextSetter& operator=(const TextSetter&) = delete;

    /// A name in UTF-8 at a zoom. Lines are broken where the text says so, and after the word that reaches beyond the
    /// rule's width.
    [[nodiscard]] SetText set(const std::string& text, const LabelRule& rule, int zoom) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
