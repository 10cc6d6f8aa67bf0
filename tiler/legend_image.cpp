// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend.hpp"
#include "tiler/legend_panel.hpp"
#include "tiler/painter.hpp"

namespace sanvat::tiler {

namespace {

/// Of all pictures, so that they stand one under the other in a page; pixels.
constexpr int picture_width = 460;
constexpr int picture_margins = 28;

}  // namespace

Image legend_image(const std::shared_ptr<const Theme>& theme, const Legend& legend, std::string_view language,
                   int scale) {
    LegendPanel panel(*theme, legend, language, LegendForm::picture);
    LegendDrawing drawing = panel.draw({.columns = 1, .width = picture_width - picture_margins, .broken = false});
    drawing.job.box.east = picture_width;
    drawing.job.width = picture_width * scale;
    drawing.job.height *= scale;
    drawing.job.scale = scale;
    return Painter(theme, drawing.style).paint(drawing.job);
}

}  // namespace sanvat::tiler
