// SPDX-License-Identifier: Apache-2.0
#include "data/outline_refinement.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace sanvat::data {

namespace {

/// In degrees as if they were a plane: at this size the edge is straight in any projection.
double distance_to_edge(LonLat p, LonLat a, LonLat b) noexcept {
    const double dx = b.lon - a.lon;
    const double dy = b.lat - a.lat;
    const double length2 = dx * dx + dy * dy;
    const double along = length2 > 0 ? ((p.lon - a.lon) * dx + (p.lat - a.lat) * dy) / length2 : 0;
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(p.lon - (a.lon + t * dx), p.lat - (a.lat + t * dy));
}

bool ring_refines(const Ring& fine, const Ring& coarse) noexcept {
    if (fine.empty() || coarse.empty() || fine.front() != coarse.front()) return fine.empty() && coarse.empty();
    std::size_t at = 0;  // the position of `coarse` that was met last
    for (const LonLat p : fine | std::views::drop(1)) {
        if (at + 1 == coarse.size()) return false;
        if (p == coarse[at + 1]) {
            ++at;
        } else if (distance_to_edge(p, coarse[at], coarse[at + 1]) > most_off_edge) {
            return false;
        }
    }
    return at + 1 == coarse.size();
}

bool polygon_refines(const Polygon& fine, const Polygon& coarse) noexcept {
    return ring_refines(fine.outer, coarse.outer) && std::ranges::equal(fine.holes, coarse.holes, ring_refines);
}

}  // namespace

bool refines(const MultiPolygon& fine, const MultiPolygon& coarse) noexcept {
    return std::ranges::equal(fine, coarse, polygon_refines);
}

}  // namespace sanvat::data
