// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "data/geometry.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// What an archive says of its tiles.
struct ArchiveInfo {
    std::string name;
    std::string description;
    std::string scope;     ///< JSON object of what TileJSON says besides: days, filter, layers, question
    bool overlay = false;  ///< pictures without a ground, to lie over other maps
    std::string attribution;
    TileFormat format = TileFormat::png8;
    ZoomRange zoom;             ///< of its tiles, both ends included
    data::Envelope extent;      ///< WGS 84 degrees
    data::LonLat center;        ///< where to look first
    int center_zoom = 0;        ///< and at which zoom
    std::string vector_layers;  ///< JSON array of TileJSON 3.0 `vector_layers`; empty for pictures
};

/// What MBTiles and PMTiles call it.
[[nodiscard]] constexpr std::string_view type_of(const ArchiveInfo& info) noexcept {
    return info.overlay ? "overlay" : "baselayer";
}

/// "png" or "webp"; for vector tiles, which containers call differently, the name given.
[[nodiscard]] constexpr std::string_view ending_of(TileFormat format, std::string_view vector) noexcept {
    if (!is_raster(format)) return vector;
    return format == TileFormat::webp ? "webp" : "png";
}

}  // namespace sanvat::tiler
