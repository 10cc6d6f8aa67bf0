// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what a printed sheet has around and over its map.
#pragma once

#include <cairo.h>

#include <string>
#include <string_view>
#include <vector>

#include "tiler/scale_bar.hpp"
#include "tiler/sheet_layout.hpp"
#include "tiler/sheet_text.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// Draws the parts, each at its place of the layout. Requires a furnished layout. What it is given must outlive it.
class SheetFurniture {
public:
    SheetFurniture(cairo_t* context, const SheetText& text, const SheetLayout& layout, std::string_view language)
        : context_(context), text_(text), layout_(layout), language_(language) {}

    /// The title may be empty. Both are made smaller where they are too long for the sheet.
    void heading(const std::string& title, const std::string& dates) const;

    /// Meridians and parallels over the map, which shows `box`, their degrees around it, and the frame.
    void graticule(const MercatorBox& box) const;

    /// With the scale of the map, at the right of the foot.
    void scale_bar(const MercatorBox& box) const;

    /// North is up all over a map in Mercator's projection.
    void north_arrow() const;

    /// At the left of the foot, each from a line of its own on; what has no room left is made smaller.
    void notes(const std::vector<std::string>& notes) const;

private:
    void meridian(double x, const std::string& label) const;
    void parallel(double y, const std::string& label) const;
    void line(double x0, double y0, double x1, double y1) const;
    void frame(const std::vector<double>& across, const std::vector<double>& down) const;
    void write_upright(const std::string& text, const TextLook& look, double x, double y) const;
    [[nodiscard]] double shrunk(const std::string& text, TextLook look, double most_width) const;
    [[nodiscard]] bool english() const noexcept { return language_ == "en"; }

    cairo_t* context_;
    const SheetText& text_;
    const SheetLayout& layout_;
    const std::string_view language_;
};

}  // namespace sanvat::tiler
