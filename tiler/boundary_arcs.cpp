// SPDX-License-Identifier: Apache-2.0
#include "tiler/boundary_arcs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>
#include <utility>

namespace sanvat::tiler {

namespace {

using analysis::Coverage;
using analysis::SignedArc;

/// Joins arcs of one level where only another level has a node.
class LineBuilder {
public:
    LineBuilder(const Coverage& coverage, std::size_t level)
        : coverage_(coverage), level_(level), used_(coverage.arcs.size(), false) {
        for (std::size_t i = 0; i < coverage.arcs.size(); ++i) {
            if (!coverage.arcs[i].of_level(level)) continue;
            const auto arc = static_cast<SignedArc>(i);
            leaving_[coverage.arcs[i].line.front()].push_back(arc);
            leaving_[coverage.arcs[i].line.back()].push_back(~arc);
        }
    }

    std::vector<BoundaryArc> build() {
        // Lines that end at a node first; what is left are closed loops without any.
        for (const bool everywhere : {false, true}) {
            for (const auto& [place, arcs] : leaving_) {
                if (!everywhere && !is_node(arcs)) continue;
                for (const SignedArc arc : arcs)
                    start(arc);
            }
        }
        return std::move(lines_);
    }

private:
    std::pair<std::uint32_t, std::uint32_t> sides(SignedArc arc) const {
        const auto& [line, left, right] = coverage_.arcs[analysis::arc_of(arc)];
        return arc < 0 ? std::pair(right[level_], left[level_]) : std::pair(left[level_], right[level_]);
    }

    /// Junctions, and places where a neighbour changes.
    bool is_node(const std::vector<SignedArc>& arcs) const {
        return arcs.size() != 2 || sides(arcs[0]) != sides(~arcs[1]);
    }

    void start(SignedArc arc) {
        if (used_[analysis::arc_of(arc)]) return;
        BoundaryArc line;
        std::tie(line.left, line.right) = sides(arc);
        while (true) {
            used_[analysis::arc_of(arc)] = true;
            line.arcs.push_back(arc);
            const auto& next = leaving_.at(append(arc, line.line));
            if (is_node(next)) break;
            arc = next[0] == ~arc ? next[1] : next[0];
            if (used_[analysis::arc_of(arc)]) break;
        }
        lines_.push_back(std::move(line));
    }

    /// Gives the end of the arc.
    data::LonLat append(SignedArc arc, data::LineString& line) const {
        const auto& points = coverage_.arcs[analysis::arc_of(arc)].line;
        if (!line.empty()) line.pop_back();  // the place where the arc begins
        if (arc < 0) line.insert(line.end(), points.rbegin(), points.rend());
        if (arc >= 0) line.insert(line.end(), points.begin(), points.end());
        return line.back();
    }

    const Coverage& coverage_;
    const std::size_t level_;
    std::vector<bool> used_;
    std::map<data::LonLat, std::vector<SignedArc>> leaving_;  // arcs by the place they begin at
    std::vector<BoundaryArc> lines_;
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

std::vector<BoundaryArc> boundary_arcs(const Coverage& coverage, std::size_t level) {
    auto lines = LineBuilder(coverage, level).build();
    close_cracks(lines);
    return lines;
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
