// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// The same ground as valid polygons on the same grid, as OGC rules and the vector tile specification (2.1, 4.3.4.4)
/// want them: rings that rounding made touch or cross are taken apart and joined anew by snap rounding, which moves no
/// edge by more than about one unit. Outer rings come out with positive area, holes with negative. Sets that are valid
/// already are only wound.
[[nodiscard]] std::vector<GridPolygon> repaired(std::vector<GridPolygon> polygons);

}  // namespace sanvat::tiler
