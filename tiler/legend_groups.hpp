// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what a legend lists.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tiler/legend.hpp"
#include "tiler/legend_canvas.hpp"
#include "tiler/legend_words.hpp"

namespace sanvat::tiler {

/// A row of a legend before its texts are broken into lines.
struct LegendItem {
    std::string title;
    std::string numbers;  ///< in brackets behind the title where there is room, else under it; may be empty
    LegendText kind = LegendText::row;
    /// Draws what stands left of the texts; empty where they begin at the left edge. Pixels of the canvas.
    std::function<void(LegendCanvas&, double left, double middle)> symbol;
};

/// What belongs together: a heading and its rows, or one row.
using LegendGroup = std::vector<LegendItem>;

/// All that a legend lists, in order, first its own heading. Theme and legend must outlive what symbols draw.
[[nodiscard]] std::vector<LegendGroup> legend_groups(const Theme& theme, const Legend& legend, const LegendWords& words,
                                                     LegendForm form);

/// Height of a row of one line, without what a heading has above it; pixels.
[[nodiscard]] constexpr int legend_row_height(LegendForm form) noexcept {
    return form == LegendForm::panel ? 20 : 24;
}

}  // namespace sanvat::tiler
