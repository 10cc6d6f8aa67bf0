// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: how much room names take.
#pragma once

#include <memory>
#include <string>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Pixels of the theme between the lines of a name, beyond the font's own.
inline constexpr double line_spacing_px = -1;

/// Pixels of the theme.
struct TextExtent {
    double width = 0;
    double height = 0;
};

/// Measures text as Mapnik sets it, but for kerning: lines broken where the text or the rule says so, the first as high
/// as its highest letter, with room for what hangs below the last. Thread-safe.
class TextMeasure {
public:
    /// Opens the theme's fonts. Throws bad_input where a file is none.
    explicit TextMeasure(const Theme& theme);
    ~TextMeasure();
    TextMeasure(const TextMeasure&) = delete;
    TextMeasure& operator=(const TextMeasure&) = delete;

    /// Of a name in UTF-8 at a zoom.
    [[nodiscard]] TextExtent of(const std::string& text, const LabelRule& rule, int zoom);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
