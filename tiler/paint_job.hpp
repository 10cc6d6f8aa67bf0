// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/filter.hpp"
#include "tiler/label_plan.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// One picture to paint.
struct PaintJob {
    /// One for each layer of the style, in its order; null for those not to be drawn.
    std::vector<std::shared_ptr<const SceneLayer>> scene;
    analysis::Filter filter;  ///< on the records of layers that are no backdrop
    MercatorBox box;          ///< what the picture shows; width : height as in the picture
    int zoom = 0;             ///< decides which symbols, sizes and names there are
    int width = 256;          ///< pixels
    int height = 256;
    /// Where its names stand; null: Mapnik finds room for them within the picture.
    std::shared_ptr<const LabelPlan> labels;
    double scale = 1;  ///< pixels of the picture for one pixel of the theme
    /// When to give up, with Error(busy); default: never.
    std::optional<std::chrono::steady_clock::time_point> deadline;
};

}  // namespace sanvat::tiler
