// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: symbols and letters of a legend.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tiler/legend_panel.hpp"

namespace sanvat::tiler {

/// Sizes of a legend's letters.
enum class LegendText : std::uint8_t { heading, row, numbers };
inline constexpr std::size_t legend_texts = 3;

/// As legends write it.
[[nodiscard]] LabelRule rule_of(LegendText text);

/// Between where a text is written and where its letters begin, pixels.
inline constexpr double legend_text_gap = 4.5;

/// Width of what stands left of a row's text, pixels.
inline constexpr int legend_symbol_width = 32;

/// Gathers a legend as a small map of its own in which a metre is a pixel, so that the same code paints symbols here
/// and on maps. Pixels, y downwards from the upper edge; `middle` is the middle of a row.
class LegendCanvas {
public:
    /// The theme must outlive the canvas.
    explicit LegendCanvas(const Theme& theme) : theme_(theme) {}

    void write(std::string text, LegendText kind, double left, double middle);

    /// The symbol of a layer, no higher than `most_size`, once for each provenance that is drawn, so that nobody takes
    /// hollow ones for another kind.
    void sample(const ThemeLayer& layer, Symbol symbol, const std::array<bool, 3>& drawn, double most_size, double left,
                double middle);

    /// A field in the colour or hatching that units or cells of that look have in a thematic layer.
    void swatch(const ThemeLayer& layer, std::uint32_t look, double left, double middle);

    /// What a provenance makes of a point.
    void mark(data::Provenance provenance, double left, double middle);

    /// To be called once, last.
    [[nodiscard]] LegendDrawing finish(int width, int height);

private:
    void add_layer(ThemeLayer layer, std::shared_ptr<const SceneLayer> scene);
    void add_points(ThemeLayer layer, std::vector<SceneItem> items);
    void add_texts();

    const Theme& theme_;
    MapStyle style_;
    std::vector<std::shared_ptr<const SceneLayer>> scene_;
    std::map<const ThemeLayer*, std::vector<SceneItem>> swatches_;
    std::vector<SceneItem> marks_;
    std::array<std::vector<SceneItem>, legend_texts> texts_;
};

}  // namespace sanvat::tiler
