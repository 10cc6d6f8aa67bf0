// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: where names stand.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/text_setter.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Pixels of the theme that names keep from each other.
inline constexpr double label_margin_px = 2;

/// Pixels of the theme from the middle of a layer's symbols to names beside them.
[[nodiscard]] double label_distance_px(const ThemeLayer& layer, int zoom) noexcept;

/// A name and where it stands.
struct PlacedLabel {
    MercatorPoint place;  ///< of what it names
    double left_px = 0;   ///< from there to the name's western edge, eastwards, pixels of the theme
    double top_px = 0;    ///< and to its northern edge, southwards
    std::string text;
    SetText set;
    MercatorBox reach;  ///< all that it may colour, halo included
};

/// The names of a map at one zoom, found room for once for all of it, so that every picture of it shows the same ones
/// at the same places, wherever its edges lie. Names along lines are not in it: each picture finds room for them anew.
struct LabelPlan {
    std::vector<std::vector<PlacedLabel>> layers;  ///< by position in the style
};

/// The layers whose labels are drawn at a zoom, those that are placed first in front.
[[nodiscard]] std::vector<std::size_t> label_order(const MapStyle& style, int zoom);

/// True for looks of a layer that have names at a zoom: what is drawn, and made-up things from a zoom on.
[[nodiscard]] bool has_name(const Theme& theme, const ThemeLayer& layer, std::uint32_t look, int zoom);

/// Goes through the layers in `label_order`, each from its most important item on. A name keeps clear of symbols that
/// are to be kept clear and of the names before it, or is left out. `scene` is that of a PaintJob.
[[nodiscard]] LabelPlan plan_labels(const Theme& theme, const MapStyle& style, int zoom,
                                    const std::vector<std::shared_ptr<const SceneLayer>>& scene,
                                    const analysis::Filter& filter, const TextSetter& setter);

}  // namespace sanvat::tiler
