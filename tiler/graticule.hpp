// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::tiler {

/// Meridians and parallels to draw on a map, at round degrees, minutes or seconds.
struct Graticule {
    int step_s = 0;              ///< between two lines, seconds of arc
    std::vector<int> meridians;  ///< seconds of arc east of Greenwich, ascending
    std::vector<int> parallels;  ///< seconds of arc north of the equator, ascending
};

/// The widest step of which the shorter side of the box holds at least two. Requires a box with an area; what of it
/// lies beyond 180° has no meridians.
[[nodiscard]] Graticule make_graticule(const data::Envelope& box);

/// "106°15′Đ" or, in English, "106°15′E"; seconds where the step is none of whole minutes.
[[nodiscard]] std::string meridian_label(int seconds, int step_s, std::string_view language);
/// "22°30′B", "22°30′N".
[[nodiscard]] std::string parallel_label(int seconds, int step_s, std::string_view language);

}  // namespace sanvat::tiler
