// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: a legend laid out in columns.
#pragma once

#include <memory>
#include <string_view>

#include "tiler/legend.hpp"
#include "tiler/paint_job.hpp"

namespace sanvat::tiler {

/// How a legend is laid out.
enum class LegendForm : std::uint8_t {
    picture,  ///< one column under the names of style and store and the two days
    panel,    ///< of a sheet that says those elsewhere
};

/// Columns of a legend. Lengths are pixels of the theme.
struct LegendShape {
    int columns = 1;      ///< at most so many
    int width = 270;      ///< of each, at most; longer texts are broken, a longer word stays whole
    bool broken = false;  ///< whether the rows of one layer may go on in the next column
};

/// Pixels of the theme.
struct LegendSize {
    int width = 0;
    int height = 0;
};

/// A legend as a small map of its own in which a metre is a pixel.
struct LegendDrawing {
    MapStyle style;
    PaintJob job;  ///< at scale 1
};

/// Lays out a legend, with texts measured, so that none reaches into the next column, and with the rows of a layer
/// together. Theme and legend must outlive it. Belongs to one thread.
class LegendPanel {
public:
    /// Throws bad_input where a font of the theme cannot be read.
    LegendPanel(const Theme& theme, const Legend& legend, std::string_view language, LegendForm form);
    ~LegendPanel();
    LegendPanel(const LegendPanel&) = delete;
    LegendPanel& operator=(const LegendPanel&) = delete;

    /// As `draw` makes it: as low as the columns allow, and no wider than its texts.
    [[nodiscard]] LegendSize size(const LegendShape& shape);
    [[nodiscard]] LegendDrawing draw(const LegendShape& shape);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
