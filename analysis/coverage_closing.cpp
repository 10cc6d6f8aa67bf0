// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "analysis/coverage_rings.hpp"

namespace sanvat::analysis {

namespace {

using data::LonLat;
using Vertex = std::uint32_t;
using Owners = std::vector<std::uint32_t>;  // sorted

/// Metres a degree of latitude is long on the sphere of the mean radius (IUGG 1980); enough to tell a metre from two.
constexpr double degree_m = 6'371'008.8 * std::numbers::pi / 180;

/// Metres east and north of a place, for what lies within a few metres of it.
struct Offset {
    double east;
    double north;
};

Offset offset_m(LonLat from, LonLat to) noexcept {
    return {(to.lon - from.lon) * degree_m * std::cos(from.lat * std::numbers::pi / 180),
            (to.lat - from.lat) * degree_m};
}

double flat_distance_m(LonLat a, LonLat b) noexcept {
    const Offset o = offset_m(a, b);
    return std::hypot(o.east, o.north);
}

/// Where between a and b the place next to p lies, and how far off it is.
struct Foot {
    double share;
    double off_m;
};

Foot foot_of(LonLat p, LonLat a, LonLat b) noexcept {
    const Offset from = offset_m(p, a);
    const Offset to = offset_m(p, b);
    const double east = to.east - from.east;
    const double north = to.north - from.north;
    const double share = -(from.east * east + from.north * north) / (east * east + north * north);
    return {share, std::hypot(from.east + share * east, from.north + share * north)};
}

bool share_some(const Owners& a, const Owners& b) {
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) return true;
        a[i] < b[j] ? ++i : ++j;
    }
    return false;
}

void add_owner(Owners& owners, std::uint32_t owner) {
    const auto place = std::ranges::lower_bound(owners, owner);
    if (place == owners.end() || *place != owner) owners.insert(place, owner);
}

/// One try: all cracks closed but those of polygons that must stay as they are.
class Closing {
public:
    Closing(const CoverageRings& source, double width_m, const std::vector<bool>& frozen)
        : source_(source), width_m_(width_m), frozen_(frozen), target_(source.vertices.size()) {
        std::iota(target_.begin(), target_.end(), Vertex{0});
    }

    CoverageRings close() {
        merge_vertices();
        CoverageRings result = source_;
        for (CoverageRing& ring : result.rings) {
            for (Vertex& v : ring.vertices)
                v = target_[v];
            tidy(ring.vertices);
        }
        split_edges(result);
        return result;
    }

private:
    /// An edge as a ring walks it; one that only one polygon of its level has lies at a crack or on the rim.
    struct HalfEdge {
        std::uint32_t level;
        Vertex low;
        Vertex high;
        bool forwards;
        std::uint32_t ring;
        std::uint32_t position;
        auto key() const { return std::tuple(level, low, high, forwards); }
    };

    template <typename Visit>
    static void each_half_edge(const CoverageRings& coverage, Visit visit) {
        for (std::uint32_t r = 0; r < coverage.rings.size(); ++r) {
            const CoverageRing& ring = coverage.rings[r];
            for (std::uint32_t i = 0; i < ring.vertices.size(); ++i) {
                const Vertex a = ring.vertices[i];
                const Vertex b = ring.vertices[(i + 1) % ring.vertices.size()];
                visit(HalfEdge{ring.level, std::min(a, b), std::max(a, b), a < b, r, i});
            }
        }
    }

    /// Those of one lower vertex beside each other, ordered by their key. A vertex has few edges, so that this is far
    /// quicker than sorting all of them.
    static std::vector<HalfEdge> by_lower_vertex(const CoverageRings& coverage) {
        std::vector<std::uint32_t> begin(coverage.vertices.size() + 1, 0);
        each_half_edge(coverage, [&](const HalfEdge& edge) { ++begin[edge.low + 1]; });
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        std::vector<HalfEdge> halves(begin.back());
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        each_half_edge(coverage, [&](const HalfEdge& edge) { halves[next[edge.low]++] = edge; });
        for (std::size_t v = 0; v + 1 < begin.size(); ++v) {
            std::sort(halves.begin() + begin[v], halves.begin() + begin[v + 1],
                      [](const HalfEdge& a, const HalfEdge& b) { return a.key() < b.key(); });
        }
        return halves;
    }

    static std::vector<HalfEdge> unmatched_edges(const CoverageRings& coverage) {
        std::vector<HalfEdge> halves = by_lower_vertex(coverage);
        std::vector<HalfEdge> single;
        for (std::size_t i = 0; i < halves.size();) {
            std::size_t end = i + 1;
            const auto same_edge = [&](const HalfEdge& other) {
                return std::tuple(other.level, other.low, other.high) ==
                       std::tuple(halves[i].level, halves[i].low, halves[i].high);
            };
            while (end < halves.size() && same_edge(halves[end]))
                ++end;
            if (halves[i].forwards == halves[end - 1].forwards) {
                single.insert(single.end(), halves.begin() + static_cast<std::ptrdiff_t>(i),
                              halves.begin() + static_cast<std::ptrdiff_t>(end));
            }
            i = end;
        }
        return single;
    }

    /// The ends of unmatched edges of polygons that may move, and who has them.
    void find_loose_vertices(const CoverageRings& coverage, const std::vector<HalfEdge>& unmatched) {
        loose_.clear();
        owners_.assign(coverage.vertices.size(), {});
        for (const HalfEdge& edge : unmatched) {
            if (frozen_[coverage.rings[edge.ring].owner]) continue;
            loose_.push_back(edge.low);
            loose_.push_back(edge.high);
        }
        std::ranges::sort(loose_);
        const auto repeated = std::ranges::unique(loose_);
        loose_.erase(repeated.begin(), repeated.end());
        std::vector<bool> is_loose(coverage.vertices.size(), false);
        for (const Vertex v : loose_)
            is_loose[v] = true;
        for (const CoverageRing& ring : coverage.rings) {
            for (const Vertex v : ring.vertices) {
                if (is_loose[v]) add_owner(owners_[v], ring.owner);
            }
        }
        std::erase_if(loose_, [&](Vertex v) {
            return std::ranges::any_of(owners_[v], [&](std::uint32_t owner) { return frozen_[owner]; });
        });
    }

    double lon_width(double lat) const { return width_m_ / degree_m / std::cos(lat * std::numbers::pi / 180); }

    // Vertices are sorted by longitude: those near one stand near it in the list.
    void merge_vertices() {
        find_loose_vertices(source_, unmatched_edges(source_));
        for (std::size_t i = 0; i < loose_.size(); ++i) {
            const Vertex v = loose_[i];
            const LonLat p = source_.vertices[v];
            double nearest = width_m_;
            Vertex best = v;
            for (std::size_t j = i; j-- > 0;) {
                const Vertex w = loose_[j];
                const LonLat q = source_.vertices[w];
                if (p.lon - q.lon > lon_width(p.lat)) break;
                const double off = flat_distance_m(p, q);
                if (off >= nearest || target_[w] != w || share_some(owners_[v], owners_[w])) continue;
                nearest = off;
                best = w;
            }
            if (best == v) continue;
            target_[v] = best;
            for (const auto owner : owners_[v])
                add_owner(owners_[best], owner);
        }
    }

    /// Loose vertices of others next to the edge, in its direction.
    std::vector<Vertex> beside(const CoverageRings& coverage, Vertex a, Vertex b, std::uint32_t owner) const {
        const LonLat from = coverage.vertices[a];
        const LonLat to = coverage.vertices[b];
        const double lon_margin = lon_width(from.lat);
        const double lat_margin = width_m_ / degree_m;
        const auto [west, east] = std::minmax(from.lon, to.lon);
        const auto [south, north] = std::minmax(from.lat, to.lat);
        std::vector<std::pair<double, Vertex>> found;
        auto at =
            std::ranges::lower_bound(loose_, west - lon_margin, {}, [&](Vertex v) { return coverage.vertices[v].lon; });
        for (; at != loose_.end() && coverage.vertices[*at].lon <= east + lon_margin; ++at) {
            const LonLat p = coverage.vertices[*at];
            if (*at == a || *at == b || p.lat < south - lat_margin || p.lat > north + lat_margin) continue;
            const Foot foot = foot_of(p, from, to);
            if (foot.share <= 0 || foot.share >= 1 || foot.off_m >= width_m_) continue;
            if (!std::ranges::binary_search(owners_[*at], owner)) found.emplace_back(foot.share, *at);
        }
        std::ranges::sort(found);
        std::vector<Vertex> result;
        for (const auto& [share, v] : found)
            result.push_back(v);
        return result;
    }

    void split_edges(CoverageRings& coverage) {
        auto edges = unmatched_edges(coverage);
        find_loose_vertices(coverage, edges);
        // From the end of each ring, so that positions before stay right.
        std::ranges::sort(edges, std::greater<>{}, [](const HalfEdge& e) { return std::pair(e.ring, e.position); });
        for (const HalfEdge& edge : edges) {
            CoverageRing& ring = coverage.rings[edge.ring];
            if (frozen_[ring.owner]) continue;
            const Vertex a = ring.vertices[edge.position];
            const Vertex b = edge.low == a ? edge.high : edge.low;
            const auto between = beside(coverage, a, b, ring.owner);
            ring.vertices.insert(ring.vertices.begin() + edge.position + 1, between.begin(), between.end());
        }
        for (CoverageRing& ring : coverage.rings)
            tidy(ring.vertices);
    }

    const CoverageRings& source_;
    const double width_m_;
    const std::vector<bool>& frozen_;
    std::vector<Vertex> target_;  // where each vertex goes
    std::vector<Vertex> loose_;   // sorted
    std::vector<Owners> owners_;  // of loose vertices
};

data::MultiPolygon polygon_of(const CoverageRings& coverage, std::uint32_t owner) {
    data::MultiPolygon result;
    std::uint32_t last_part = 0;
    for (const CoverageRing& ring : coverage.rings) {
        if (ring.owner != owner || ring.vertices.empty()) continue;
        data::Ring line;
        for (const Vertex v : ring.vertices)
            line.push_back(coverage.vertices[v]);
        line.push_back(line.front());
        if (result.empty() || ring.part != last_part) {
            result.push_back({std::move(line), {}});
        } else {
            result.back().holes.push_back(std::move(line));
        }
        last_part = ring.part;
    }
    return result;
}

/// Polygons that were valid and no longer are.
std::vector<std::uint32_t> broken(const CoverageRings& before, const CoverageRings& after) {
    std::vector<bool> changed(before.owners, false);
    for (std::size_t r = 0; r < before.rings.size(); ++r) {
        if (before.rings[r].vertices != after.rings[r].vertices) changed[before.rings[r].owner] = true;
    }
    std::vector<std::uint32_t> result;
    for (std::uint32_t owner = 0; owner < before.owners; ++owner) {
        if (!changed[owner] || data::invalid_reason(polygon_of(after, owner)).empty()) continue;
        if (data::invalid_reason(polygon_of(before, owner)).empty()) result.push_back(owner);
    }
    return result;
}

}  // namespace

void close_cracks(CoverageRings& coverage, double width_m) {
    std::vector<bool> frozen(coverage.owners, false);
    while (true) {
        CoverageRings closed = Closing(coverage, width_m, frozen).close();
        const auto bad = broken(coverage, closed);
        if (bad.empty()) {
            coverage = std::move(closed);
            return;
        }
        for (const auto owner : bad)
            frozen[owner] = true;
    }
}

}  // namespace sanvat::analysis
