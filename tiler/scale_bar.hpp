// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "data/geometry.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// A length on the ground as it is drawn in the middle of a map.
struct ScaleBar {
    double length_m = 0;     ///< 1, 2 or 5 times a power of ten; geodesic, from west to east
    double drawn_pt = 0;     ///< on the sheet
    double denominator = 0;  ///< of the map's scale there: metres on the ground for a metre of paper
};

/// The longest that is drawn in at most `most_pt`. The map shows `box` at a width of `width_pt`; a point is 1/72 inch.
/// Requires a box with an area.
[[nodiscard]] ScaleBar make_scale_bar(const MercatorBox& box, double width_pt, double most_pt);

/// "20 km", "500 m"; "2,5 km", in English "2.5 km".
[[nodiscard]] std::string length_text(double length_m, std::string_view language);

/// "1:812.000", in English "1:812,000": three figures count, the scale changes over the sheet by more than a fourth
/// would say.
[[nodiscard]] std::string scale_text(double denominator, std::string_view language);

}  // namespace sanvat::tiler
