// SPDX-License-Identifier: Apache-2.0
#include "analysis/coverage.hpp"

#include <algorithm>
#include <utility>

#include "analysis/coverage_rings.hpp"

namespace sanvat::analysis {

namespace {

using data::LonLat;
using data::MultiPolygon;

template <typename Visit>
void each_ring(const MultiPolygon& polygons, Visit visit) {
    for (std::uint32_t part = 0; part < polygons.size(); ++part) {
        visit(part, polygons[part].outer);
        for (const auto& hole : polygons[part].holes)
            visit(part, hole);
    }
}

void number_vertices(const std::vector<std::vector<const MultiPolygon*>>& levels, std::vector<LonLat>& vertices) {
    for (const auto& level : levels) {
        for (const auto* polygons : level) {
            if (!polygons) continue;
            each_ring(*polygons, [&](std::uint32_t, const data::Ring& ring) {
                vertices.insert(vertices.end(), ring.begin(), ring.end());
            });
        }
    }
    std::ranges::sort(vertices);
    const auto repeated = std::ranges::unique(vertices);
    vertices.erase(repeated.begin(), repeated.end());
}

CoverageRings index_rings(const std::vector<std::vector<const MultiPolygon*>>& levels) {
    CoverageRings result;
    number_vertices(levels, result.vertices);
    const auto number = [&](LonLat p) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(result.vertices, p) - result.vertices.begin());
    };
    for (std::uint32_t level = 0; level < levels.size(); ++level) {
        for (std::uint32_t polygon = 0; polygon < levels[level].size(); ++polygon) {
            const std::uint32_t owner = result.owners++;
            if (!levels[level][polygon]) continue;
            each_ring(*levels[level][polygon], [&](std::uint32_t part, const data::Ring& ring) {
                auto& made = result.rings.emplace_back(CoverageRing{level, polygon, part, owner, {}});
                for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                    made.vertices.push_back(number(ring[i]));
                tidy(made.vertices);
            });
        }
    }
    return result;
}

/// An edge once, from the lower vertex number to the higher, whatever polygons have it.
struct SharedEdge {
    std::uint32_t low;
    std::uint32_t high;
    std::array<std::uint32_t, Coverage::most_levels> left{Coverage::nobody, Coverage::nobody};
    std::array<std::uint32_t, Coverage::most_levels> right{Coverage::nobody, Coverage::nobody};
    SignedArc arc = 0;  ///< complement: the arc runs from high to low
    bool used = false;
};

class ArcBuilder {
public:
    explicit ArcBuilder(const CoverageRings& rings) : rings_(rings) {
        collect_edges();
        index_edges();
    }

    Coverage build(const std::vector<std::size_t>& polygons_by_level) {
        // Lines that end at a node first; what is left are closed loops without any.
        for (std::uint32_t v = 0; v < rings_.vertices.size(); ++v) {
            if (!is_node(v)) continue;
            for (std::uint32_t i = first_[v]; i < first_[v + 1]; ++i)
                start(incident_[i], v);
        }
        for (std::uint32_t e = 0; e < edges_.size(); ++e)
            start(e, edges_[e].low);
        for (std::size_t level = 0; level < polygons_by_level.size(); ++level)
            result_.levels[level].resize(polygons_by_level[level]);
        for (std::size_t r = 0; r < rings_.rings.size(); ++r)
            add_ring(r);
        return std::move(result_);
    }

private:
    struct HalfEdge {
        std::uint32_t low;
        std::uint32_t high;
        std::uint32_t ring;
        std::uint32_t position;
    };

    void collect_edges() {
        std::vector<HalfEdge> halves;
        edges_of_ring_.resize(rings_.rings.size());
        for (std::uint32_t r = 0; r < rings_.rings.size(); ++r) {
            const auto& vertices = rings_.rings[r].vertices;
            edges_of_ring_[r].resize(vertices.size());
            for (std::uint32_t i = 0; i < vertices.size(); ++i) {
                const auto [low, high] = std::minmax(vertices[i], vertices[(i + 1) % vertices.size()]);
                halves.push_back({low, high, r, i});
            }
        }
        std::ranges::sort(halves, {}, [](const HalfEdge& h) { return std::tuple(h.low, h.high, h.ring, h.position); });
        for (const HalfEdge& half : halves)
            add_edge(half);
    }

    void add_edge(const HalfEdge& half) {
        if (edges_.empty() || edges_.back().low != half.low || edges_.back().high != half.high) {
            edges_.push_back({half.low, half.high});
        }
        edges_of_ring_[half.ring][half.position] = static_cast<std::uint32_t>(edges_.size() - 1);
        const CoverageRing& ring = rings_.rings[half.ring];
        SharedEdge& edge = edges_.back();
        auto& side = (ring.vertices[half.position] == half.low ? edge.left : edge.right)[ring.level];
        if (side == Coverage::nobody) side = ring.polygon;
    }

    void index_edges() {
        first_.assign(rings_.vertices.size() + 1, 0);
        for (const SharedEdge& e : edges_) {
            ++first_[e.low + 1];
            ++first_[e.high + 1];
        }
        for (std::size_t v = 0; v < rings_.vertices.size(); ++v)
            first_[v + 1] += first_[v];
        incident_.resize(edges_.size() * 2);
        auto next = first_;
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            incident_[next[edges_[e].low]++] = e;
            incident_[next[edges_[e].high]++] = e;
        }
    }

    using Sides = std::array<std::uint32_t, Coverage::most_levels>;
    /// Polygons seen along the direction that leaves `from`.
    static std::pair<Sides, Sides> sides(const SharedEdge& e, std::uint32_t from) {
        return from == e.low ? std::pair(e.left, e.right) : std::pair(e.right, e.left);
    }

    bool is_node(std::uint32_t v) const {
        if (first_[v + 1] - first_[v] != 2) return true;
        const auto [left, right] = sides(edges_[incident_[first_[v]]], v);
        return sides(edges_[incident_[first_[v] + 1]], v) != std::pair(right, left);
    }

    void start(std::uint32_t e, std::uint32_t from) {
        if (edges_[e].used) return;
        const auto number = static_cast<SignedArc>(result_.arcs.size());
        const auto [left, right] = sides(edges_[e], from);
        Coverage::Arc arc{{rings_.vertices[from]}, left, right};
        for (std::uint32_t at = from;;) {
            edges_[e].used = true;
            edges_[e].arc = edges_[e].low == at ? number : ~number;
            at = edges_[e].low == at ? edges_[e].high : edges_[e].low;
            arc.line.push_back(rings_.vertices[at]);
            if (at == from || is_node(at)) break;
            const auto other = incident_[first_[at]] == e ? incident_[first_[at] + 1] : incident_[first_[at]];
            if (edges_[other].used) break;
            e = other;
        }
        result_.arcs.push_back(std::move(arc));
    }

    void add_ring(std::size_t r) {
        const CoverageRing& ring = rings_.rings[r];
        if (ring.vertices.empty()) return;
        auto& parts = result_.levels[ring.level][ring.polygon];
        if (parts.size() <= ring.part) parts.resize(ring.part + 1);
        parts[ring.part].push_back(arcs_of(r));
    }

    Coverage::Ring arcs_of(std::size_t r) const {
        const auto& vertices = rings_.rings[r].vertices;
        const std::size_t n = vertices.size();
        std::size_t begin = 0;
        while (begin < n && !begins_arc(r, begin))
            ++begin;
        Coverage::Ring result;
        for (std::size_t done = 0; done < n;) {
            const SignedArc arc = signed_arc(r, (begin + done) % n);
            result.push_back(arc);
            done += result_.arcs[arc_of(arc)].line.size() - 1;
        }
        return result;
    }

    /// The arc of a ring's edge, walked as the ring does.
    SignedArc signed_arc(std::size_t r, std::size_t i) const {
        const SharedEdge& edge = edges_[edges_of_ring_[r][i]];
        return rings_.rings[r].vertices[i] == edge.low ? edge.arc : ~edge.arc;
    }

    bool begins_arc(std::size_t r, std::size_t i) const {
        const SignedArc arc = signed_arc(r, i);
        const auto& line = result_.arcs[arc_of(arc)].line;
        return rings_.vertices[rings_.rings[r].vertices[i]] == (arc < 0 ? line.back() : line.front());
    }

    const CoverageRings& rings_;
    std::vector<SharedEdge> edges_;
    std::vector<std::vector<std::uint32_t>> edges_of_ring_;
    std::vector<std::uint32_t> first_;     // of each vertex in incident_
    std::vector<std::uint32_t> incident_;  // edges by vertex
    Coverage result_;
};

void drop_empty_parts(Coverage& coverage) {
    for (auto& level : coverage.levels) {
        for (auto& parts : level)
            std::erase_if(parts, [](const Coverage::Part& part) { return part.empty(); });
    }
}

}  // namespace

void tidy(std::vector<std::uint32_t>& ring) {
    std::vector<std::uint32_t> kept;
    for (const auto v : ring) {
        if (!kept.empty() && kept.back() == v) continue;
        if (kept.size() >= 2 && kept[kept.size() - 2] == v) {
            kept.pop_back();
            continue;
        }
        kept.push_back(v);
    }
    // Once more around the place where the ring closes.
    std::size_t begin = 0;
    while (kept.size() - begin >= 2) {
        if (kept.back() == kept[begin]) {
            kept.pop_back();
        } else if (kept.size() - begin >= 3 && kept[kept.size() - 2] == kept[begin]) {
            kept.pop_back();
        } else if (kept.size() - begin >= 3 && kept.back() == kept[begin + 1]) {
            ++begin;
        } else {
            break;
        }
    }
    kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(begin));
    if (kept.size() < 3) kept.clear();
    ring = std::move(kept);
}

Coverage make_coverage(const std::vector<std::vector<const MultiPolygon*>>& levels, double closing_m) {
    CoverageRings rings = index_rings(levels);
    if (closing_m > 0) close_cracks(rings, closing_m);
    std::vector<std::size_t> sizes;
    for (const auto& level : levels)
        sizes.push_back(level.size());
    Coverage coverage = ArcBuilder(rings).build(sizes);
    drop_empty_parts(coverage);
    return coverage;
}

MultiPolygon Coverage::polygon(std::size_t level, std::size_t position) const {
    const auto ring_of = [this](const Ring& signed_arcs) {
        data::Ring ring;
        for (const SignedArc arc : signed_arcs) {
            const auto& line = arcs[arc_of(arc)].line;
            if (!ring.empty()) ring.pop_back();  // the node, which the next arc begins with
            if (arc < 0) ring.insert(ring.end(), line.rbegin(), line.rend());
            if (arc >= 0) ring.insert(ring.end(), line.begin(), line.end());
        }
        return ring;
    };
    MultiPolygon result;
    for (const Part& part : levels[level][position]) {
        data::Polygon polygon{ring_of(part.front()), {}};
        for (std::size_t i = 1; i < part.size(); ++i)
            polygon.holes.push_back(ring_of(part[i]));
        result.push_back(std::move(polygon));
    }
    return result;
}

}  // namespace sanvat::analysis
