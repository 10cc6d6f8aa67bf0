// SPDX-License-Identifier: Apache-2.0
#include "tiler/metatile.hpp"

#include <algorithm>
#include <bit>

namespace sanvat::tiler {

namespace {

/// Few tiles: less than so many metatiles of the larger kind.
constexpr std::uint64_t few_metatiles = 6;

TileId corner(TileId tile, int side) noexcept {
    const std::int64_t step = side;
    return *TileId::make(tile.z(), tile.x() / step * step, tile.y() / step * step);
}

/// No more than the pyramid has at the zoom.
int side_at(int zoom, int side) noexcept {
    return zoom < 8 ? std::min(side, 1 << zoom) : side;
}

}  // namespace

// Sides are powers of two, so that metatiles never hang over the edge of the world.
Metatile::Metatile(TileId tile, int side) noexcept
    : origin_(corner(tile, side_at(tile.z(), side))), columns_(side_at(tile.z(), side)), rows_(columns_) {
    static_assert(std::has_single_bit(unsigned{serving_side}) && std::has_single_bit(unsigned{seeding_side}));
}

TileId Metatile::at(int column, int row) const noexcept {
    return *TileId::make(origin_.z(), std::int64_t{origin_.x()} + column, std::int64_t{origin_.y()} + row);
}

MercatorBox Metatile::box() const noexcept {
    const MercatorBox first = origin_.mercator_box();
    const MercatorBox last = at(columns_ - 1, rows_ - 1).mercator_box();
    return {first.west, last.south, last.east, first.north};
}

std::vector<TileId> Metatile::tiles() const {
    std::vector<TileId> tiles;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column)
            tiles.push_back(at(column, row));
    }
    return tiles;
}

Metatile Metatile::within(const TileCover& cover) const noexcept {
    const TileId last = at(columns_ - 1, rows_ - 1);
    const TileId low = cover.north_west();
    const TileId high = cover.south_east();
    Metatile part = *this;
    part.origin_ = *TileId::make(origin_.z(), std::max(origin_.x(), low.x()), std::max(origin_.y(), low.y()));
    part.columns_ = part.column(*TileId::make(last.z(), std::min(last.x(), high.x()), last.y())) + 1;
    part.rows_ = part.row(*TileId::make(last.z(), last.x(), std::min(last.y(), high.y()))) + 1;
    return part;
}

std::vector<Metatile> metatiles_over(const TileCover& cover) {
    constexpr auto large = std::uint64_t{Metatile::seeding_side};
    const int side = cover.size() < few_metatiles * large * large ? Metatile::serving_side : Metatile::seeding_side;
    const TileId first = Metatile(cover.north_west(), side).origin();
    const TileId last = cover.south_east();
    std::vector<Metatile> metatiles;
    for (std::int64_t y = first.y(); y <= last.y(); y += side) {
        for (std::int64_t x = first.x(); x <= last.x(); x += side)
            metatiles.push_back(Metatile(*TileId::make(first.z(), x, y), side).within(cover));
    }
    return metatiles;
}

}  // namespace sanvat::tiler
