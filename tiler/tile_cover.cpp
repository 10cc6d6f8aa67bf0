// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cover.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

/// The tile one column west and one row north where the place lies just on the edge, so that touching counts.
TileId towards_north_west(TileId tile, MercatorPoint place) noexcept {
    const MercatorBox box = tile.mercator_box();
    const std::int64_t west = place.x <= box.west ? 1 : 0;
    const std::int64_t north = place.y >= box.north ? 1 : 0;
    return *TileId::make(tile.z(), std::max<std::int64_t>(tile.x() - west, 0),
                         std::max<std::int64_t>(tile.y() - north, 0));
}

}  // namespace

// TileId::at gives an edge to the eastern and southern tile, so only the north-western corner needs care.
TileCover::TileCover(const data::Envelope& extent, int zoom) noexcept
    : first_(towards_north_west(TileId::at({extent.west, extent.north}, zoom),
                                to_mercator(data::LonLat{extent.west, extent.north}))),
      last_(TileId::at({extent.east, extent.south}, zoom)) {}

std::vector<TileId> TileCover::tiles() const {
    std::vector<TileId> tiles;
    for (std::int64_t x = first_.x(); x <= last_.x(); ++x) {
        for (std::int64_t y = first_.y(); y <= last_.y(); ++y)
            tiles.push_back(*TileId::make(first_.z(), x, y));
    }
    return tiles;
}

}  // namespace sanvat::tiler
