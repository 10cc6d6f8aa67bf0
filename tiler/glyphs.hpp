// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Characters of one file of glyphs.
inline constexpr int glyph_range = 256;
/// The first character of the last file: glyphs are numbered up to 65,535.
inline constexpr int last_glyph_range = 65'536 - glyph_range;

/// The glyphs of characters `first` to `first` + 255 as MapLibre wants them: signed distance fields of 24 pixels an em,
/// 3 pixels wider on each side, in the format of glyphs.proto. Characters that the font lacks are left out. The same
/// font gives the same bytes; some ten milliseconds. Throws failure where the font is broken. Thread-safe.
/// Requires a font of a theme that was read.
[[nodiscard]] std::string glyphs(const ThemeFont& font, int first);

}  // namespace sanvat::tiler
