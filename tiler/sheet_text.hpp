// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: letters on a sheet.
#pragma once

#include <cairo.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

enum class TextAlign : std::uint8_t { left, middle, right };

struct TextLook {
    FontFace face = FontFace::regular;
    double size = 8;  ///< points
    Colour colour;
    TextAlign align = TextAlign::left;
};

/// Writes with the theme's fonts, shaped by HarfBuzz; a PDF keeps which letters the shapes stand for. Text is UTF-8.
/// Belongs to one thread, and to a context that outlives it.
class SheetText {
public:
    /// Throws failure where Cairo cannot read a font of the theme's.
    SheetText(cairo_t* context, const Theme& theme);
    ~SheetText();
    SheetText(const SheetText&) = delete;
    SheetText& operator=(const SheetText&) = delete;

    /// Points.
    [[nodiscard]] double width(std::string_view text, const TextLook& look) const;

    /// One line; x is where `look.align` says, y the base line.
    void write(std::string_view text, const TextLook& look, double x, double y) const;

    /// The text in lines of at most that width, broken at blanks. A longer word stays whole.
    [[nodiscard]] std::vector<std::string> lines(std::string_view text, const TextLook& look, double most_width) const;

private:
    struct Pen;
    [[nodiscard]] const Pen& pen(FontFace face) const;

    cairo_t* context_;
    std::map<FontFace, std::unique_ptr<const Pen>> pens_;
};

}  // namespace sanvat::tiler
