// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what stands where on a printed sheet.
#pragma once

#include <cstdint>
#include <optional>

#include "tiler/sheet_request.hpp"
#include "tiler/theme.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// What the title of a sheet is written in.
inline constexpr FontFace sheet_title_face = FontFace::bold;

// Lengths on a sheet are points, 1/72 inch, y downwards from its upper left corner.
inline constexpr double inch_pt = 72;
inline constexpr double inch_mm = 25.4;

struct SheetBox {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    [[nodiscard]] double right() const noexcept { return left + width; }
    [[nodiscard]] double bottom() const noexcept { return top + height; }
};

struct SheetSize {
    double width = 0;
    double height = 0;
};

struct SheetLayout {
    SheetSize size;
    /// Size of letters, lines and symbols against those of an A4 sheet: they shrink with smaller sheets, larger ones
    /// show more of the map rather than larger letters.
    double unit = 1;
    bool furnished = false;  ///< otherwise the map alone fills the sheet
    SheetBox heading;
    SheetBox map;
    std::optional<SheetBox> legend;
    SheetBox foot;  ///< notes at its left, scale bar and north arrow at its right
};

/// Points of the sheet for a pixel of the theme.
inline constexpr double theme_pixel_pt = 0.62;

/// As the request says; paper upright or across as suits `shown`, which is wanted on the map.
[[nodiscard]] SheetSize sheet_size(const SheetRequest& request, const MercatorBox& shown) noexcept;

enum class LegendSide : std::uint8_t { right, below };

/// A legend to find room for beside the map. Made smaller where it would not fit.
struct SheetLegend {
    SheetSize size;  ///< theme pixels
    LegendSide side = LegendSide::right;
};

[[nodiscard]] SheetLayout lay_out(const SheetSize& size, bool titled,
                                  const std::optional<SheetLegend>& legend) noexcept;

/// The box with more on two sides, so that it has the shape of the frame.
[[nodiscard]] MercatorBox fitted(const MercatorBox& box, double width, double height) noexcept;

}  // namespace sanvat::tiler
