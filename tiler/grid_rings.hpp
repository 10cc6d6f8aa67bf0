// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: rings on whole numbers. "Left" is that of a plane with y upwards; the outer ring of a polygon
// has positive area there, holes negative, and the inside lies to the left of every ring.
#pragma once

#include <cstdint>
#include <vector>

#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// A box of whole numbers, edges included.
struct GridBox {
    GridPoint low;
    GridPoint high;

    [[nodiscard]] constexpr bool holds(GridPoint p) const noexcept {
        return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y;
    }
    [[nodiscard]] constexpr bool meets(const GridBox& o) const noexcept {
        return low.x <= o.high.x && o.low.x <= high.x && low.y <= o.high.y && o.low.y <= high.y;
    }
    constexpr void extend(GridPoint p) noexcept {
        low = {p.x < low.x ? p.x : low.x, p.y < low.y ? p.y : low.y};
        high = {p.x > high.x ? p.x : high.x, p.y > high.y ? p.y : high.y};
    }
    constexpr void extend(const GridBox& o) noexcept {
        extend(o.low);
        extend(o.high);
    }
    friend constexpr bool operator==(const GridBox&, const GridBox&) noexcept = default;
};

/// A step from one grid point to another.
struct GridStep {
    std::int64_t x = 0;
    std::int64_t y = 0;
};
[[nodiscard]] constexpr GridStep step(GridPoint from, GridPoint to) noexcept {
    return {std::int64_t{to.x} - from.x, std::int64_t{to.y} - from.y};
}

/// Of two directions, true where `a` comes before `b` when one turns clockwise from `from`; what points as `from` does
/// comes last.
[[nodiscard]] bool clockwise_before(GridStep from, GridStep a, GridStep b) noexcept;

/// Even-odd, for a point given in halves of the unit that does not lie on the ring.
[[nodiscard]] bool holds_half(const GridRing& ring, std::int64_t x2, std::int64_t y2) noexcept;

/// The simple rings that a ring falls into where it comes back to a vertex.
[[nodiscard]] std::vector<GridRing> split_at_repeats(const GridRing& ring);

/// Polygons from simple rings that do not cross: each hole goes to the outer ring around it, and is turned into a part
/// of its own where there is none. Rings without area vanish.
[[nodiscard]] std::vector<GridPolygon> assemble(std::vector<GridRing> rings);

/// Valid polygons (OGC) from rings that do not cross but may run over each other's edges and vertices, as rounding
/// leaves them: edges walked both ways cancel each other.
[[nodiscard]] std::vector<GridPolygon> cleaned(const std::vector<GridRing>& rings);

}  // namespace sanvat::tiler
