// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/lineage.hpp"
#include "tiler/image.hpp"
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

/// All point symbols of a style in one picture, as MapLibre wants them: in each size, for each provenance, painted by
/// what paints the map. It depends on the theme alone.
class Sprite {
public:
    /// `style` is one of the theme's and must outlive the sprite. `scale` is 1 or 2: pixels for one of the theme.
    Sprite(std::shared_ptr<const Theme> theme, const MapStyle& style, int scale);

    /// Where each symbol is, by name.
    [[nodiscard]] std::string json() const;
    /// The picture; one clear pixel where the style has no points. Throws Error(failure) with Mapnik's words.
    [[nodiscard]] Image paint() const;

private:
    struct Placed {
        std::size_t layer;
        std::size_t variant;
        std::size_t kind;
        data::Provenance provenance;
        int x, y, size;  // of its square, pixels of the theme
    };
    /// Symbols of one zoom.
    struct Strip {
        int zoom;
        int y, height;  // pixels of the theme
        std::vector<Placed> symbols;
    };
    void place(int zoom);

    std::shared_ptr<const Theme> theme_;
    const MapStyle& style_;
    int scale_;
    std::vector<Strip> strips_;
    int height_ = 0;
};

}  // namespace sanvat::tiler
