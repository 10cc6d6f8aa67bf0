// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: long lines are drawn where they are seen.
#pragma once

#include <vector>

#include "tiler/mercator_shape.hpp"

namespace sanvat::tiler {

/// What a line looks like where it is cut: at multiples of `pattern_m` from its beginning its dashes begin anew.
struct LineCut {
    bool whole = false;    ///< not to be cut: names stand along it, or its dashes never begin anew
    double pattern_m = 0;  ///< EPSG:3857 metres; 0: no dashes
};

/// The stretches of a line that are seen in a box, ends of the line or places beyond the box at both ends of each.
/// With dashes a stretch begins where the dashes of the whole line do, so that drawn by itself it looks the same.
[[nodiscard]] std::vector<MercatorLine> stretches_near(const MercatorLine& line, const MercatorBox& box,
                                                       const LineCut& cut);

}  // namespace sanvat::tiler
