// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// True where the polygons are one valid multipolygon by OGC rules.
[[nodiscard]] bool is_valid(const std::vector<GridPolygon>& polygons);

/// The part of the exact polygons between `low` and `high` on both axes, on whole numbers and valid by OGC rules: snap
/// rounding (Hobby 1999, as GEOS's overlay does it), which moves no edge by more than about one unit. Slower than
/// rounding each vertex by itself, but that may make rings cross.
[[nodiscard]] std::vector<GridPolygon> snap_rounded(const std::vector<ExactPolygon>& polygons, double low, double high);

}  // namespace sanvat::tiler
