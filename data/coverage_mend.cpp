// SPDX-License-Identifier: Apache-2.0
#include "data/coverage_mend.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "data/geodesic.hpp"
#include "data/inner_lines.hpp"

namespace sanvat::data {

namespace {

/// Areas below are rounding, not ground.
constexpr double least_mended_m2 = 1e-3;

using Outlines = std::vector<NamedOutline>;

/// For every edge, how many outlines have it: two inside a coverage, one on its border.
std::map<Edge, int> edge_uses(const Outlines& outlines) {
    std::map<Edge, int> uses;
    for (const auto& [name, outline] : outlines) {
        for_each_edge(*outline, [&](LonLat a, LonLat b) { ++uses[edge_between(a, b)]; });
    }
    return uses;
}

Envelope box_of(const Edge& edge) noexcept {
    Envelope box;
    box.extend(edge.first);
    box.extend(edge.second);
    return box;
}

/// An outline's edges that no neighbour has exactly so: its part of the border of the whole, and its misfits.
struct LooseEdges {
    Envelope box;  ///< of the outline
    std::vector<Envelope> edges;
};

std::vector<LooseEdges> loose_edges(const Outlines& outlines) {
    const auto uses = edge_uses(outlines);
    std::vector<LooseEdges> loose(outlines.size());
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        loose[i].box = envelope_of(*outlines[i].outline);
        for_each_edge(*outlines[i].outline, [&](LonLat a, LonLat b) {
            const Edge edge = edge_between(a, b);
            if (uses.at(edge) == 1) loose[i].edges.push_back(box_of(edge));
        });
    }
    return loose;
}

/// A quick look that rules out most pairs: two outlines overlap only where loose edges of both come together.
bool may_overlap(const LooseEdges& a, const LooseEdges& b) {
    if (!a.box.intersects(b.box)) return false;
    std::vector<Envelope> near;
    std::ranges::copy_if(b.edges, std::back_inserter(near),
                         [&](const Envelope& edge) { return edge.intersects(a.box); });
    return std::ranges::any_of(a.edges, [&](const Envelope& edge) {
        return edge.intersects(b.box) &&
               std::ranges::any_of(near, [&](const Envelope& other) { return edge.intersects(other); });
    });
}

/// True where the position lies on the edge, at neither end.
bool lies_on(LonLat p, const Edge& edge) noexcept {
    const auto [a, b] = edge;
    const double dx = b.lon - a.lon;
    const double dy = b.lat - a.lat;
    const double length = std::hypot(dx, dy);
    if (length == 0 || p == a || p == b) return false;
    const double along = ((p.lon - a.lon) * dx + (p.lat - a.lat) * dy) / length;
    const double off = ((p.lon - a.lon) * dy - (p.lat - a.lat) * dx) / length;
    return along > 0 && along < length && std::abs(off) < rounding_degrees;
}

Ring with_positions(const Ring& ring, const std::vector<LonLat>& positions) {
    Ring fuller;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        fuller.push_back(ring[i]);
        std::vector<LonLat> between;
        const Edge edge{ring[i], ring[i + 1]};
        std::ranges::copy_if(positions, std::back_inserter(between), [&](LonLat p) { return lies_on(p, edge); });
        std::ranges::sort(between, {}, [&](LonLat p) { return std::hypot(p.lon - ring[i].lon, p.lat - ring[i].lat); });
        fuller.insert(fuller.end(), between.begin(), between.end());
    }
    fuller.push_back(ring.back());
    return fuller;
}

void add_positions(MultiPolygon& outline, const std::vector<LonLat>& positions) {
    const Envelope box = envelope_of(outline);
    std::vector<LonLat> near;
    std::ranges::copy_if(positions, std::back_inserter(near), [&](LonLat p) { return box.contains(p); });
    if (near.empty()) return;
    for (Polygon& polygon : outline) {
        polygon.outer = with_positions(polygon.outer, near);
        for (Ring& hole : polygon.holes)
            hole = with_positions(hole, near);
    }
}

/// Positions of the outline in that box, a little widened.
void collect_positions(const MultiPolygon& outline, Envelope box, std::vector<LonLat>& positions) {
    box.west -= rounding_degrees;
    box.south -= rounding_degrees;
    box.east += rounding_degrees;
    box.north += rounding_degrees;
    for_each_edge(outline, [&](LonLat a, LonLat) {
        if (box.contains(a)) positions.push_back(a);
    });
}

std::string hectares(double m2) {
    char text[40];
    std::snprintf(text, sizeof text, "%.1f ha", m2 / 10'000);
    return text;
}

void take_overlaps(const Outlines& outlines, CoverageMend& mend, std::vector<LonLat>& touched) {
    const auto loose = loose_edges(outlines);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        for (std::size_t k = i + 1; k < outlines.size(); ++k) {
            const MultiPolygon& first = *outlines[i].outline;
            MultiPolygon& later = *outlines[k].outline;
            if (!may_overlap(loose[i], loose[k])) continue;
            const MultiPolygon overlap = intersection(first, later);
            const double shared = area_m2(overlap);
            if (shared < least_mended_m2) continue;
            if (shared > most_mended_m2) {
                mend.left.push_back(outlines[i].name + " and " + outlines[k].name + " overlap by " + hectares(shared) +
                                    ": too much to mend");
                continue;
            }
            later = difference(later, first);
            collect_positions(later, envelope_of(overlap), touched);
            mend.overlap_m2 += shared;
        }
    }
}

/// The outline that has most of the ring's edges, by length.
MultiPolygon* neighbour_of(const Ring& ring, const Outlines& outlines) {
    std::map<Edge, double> lengths;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        lengths[edge_between(ring[i], ring[i + 1])] =
            std::hypot(ring[i].lon - ring[i + 1].lon, ring[i].lat - ring[i + 1].lat);
    }
    MultiPolygon* best = nullptr;
    double longest = 0;
    for (const auto& [name, outline] : outlines) {
        double length = 0;
        for_each_edge(*outline, [&](LonLat a, LonLat b) {
            if (const auto found = lengths.find(edge_between(a, b)); found != lengths.end()) length += found->second;
        });
        if (length > longest) {
            longest = length;
            best = outline;
        }
    }
    return best;
}

void fill_gaps(const Outlines& outlines, CoverageMend& mend) {
    std::vector<MultiPolygon> cells;
    for (const auto& [name, outline] : outlines)
        cells.push_back(*outline);
    for (const Polygon& part : dissolve(cells)) {
        for (const Ring& hole : part.holes) {
            const MultiPolygon gap = normalised({{hole, {}}});
            const double area = area_m2(gap);
            if (area > most_mended_m2) continue;  // a lake, an enclave: somebody meant it
            for (const auto& [name, outline] : outlines)
                add_positions(*outline, gap[0].outer);
            MultiPolygon* neighbour = neighbour_of(gap[0].outer, outlines);
            if (!neighbour) continue;
            *neighbour = dissolve({*neighbour, gap});
            mend.gap_m2 += area;
        }
    }
}

}  // namespace

CoverageMend mend_coverage(const Outlines& outlines) {
    CoverageMend mend;
    std::vector<LonLat> touched;
    take_overlaps(outlines, mend, touched);
    // Where a neighbour was cut, the other side gets the same positions.
    for (const auto& [name, outline] : outlines)
        add_positions(*outline, touched);
    fill_gaps(outlines, mend);
    return mend;
}

}  // namespace sanvat::data
