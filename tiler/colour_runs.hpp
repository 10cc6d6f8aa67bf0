// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: a picture as PNG with a palette sees it.
#pragma once

#include <cstdint>
#include <vector>

#include "tiler/image.hpp"

namespace sanvat::tiler {

/// A picture as runs of equal pixels, and the different colours there are: maps have long runs and few colours.
struct ColourRuns {
    struct Run {
        std::uint32_t colour;  ///< position in `colours`
        std::uint32_t length;  ///< pixels; a run ends with its row
    };
    std::vector<Run> runs;               ///< row by row from the top
    std::vector<std::uint32_t> colours;  ///< pixels as in `Image`, each once, as they came; all clear pixels are 0
    std::vector<std::uint32_t> counts;   ///< of pixels, by colour
};

[[nodiscard]] ColourRuns runs_of(const ImageView& image);

}  // namespace sanvat::tiler
