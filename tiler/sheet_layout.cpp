// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_layout.hpp"

#include <algorithm>
#include <utility>

namespace sanvat::tiler {

namespace {

constexpr double a4_short_mm = 210;

// Of an A4 sheet, points.
constexpr double page_margin = 24;
constexpr double title_height = 34;
constexpr double dates_height = 15;
constexpr double frame_room = 14;  // the frame and the degrees around it
constexpr double block_gap = 12;
constexpr double foot_height = 44;

/// The legend may take no more of a sheet than this, in the direction in which it takes from the map.
constexpr double legend_share = 0.5;

/// Sheets narrower than this have no room for letters.
constexpr double furnished_from = 60 / inch_mm * inch_pt;

/// Takes the room of the legend off what is left of the sheet.
void put_legend(SheetLayout& layout, SheetBox& rest, const SheetLegend& legend) {
    const double u = layout.unit;
    const bool below = legend.side == LegendSide::below;
    // It begins in line with the frame.
    const double most_width = rest.width - 2 * frame_room * u;
    const double most_height = rest.height - 2 * frame_room * u;
    double scale = std::min({theme_pixel_pt * u, most_width / legend.size.width, most_height / legend.size.height});
    scale = below ? std::min(scale, legend_share * rest.height / legend.size.height)
                  : std::min(scale, legend_share * rest.width / legend.size.width);
    SheetBox box{rest.left + frame_room * u, rest.top + frame_room * u, legend.size.width * scale,
                 legend.size.height * scale};
    if (below) {
        box.top = rest.bottom() - box.height;
        rest.height -= box.height + block_gap * u;
    } else {
        box.left = rest.right() - box.width;
        rest.width -= box.width + block_gap * u;
    }
    layout.legend = box;
}

}  // namespace

SheetSize sheet_size(const SheetRequest& request, const MercatorBox& shown) noexcept {
    if (request.size) {
        return {request.size->width * inch_pt / request.dpi, request.size->height * inch_pt / request.dpi};
    }
    const auto [shorter_mm, longer_mm] =
        request.paper == Paper::a3 ? std::pair(297.0, 420.0) : std::pair(a4_short_mm, 297.0);
    const double shorter = shorter_mm / inch_mm * inch_pt;
    const double longer = longer_mm / inch_mm * inch_pt;
    return shown.height() > shown.width() ? SheetSize{shorter, longer} : SheetSize{longer, shorter};
}

SheetLayout lay_out(const SheetSize& size, bool titled, const std::optional<SheetLegend>& legend) noexcept {
    SheetLayout layout;
    layout.size = size;
    const double shorter = std::min(size.width, size.height);
    layout.unit = std::clamp(shorter / (a4_short_mm / inch_mm * inch_pt), 0.25, 1.15);
    layout.furnished = shorter >= furnished_from;
    if (!layout.furnished) {
        layout.map = {0, 0, size.width, size.height};
        return layout;
    }
    const double u = layout.unit;
    SheetBox rest{page_margin * u, page_margin * u, size.width - 2 * page_margin * u,
                  size.height - 2 * page_margin * u};
    layout.heading = {rest.left, rest.top, rest.width, (titled ? title_height : dates_height) * u};
    layout.foot = {rest.left, rest.bottom() - foot_height * u, rest.width, foot_height * u};
    rest.top = layout.heading.bottom();
    rest.height = layout.foot.top - rest.top;
    if (legend) put_legend(layout, rest, *legend);
    layout.map = {rest.left + frame_room * u, rest.top + frame_room * u, rest.width - 2 * frame_room * u,
                  rest.height - 2 * frame_room * u};
    return layout;
}

MercatorBox fitted(const MercatorBox& box, double width, double height) noexcept {
    const double metres = std::max(box.width() / width, box.height() / height);
    const double x = (box.west + box.east) / 2;
    const double y = (box.south + box.north) / 2;
    return {x - metres * width / 2, y - metres * height / 2, x + metres * width / 2, y + metres * height / 2};
}

}  // namespace sanvat::tiler
