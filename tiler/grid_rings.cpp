// SPDX-License-Identifier: Apache-2.0
#include "tiler/grid_rings.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace sanvat::tiler {

namespace {

std::int64_t cross(GridStep a, GridStep b) noexcept {
    return a.x * b.y - a.y * b.x;
}

/// How far one has to turn clockwise from `from`: below a half turn, half, above, whole.
int sector(GridStep from, GridStep to) noexcept {
    const std::int64_t side = cross(from, to);
    if (side < 0) return 0;
    if (side > 0) return 2;
    return from.x * to.x + from.y * to.y < 0 ? 1 : 3;
}

using Edge = std::pair<GridPoint, GridPoint>;

std::vector<Edge> uncancelled_edges(const std::vector<GridRing>& rings) {
    std::map<Edge, int> count;
    for (const GridRing& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const GridPoint a = ring[i];
            const GridPoint b = ring[(i + 1) % ring.size()];
            if (a < b) ++count[{a, b}];
            if (b < a) --count[{b, a}];
        }
    }
    std::vector<Edge> edges;
    for (const auto& [edge, times] : count) {
        // More than once one way: a source that lies over itself, of which one is drawn.
        if (times > 0) edges.push_back(edge);
        if (times < 0) edges.emplace_back(edge.second, edge.first);
    }
    std::ranges::sort(edges);
    return edges;
}

/// Follows directed edges, sorted, keeping the inside to the left and leaving it as late as possible.
std::vector<GridRing> traced(const std::vector<Edge>& edges) {
    std::vector<bool> used(edges.size(), false);
    const auto next_of = [&](GridPoint before, GridPoint at) {
        std::size_t best = edges.size();
        for (auto e = std::ranges::lower_bound(edges, at, {}, &Edge::first); e != edges.end() && e->first == at; ++e) {
            const auto i = static_cast<std::size_t>(e - edges.begin());
            if (used[i]) continue;
            const GridStep back = step(at, before);
            if (best == edges.size() || clockwise_before(back, step(at, e->second), step(at, edges[best].second))) {
                best = i;
            }
        }
        return best;
    };
    std::vector<GridRing> rings;
    for (std::size_t first = 0; first < edges.size(); ++first) {
        if (used[first]) continue;
        GridRing ring;
        for (std::size_t e = first; e != edges.size(); e = next_of(edges[e].first, edges[e].second)) {
            used[e] = true;
            ring.push_back(edges[e].first);
            if (edges[e].second == edges[first].first) break;
        }
        rings.push_back(std::move(ring));
    }
    return rings;
}

struct PointHash {
    std::size_t operator()(GridPoint p) const noexcept {
        const auto word =
            static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32u | static_cast<std::uint32_t>(p.y);
        return static_cast<std::size_t>((word * 0x9e37'79b9'7f4a'7c15u) >> 17u);
    }
};

}  // namespace

bool clockwise_before(GridStep from, GridStep a, GridStep b) noexcept {
    const int sector_a = sector(from, a);
    const int sector_b = sector(from, b);
    return sector_a != sector_b ? sector_a < sector_b : cross(a, b) < 0;
}

bool holds_half(const GridRing& ring, std::int64_t x2, std::int64_t y2) noexcept {
    bool inside = false;
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
        const std::int64_t ay = 2 * std::int64_t{a.y} - y2;
        const std::int64_t by = 2 * std::int64_t{b.y} - y2;
        if ((ay > 0) != (by > 0)) {
            const std::int64_t ax = 2 * std::int64_t{a.x} - x2;
            const std::int64_t bx = 2 * std::int64_t{b.x} - x2;
            const std::int64_t side = (bx - ax) * ay - ax * (by - ay);
            if ((side > 0) == (by < ay)) inside = !inside;
        }
        a = b;
    }
    return inside;
}

std::vector<GridRing> split_at_repeats(const GridRing& ring) {
    std::vector<GridRing> loops;
    GridRing path;
    std::unordered_map<GridPoint, std::size_t, PointHash> place;
    for (const GridPoint p : ring) {
        const auto found = place.find(p);
        if (found != place.end()) {
            const auto begin = path.begin() + static_cast<std::ptrdiff_t>(found->second);
            loops.emplace_back(begin, path.end());
            for (auto gone = begin + 1; gone != path.end(); ++gone)
                place.erase(*gone);
            path.erase(begin + 1, path.end());
            continue;
        }
        place.emplace(p, path.size());
        path.push_back(p);
    }
    loops.push_back(std::move(path));
    std::erase_if(loops, [](const GridRing& loop) { return loop.size() < 3; });
    return loops;
}

std::vector<GridPolygon> assemble(std::vector<GridRing> rings) {
    std::vector<GridPolygon> polygons;
    std::vector<GridRing> holes;
    std::vector<GridPolygon> stray;
    for (GridRing& ring : rings) {
        const std::int64_t area = area2(ring);
        if (area > 0) polygons.push_back({std::move(ring)});
        if (area < 0) holes.push_back(std::move(ring));
    }
    for (GridRing& hole : holes) {
        // The middle of an edge lies on no other ring.
        const std::int64_t x2 = std::int64_t{hole[0].x} + hole[1].x;
        const std::int64_t y2 = std::int64_t{hole[0].y} + hole[1].y;
        GridPolygon* around = nullptr;
        for (GridPolygon& polygon : polygons) {
            if (!holds_half(polygon.front(), x2, y2)) continue;
            if (!around || area2(polygon.front()) < area2(around->front())) around = &polygon;
        }
        if (around) {
            around->push_back(std::move(hole));
        } else {  // the other half of an eight: what the source that crosses itself may have meant
            std::ranges::reverse(hole);
            stray.push_back({std::move(hole)});
        }
    }
    polygons.insert(polygons.end(), std::make_move_iterator(stray.begin()), std::make_move_iterator(stray.end()));
    return polygons;
}

std::vector<GridPolygon> cleaned(const std::vector<GridRing>& rings) {
    std::vector<GridRing> simple;
    for (const GridRing& ring : traced(uncancelled_edges(rings))) {
        for (GridRing& loop : split_at_repeats(ring))
            simple.push_back(std::move(loop));
    }
    return assemble(std::move(simple));
}

}  // namespace sanvat::tiler
