// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <vector>

#include "tiler/zoom_shapes.hpp"

namespace sanvat::tiler {

/// Cuts what one tile shows out of the shapes of its zoom. Nothing is rounded, since lines cross the box at vertices
/// only: what comes out is valid and wound as it went in, and neighbours still share their edges. Keeps its memory from
/// one polygon to the next; belongs to one thread.
class TileCutter {
public:
    /// The box must be one along which the shapes may be cut: `WorldGrid::reach` of a tile.
    explicit TileCutter(const GridBox& box) : box_(box) {}

    /// What of the polygon lies in the box, in coordinates of the shapes; valid until the next call.
    [[nodiscard]] const std::vector<GridPolygon>& cut(const ZoomPolygon& polygon);

private:
    /// A stretch of a ring through the inside of the box from edge to edge.
    struct Chain {
        GridRing points;
        std::int64_t begin = 0;  ///< where along the edge of the box (`along`)
        std::int64_t end = 0;
        bool used = false;
    };

    void cut_part(const ZoomPart& part);
    void collect(const ZoomRing& ring);
    void add_edge(const ZoomRing& ring, std::size_t i);
    void close_ring(const ZoomRing& ring);
    void finish_chain(Chain& chain);
    void link_chains(bool touches);
    void link_from(std::size_t first, bool touches);
    [[nodiscard]] std::size_t chain_after(const Chain& chain, GridRing& ring) const;
    [[nodiscard]] std::size_t first_start(std::size_t from, std::size_t to, GridStep back, const GridStep* edge) const;
    void walk_edge(std::int64_t from, std::int64_t to, bool whole_round, GridRing& ring) const;
    void add_around(const ZoomPart& part);
    [[nodiscard]] bool ambiguous() const;

    [[nodiscard]] bool on_edge(GridPoint p) const noexcept {
        return p.x == box_.low.x || p.x == box_.high.x || p.y == box_.low.y || p.y == box_.high.y;
    }
    [[nodiscard]] bool along_edge(GridPoint a, GridPoint b) const noexcept {
        return (a.x == b.x && (a.x == box_.low.x || a.x == box_.high.x)) ||
               (a.y == b.y && (a.y == box_.low.y || a.y == box_.high.y));
    }
    [[nodiscard]] std::int64_t along(GridPoint p) const noexcept;
    [[nodiscard]] std::int64_t round() const noexcept;
    [[nodiscard]] GridStep edge_direction(std::int64_t leaving) const noexcept;

    GridBox box_;
    std::vector<Chain> chains_;  // of the ring being read from first_of_ring_ on; sorted by begin before linking
    std::size_t first_of_ring_ = 0;
    std::size_t last_edge_ = 0;  // of the chain being read
    std::size_t edges_inside_ = 0;
    std::vector<GridRing> loops_;  // closed rings of the part being cut
    std::vector<GridPolygon> result_;
};

}  // namespace sanvat::tiler
