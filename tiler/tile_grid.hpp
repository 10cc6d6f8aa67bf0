// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tiler/mercator_shape.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// A vertex of a vector tile: whole units, x eastwards and y southwards from the tile's north-west corner.
struct GridPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend constexpr auto operator<=>(const GridPoint&, const GridPoint&) noexcept = default;
};

using GridLine = std::vector<GridPoint>;    ///< at least 2, neighbours differ
using GridRing = std::vector<GridPoint>;    ///< at least 3, not closed: the last differs from the first
using GridPolygon = std::vector<GridRing>;  ///< the outer ring first

/// The same before rounding.
struct GridPlace {
    double x = 0;
    double y = 0;
};

/// Appends the point, unless the line is just there.
inline void extend(GridLine& line, GridPoint p) {
    if (line.empty() || line.back() != p) line.push_back(p);
}

/// Twice the signed area by the surveyor's formula in tile coordinates: above 0 for what runs clockwise on the screen.
[[nodiscard]] std::int64_t area2(const GridRing& ring) noexcept;

/// The grid of whole numbers that a vector tile draws on, with a margin around the tile so that outlines of polygons do
/// not show at its edge. Immutable.
class TileGrid {
public:
    static constexpr std::int32_t extent = 4096;  ///< units a tile is wide
    static constexpr std::int32_t buffer = 64;    ///< units beyond each edge; 4 pixels of 256

    explicit TileGrid(TileId tile) noexcept;

    /// Everything the tile may hold, margin included.
    [[nodiscard]] MercatorBox reach() const noexcept { return box_.grown((buffer + 1) / units_per_metre_); }

    /// Nothing where it lies beyond the margin.
    [[nodiscard]] std::optional<GridPoint> point(MercatorPoint position) const noexcept;

    /// Cut at the margin and rounded, added to `result`.
    void add_line(const MercatorLine& line, std::vector<GridLine>& result) const;

private:
    [[nodiscard]] GridPlace place(MercatorPoint p) const noexcept;

    MercatorBox box_;
    double units_per_metre_;
};

}  // namespace sanvat::tiler
