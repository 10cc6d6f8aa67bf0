// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// A square of tiles of one zoom that are painted as one picture and cut apart: names do not break where they meet, and
/// the margin around a picture is paid once for all of them.
class Metatile {
public:
    /// Tiles a side, where the pyramid has as many.
    static constexpr int largest_side = 4;

    /// The one that holds the tile.
    explicit Metatile(TileId tile) noexcept;

    [[nodiscard]] int side() const noexcept { return side_; }
    [[nodiscard]] TileId origin() const noexcept { return origin_; }  ///< its north-western tile
    [[nodiscard]] MercatorBox box() const;
    [[nodiscard]] std::vector<TileId> tiles() const;
    [[nodiscard]] int column(TileId tile) const noexcept { return static_cast<int>(tile.x() - origin_.x()); }
    [[nodiscard]] int row(TileId tile) const noexcept { return static_cast<int>(tile.y() - origin_.y()); }

private:
    int side_;
    TileId origin_;
};

}  // namespace sanvat::tiler
