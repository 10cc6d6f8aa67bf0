// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "analysis/snapshot.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/map_question.hpp"
#include "tiler/scene_layer.hpp"

namespace sanvat::tiler {

/// What is not known before there is an answer: throws bad_value naming `figure` where the summary has none such,
/// `cell` where there would be too many cells, and not_found where the level never had units with polygons. Does
/// nothing for a question of a style that is not thematic.
void check_question(const analysis::Snapshot& snapshot, const MapQuestion& question);

/// The units or cells of a thematic layer, coloured by the answer to the question. Requires the question of that
/// layer's source. Throws as `check_question`.
[[nodiscard]] std::shared_ptr<const SceneLayer> make_thematic_layer(std::shared_ptr<const analysis::Snapshot> snapshot,
                                                                    const ThemeLayer& layer,
                                                                    const MapQuestion& question,
                                                                    const Boundaries& boundaries);

}  // namespace sanvat::tiler
