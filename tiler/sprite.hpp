// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/lineage.hpp"
#include "tiler/classed_figure.hpp"
#include "tiler/image.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Zooms, as themes count them, from each of which on a point layer's symbol of that variant is drawn in another way:
/// the first is the first at which it is drawn. Requires a layer of points.
[[nodiscard]] std::vector<int> sprite_zooms(const ThemeLayer& layer, std::size_t variant);

/// What the names of all symbols of a variant begin with: "craft-villages.1."; then comes the kind.
[[nodiscard]] std::string sprite_name(const ThemeLayer& layer, std::size_t variant);

/// The whole name: "craft-villages.1.0.reported.9".
[[nodiscard]] std::string sprite_name(const ThemeLayer& layer, std::size_t variant, std::size_t kind,
                                      data::Provenance provenance, int zoom);

/// Side of the square that holds the symbol at a zoom, pixels of the theme: even, so that its middle is a corner of
/// pixels.
[[nodiscard]] int sprite_side(const Symbol& symbol, double zoom);

/// The name of what is laid over units and cells of a thematic layer whose figure is made up so far:
/// "figure.hatch-some". Not of MadeUp::nothing.
[[nodiscard]] std::string hatching_name(const ThemeLayer& layer, MadeUp share);

/// All point symbols of a style and all its hatchings in one picture, as MapLibre wants them: symbols in each size, for
/// each provenance, painted by what paints the map. It depends on the theme alone.
class Sprite {
public:
    /// `style` is one of the theme's and must outlive the sprite. `scale` is 1 or 2: pixels for one of the theme.
    Sprite(std::shared_ptr<const Theme> theme, const MapStyle& style, int scale);

    /// Where each symbol is, by name.
    [[nodiscard]] std::string json() const;
    /// The picture; one clear pixel where the style has neither points nor hatchings. Throws Error(failure) with
    /// Mapnik's words.
    [[nodiscard]] Image paint() const;

private:
    struct Placed {
        std::size_t layer;
        std::size_t variant;
        std::size_t kind;
        data::Provenance provenance;
        int x, y, size;  // of its square, pixels of the theme
    };
    /// One period of a hatching.
    struct PlacedHatching {
        std::size_t layer;
        MadeUp share;
        int x, y, width, height;  // pixels of the theme
    };
    /// Symbols of one zoom, or hatchings.
    struct Strip {
        int zoom;
        int y, height;  // pixels of the theme
        std::vector<Placed> symbols;
        std::vector<PlacedHatching> hatchings;
    };
    void place(int zoom);
    void place_hatchings();
    void end(Strip strip, int bottom);
    [[nodiscard]] std::vector<std::shared_ptr<const SceneLayer>> scene_of(const Strip& strip) const;

    std::shared_ptr<const Theme> theme_;
    const MapStyle& style_;
    int scale_;
    std::vector<Strip> strips_;
    int height_ = 0;
};

}  // namespace sanvat::tiler
