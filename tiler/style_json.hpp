// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/snapshot.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_plan.hpp"

namespace sanvat::tiler {

/// Addresses that go into a style. Absolute, none with a query but what is given here as such.
struct StyleLinks {
    std::string tiles;           ///< template of the vector tiles with {z}, {x} and {y}
    std::string backdrop_query;  ///< of tiles with what no filter touches: "units=2025-07-01"; may be empty
    std::string record_query;    ///< of tiles with the rest: the same and the filter
    std::string sprite;          ///< without ending
    std::string glyphs;          ///< template with {fontstack} and {range}
};

/// The style as MapLibre draws it (style specification version 8), over the vector tiles `production`. `scene` holds
/// the plan's layers, each at its place in the style.
///
/// Roads, places and what else vector tiles do not hold, and the names of areas, each at its one place, are GeoJSON in
/// the document itself; a layer with very many positions is left out. What is left out or only nearly
/// the same as in pictures stands under `metadata`, in `sanvat:left_out` and `sanvat:differs`.
[[nodiscard]] std::string style_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                                     const std::vector<std::shared_ptr<const SceneLayer>>& scene,
                                     const StyleLinks& links);

}  // namespace sanvat::tiler
