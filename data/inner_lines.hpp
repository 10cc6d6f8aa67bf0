// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: edges of a coverage, which neighbours share exactly.
#pragma once

#include <utility>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::data {

/// The edge between two positions, the smaller first, so that neighbours name it alike.
using Edge = std::pair<LonLat, LonLat>;

/// Rounding of a computed crossing of edges stays far below this (about a tenth of a millimetre).
inline constexpr double rounding_degrees = 1e-9;

[[nodiscard]] Edge edge_between(LonLat a, LonLat b) noexcept;

/// Calls `visit(a, b)` for every edge of every ring.
template <typename Visit>
void for_each_edge(const MultiPolygon& polygons, Visit&& visit) {
    const auto ring_edges = [&visit](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            visit(ring[i], ring[i + 1]);
    };
    for (const Polygon& polygon : polygons) {
        ring_edges(polygon.outer);
        for (const Ring& hole : polygon.holes)
            ring_edges(hole);
    }
}

/// The edges that at least two of the pieces share, joined to lines that end where one or more than two meet.
[[nodiscard]] MultiLineString inner_lines(const std::vector<MultiPolygon>& pieces);

}  // namespace sanvat::data
