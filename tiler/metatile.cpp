// SPDX-License-Identifier: Apache-2.0
#include "tiler/metatile.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

TileId corner(TileId tile, int side) noexcept {
    const std::int64_t step = side;
    return *TileId::make(tile.z(), tile.x() / step * step, tile.y() / step * step);
}

}  // namespace

// Sides are powers of two, so that metatiles never hang over the edge of the world.
Metatile::Metatile(TileId tile) noexcept : side_(1 << std::min(tile.z(), 2)), origin_(corner(tile, side_)) {
    static_assert(largest_side == 1 << 2);
}

MercatorBox Metatile::box() const {
    const MercatorBox first = origin_.mercator_box();
    const MercatorBox last = tiles().back().mercator_box();
    return {first.west, last.south, last.east, first.north};
}

std::vector<TileId> Metatile::tiles() const {
    std::vector<TileId> tiles;
    for (int row = 0; row < side_; ++row) {
        for (int column = 0; column < side_; ++column) {
            tiles.push_back(
                *TileId::make(origin_.z(), std::int64_t{origin_.x()} + column, std::int64_t{origin_.y()} + row));
        }
    }
    return tiles;
}

}  // namespace sanvat::tiler
