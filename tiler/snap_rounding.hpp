// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// Lines onto whole numbers so that they do not cross: snap rounding (Hobby 1999). Where two cross, both get a vertex.
/// Each vertex goes to the nearest grid point, and a line that passes through the unit square around a vertex, its own
/// or another's, goes through that grid point too. No point of a line moves by more than half the square's diagonal. A
/// line may come to lie on another or on itself, and shrinks to one point where it is smaller than the grid.
[[nodiscard]] std::vector<GridLine> snap_rounded(std::vector<std::vector<GridPlace>> lines);

}  // namespace sanvat::tiler
