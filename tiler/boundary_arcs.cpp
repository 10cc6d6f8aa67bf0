// SPDX-License-Identifier: Apache-2.0
#include "tiler/boundary_arcs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <utility>

namespace sanvat::tiler {

namespace {

/// An edge once, from the lower vertex number to the higher.
struct Edge {
    std::uint32_t low;
    std::uint32_t high;
    std::uint32_t left = BoundaryArc::nobody;
    std::uint32_t right = BoundaryArc::nobody;
    bool used = false;
};

class ArcBuilder {
public:
    explicit ArcBuilder(const std::vector<const data::MultiPolygon*>& polygons) {
        number_vertices(polygons);
        collect_edges(polygons);
        merge_edges();
        index_edges();
    }

    std::vector<BoundaryArc> build() {
        std::vector<BoundaryArc> arcs;
        // Lines that end at a node first; what is left are closed loops without any.
        for (std::uint32_t v = 0; v < vertices_.size(); ++v) {
            if (!is_node(v)) continue;
            for (std::uint32_t i = first_[v]; i < first_[v + 1]; ++i)
                start(incident_[i], v, arcs);
        }
        for (std::uint32_t e = 0; e < edges_.size(); ++e)
            start(e, edges_[e].low, arcs);
        return arcs;
    }

private:
    template <typename Visit>
    static void each_ring(const std::vector<const data::MultiPolygon*>& polygons, Visit visit) {
        for (std::uint32_t owner = 0; owner < polygons.size(); ++owner) {
            for (const auto& polygon : *polygons[owner]) {
                visit(owner, polygon.outer);
                for (const auto& hole : polygon.holes)
                    visit(owner, hole);
            }
        }
    }

    void number_vertices(const std::vector<const data::MultiPolygon*>& polygons) {
        each_ring(polygons, [&](std::uint32_t, const data::Ring& ring) {
            vertices_.insert(vertices_.end(), ring.begin(), ring.end());
        });
        std::ranges::sort(vertices_);
        const auto repeated = std::ranges::unique(vertices_);
        vertices_.erase(repeated.begin(), repeated.end());
    }

    [[nodiscard]] std::uint32_t number(data::LonLat p) const {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(vertices_, p) - vertices_.begin());
    }

    void collect_edges(const std::vector<const data::MultiPolygon*>& polygons) {
        each_ring(polygons, [&](std::uint32_t owner, const data::Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const auto a = number(ring[i]);
                const auto b = number(ring[i + 1]);
                if (a < b) edges_.push_back({a, b, owner, BoundaryArc::nobody});
                if (b < a) edges_.push_back({b, a, BoundaryArc::nobody, owner});
            }
        });
    }

    void merge_edges() {
        const auto ends = [](const Edge& e) { return std::pair(e.low, e.high); };
        std::ranges::sort(edges_, {}, ends);
        std::size_t kept = 0;
        for (const Edge& each : edges_) {
            if (kept == 0 || ends(edges_[kept - 1]) != ends(each)) {
                edges_[kept++] = each;
                continue;
            }
            Edge& edge = edges_[kept - 1];
            if (edge.left == BoundaryArc::nobody) edge.left = each.left;
            if (edge.right == BoundaryArc::nobody) edge.right = each.right;
        }
        edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(kept), edges_.end());
    }

    void index_edges() {
        first_.assign(vertices_.size() + 1, 0);
        for (const Edge& e : edges_) {
            ++first_[e.low + 1];
            ++first_[e.high + 1];
        }
        for (std::size_t v = 0; v < vertices_.size(); ++v)
            first_[v + 1] += first_[v];
        incident_.resize(edges_.size() * 2);
        auto next = first_;
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            incident_[next[edges_[e].low]++] = e;
            incident_[next[edges_[e].high]++] = e;
        }
    }

    /// Owners seen along the direction that leaves `from`.
    static std::pair<std::uint32_t, std::uint32_t> sides(const Edge& e, std::uint32_t from) {
        return from == e.low ? std::pair(e.left, e.right) : std::pair(e.right, e.left);
    }

    /// Where lines end: junctions, and places where a neighbour changes.
    [[nodiscard]] bool is_node(std::uint32_t v) const {
        if (first_[v + 1] - first_[v] != 2) return true;
        const auto [left, right] = sides(edges_[incident_[first_[v]]], v);
        return sides(edges_[incident_[first_[v] + 1]], v) != std::pair(right, left);
    }

    void start(std::uint32_t e, std::uint32_t from, std::vector<BoundaryArc>& arcs) {
        if (edges_[e].used) return;
        const auto [left, right] = sides(edges_[e], from);
        BoundaryArc arc{{vertices_[from]}, left, right};
        for (std::uint32_t at = from;;) {
            edges_[e].used = true;
            at = edges_[e].low == at ? edges_[e].high : edges_[e].low;
            arc.line.push_back(vertices_[at]);
            if (at == from || is_node(at)) break;
            const auto other = incident_[first_[at]] == e ? incident_[first_[at] + 1] : incident_[first_[at]];
            if (edges_[other].used) break;
            e = other;
        }
        arcs.push_back(std::move(arc));
    }

    std::vector<data::LonLat> vertices_;  // sorted
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> first_;     // of each vertex in incident_
    std::vector<std::uint32_t> incident_;  // edges by vertex
};

/// Metres a degree of latitude is long, roughly; enough to tell a crack from a county.
constexpr double degree_m = 111'000;

/// Mean distance in metres between two lines with the same ends; of a closed line and its end, between its two sides.
double mean_gap_m(const data::LineString& a, const data::LineString& b) {
    const double shrink = std::cos(a.front().lat * std::numbers::pi / 180);
    double doubled_area = 0;
    double length = 0;
    const auto follow = [&](const data::LineString& line, double sign) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const double x0 = (line[i].lon - a.front().lon) * shrink;
            const double x1 = (line[i + 1].lon - a.front().lon) * shrink;
            const double y0 = line[i].lat - a.front().lat;
            const double y1 = line[i + 1].lat - a.front().lat;
            doubled_area += sign * (x0 * y1 - x1 * y0);
            length += std::hypot(x1 - x0, y1 - y0);
        }
    };
    follow(a, 1);
    follow(b, a.front() == b.front() ? -1 : 1);
    return std::abs(doubled_area) / length * degree_m;
}

/// Makes one inner arc of two outer ones that run side by side, and drops holes no wider than a crack.
void close_cracks(std::vector<BoundaryArc>& arcs) {
    std::multimap<std::pair<data::LonLat, data::LonLat>, std::size_t> by_ends;
    std::vector<bool> gone(arcs.size(), false);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        const BoundaryArc& arc = arcs[i];
        if (!arc.outer()) continue;
        if (arc.line.front() == arc.line.back()) {
            gone[i] = mean_gap_m(arc.line, {arc.line.front()}) < crack_m;
            continue;
        }
        const std::pair<data::LonLat, data::LonLat> ends = std::minmax(arc.line.front(), arc.line.back());
        const auto [first, last] = by_ends.equal_range(ends);
        const auto twin = std::find_if(first, last, [&](const auto& candidate) {
            return arcs[candidate.second].outer() && mean_gap_m(arcs[candidate.second].line, arc.line) < crack_m;
        });
        if (twin == last) {
            by_ends.emplace(ends, i);
            continue;
        }
        BoundaryArc& kept = arcs[twin->second];
        (kept.left == BoundaryArc::nobody ? kept.left : kept.right) =
            arc.left != BoundaryArc::nobody ? arc.left : arc.right;
        gone[i] = true;
    }
    std::size_t next = 0;
    std::erase_if(arcs, [&](const BoundaryArc&) { return gone[next++]; });
}

}  // namespace

std::vector<BoundaryArc> boundary_arcs(const std::vector<const data::MultiPolygon*>& polygons) {
    auto arcs = ArcBuilder(polygons).build();
    close_cracks(arcs);
    return arcs;
}

std::vector<std::uint32_t> tint_neighbours(std::size_t polygons, const std::vector<BoundaryArc>& arcs,
                                           std::size_t tints) {
    std::vector<std::set<std::uint32_t>> neighbours(polygons);
    for (const BoundaryArc& arc : arcs) {
        if (arc.outer() || arc.left == arc.right) continue;
        neighbours[arc.left].insert(arc.right);
        neighbours[arc.right].insert(arc.left);
    }
    // Greedy in the given order, the tint seldom used so far first, so that all of them appear.
    std::vector<std::uint32_t> tint(polygons, 0);
    std::vector<std::size_t> uses(tints, 0);
    for (std::size_t i = 0; i < polygons; ++i) {
        std::vector<std::size_t> clashes(tints, 0);
        for (const auto other : neighbours[i]) {
            if (other < i) ++clashes[tint[other]];
        }
        std::uint32_t best = 0;
        for (std::uint32_t t = 1; t < tints; ++t) {
            if (std::pair(clashes[t], uses[t]) < std::pair(clashes[best], uses[best])) best = t;
        }
        tint[i] = best;
        ++uses[best];
    }
    return tint;
}

}  // namespace sanvat::tiler
