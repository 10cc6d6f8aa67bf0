// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Whether names may cross the edge of the picture, to go on in the neighbouring one, or all of them stay inside.
enum class NamesAtEdge : std::uint8_t { cross, stay_inside };

/// Which things of a scene layer a layer of the map draws.
enum class SceneSet : std::uint8_t { polygons, lines, points };

/// One layer of the Mapnik map. A layer of the theme makes several: its fills lie under all lines, its symbols over
/// them, its names on top of everything.
struct MapLayer {
    std::string name;         ///< as in the XML: "communes/line"
    std::size_t theme_layer;  ///< position in MapStyle::layers
    SceneSet set;
    bool labels;  ///< names rather than symbols: the important come first
    bool counts_stacks =
        true;  ///< of names: one stands for all records at its place, and tells how many more there are

    /// Things of this look alone, and all of them as one, so that nothing is darker where they overlap; none: all
    /// things, each by itself.
    std::optional<std::uint32_t> together = std::nullopt;
    /// Where its lines may be cut, in pixels of the theme: at multiples of this length, 0 for anywhere; none: nowhere.
    std::optional<double> pattern_px = std::nullopt;
    /// How far beyond the edge of a picture, in pixels of the theme, things lie that reach into it; none: as far as the
    /// painter's buffer reaches.
    std::optional<int> reach_px = std::nullopt;
};

/// A style at one zoom as Mapnik reads it. Its layers have no data source: whoever loads it brings one whose features
/// have the fields `look` (SceneItem::look) and `label`.
struct MapDocument {
    std::string xml;
    std::vector<MapLayer> layers;  ///< in the order of the XML
};

enum class LabelPlacing : std::uint8_t {
    free,     ///< Mapnik finds room for names within each picture
    planned,  ///< those of a LabelPlan are drawn apart; Mapnik finds room for names along lines only
};

/// All lengths and sizes are those of the zoom, so the document needs no scale denominators. Layers that do not show at
/// the zoom are left out.
[[nodiscard]] MapDocument map_document(const Theme& theme, const MapStyle& style, int zoom,
                                       NamesAtEdge names = NamesAtEdge::cross,
                                       LabelPlacing placing = LabelPlacing::free);

}  // namespace sanvat::tiler
