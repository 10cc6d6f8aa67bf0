// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "tiler/tile.hpp"
#include "tiler/tile_cover.hpp"

namespace sanvat::tiler {

/// A block of tiles of one zoom that are painted as one picture and cut apart: names do not break where they meet, and
/// the margin around a picture is paid once for all of them.
class Metatile {
public:
    /// Tiles a side for somebody who waits for a few of them.
    static constexpr int serving_side = 4;
    /// And where all tiles are wanted: the margin then costs the least.
    static constexpr int seeding_side = 8;

    /// The square that holds the tile, of so many tiles a side where the pyramid has as many. Requires a power of two.
    explicit Metatile(TileId tile, int side = serving_side) noexcept;

    [[nodiscard]] int columns() const noexcept { return columns_; }
    [[nodiscard]] int rows() const noexcept { return rows_; }
    [[nodiscard]] TileId origin() const noexcept { return origin_; }  ///< its north-western tile
    [[nodiscard]] MercatorBox box() const noexcept;
    [[nodiscard]] std::vector<TileId> tiles() const;
    [[nodiscard]] int column(TileId tile) const noexcept { return static_cast<int>(tile.x() - origin_.x()); }
    [[nodiscard]] int row(TileId tile) const noexcept { return static_cast<int>(tile.y() - origin_.y()); }

    /// What of it lies in the cover. Requires that some does, and one zoom.
    [[nodiscard]] Metatile within(const TileCover& cover) const noexcept;

private:
    [[nodiscard]] TileId at(int column, int row) const noexcept;

    TileId origin_;
    int columns_;
    int rows_;
};

/// The metatiles to seed a cover with, each cut to it. Where there are few tiles they are smaller, so that several
/// threads have something to do.
[[nodiscard]] std::vector<Metatile> metatiles_over(const TileCover& cover);

}  // namespace sanvat::tiler
