// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "data/geometry.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// The tiles of one zoom that meet an extent: a block of columns and rows.
class TileCover {
public:
    /// An extent that only touches a tile's edge meets it: what lies on the line is drawn on both sides.
    /// Requires west ≤ east, south ≤ north and 0 ≤ zoom ≤ `max_zoom`.
    TileCover(const data::Envelope& extent, int zoom) noexcept;

    [[nodiscard]] std::uint64_t size() const noexcept { return columns() * rows(); }
    [[nodiscard]] TileId north_west() const noexcept { return first_; }
    [[nodiscard]] TileId south_east() const noexcept { return last_; }

    /// All of them, column by column from the north-west.
    [[nodiscard]] std::vector<TileId> tiles() const;

    [[nodiscard]] bool holds(TileId tile) const noexcept {
        return tile.z() == first_.z() && first_.x() <= tile.x() && tile.x() <= last_.x() && first_.y() <= tile.y() &&
               tile.y() <= last_.y();
    }

private:
    [[nodiscard]] std::uint64_t columns() const noexcept { return std::uint64_t{last_.x()} - first_.x() + 1; }
    [[nodiscard]] std::uint64_t rows() const noexcept { return std::uint64_t{last_.y()} - first_.y() + 1; }

    TileId first_, last_;
};

}  // namespace sanvat::tiler
