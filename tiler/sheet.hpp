// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analysis/snapshot.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/sheet_request.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_bytes.hpp"
#include "tiler/tile_plan.hpp"

namespace sanvat::tiler {

/// Draws the sheet: the map by Mapnik, all else directly, in Web Mercator like the tiles. That projection keeps angles,
/// so that on a sheet of a province, where the scale changes by less than a hundredth, nothing is out of shape; its
/// meridians and parallels are straight lines, and north is up everywhere. The scale is said for the middle of the
/// sheet.
///
/// `scene` holds the plan's layers, each at its place in the style. Same input, same bytes. Throws bad_value like
/// `check_sheet`, not_found naming `name` for a plan without a style, busy when it takes longer than it may.
[[nodiscard]] Tile draw_sheet(const std::shared_ptr<const Theme>& theme, const analysis::Snapshot& snapshot,
                              const MapPlan& plan, std::vector<std::shared_ptr<const SceneLayer>> scene,
                              const SheetRequest& request);

}  // namespace sanvat::tiler
