// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

#include "data/geodesic.hpp"
#include "data/geometry.hpp"
#include "data/inner_lines.hpp"

namespace sanvat::data::test_coverage {

/// How far the fine outlines below swing off the straight ones, degrees: about 440 m.
inline constexpr double swing = 0.004;

/// The straight edge between two positions of the 0.1° grid as a wavy line, the same from either side.
inline LineString wavy(LonLat from, LonLat to) {
    constexpr int steps = 24;
    const auto [a, b] = edge_between(from, to);
    LineString line;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double off = swing * std::sin(3 * std::numbers::pi * t) * std::sin(std::numbers::pi * t);
        const double length = std::hypot(b.lon - a.lon, b.lat - a.lat);
        line.push_back({a.lon + t * (b.lon - a.lon) - off * (b.lat - a.lat) / length,
                        a.lat + t * (b.lat - a.lat) + off * (b.lon - a.lon) / length});
    }
    line.front() = a;
    line.back() = b;
    if (from != a) std::ranges::reverse(line);
    return line;
}

/// The ring with a position at every corner of the grid it passes.
inline Ring on_grid(const Ring& ring) {
    Ring fuller{ring.front()};
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const LonLat a = ring[i];
        const LonLat b = ring[i + 1];
        const int cells =
            static_cast<int>(std::lround(std::max(std::abs(b.lon - a.lon), std::abs(b.lat - a.lat)) / 0.1));
        for (int c = 1; c <= cells; ++c) {
            const auto along = [&](double from, double to) {
                return std::round((from + (to - from) * c / cells) * 1e6) / 1e6;
            };
            fuller.push_back({along(a.lon, b.lon), along(a.lat, b.lat)});
        }
    }
    return fuller;
}

inline MultiPolygon fine(const MultiPolygon& coarse) {
    MultiPolygon made;
    for (const Polygon& polygon : coarse) {
        const Ring grid = on_grid(polygon.outer);
        Ring ring;
        for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
            const LineString line = wavy(grid[i], grid[i + 1]);
            ring.insert(ring.end(), line.begin(), line.end() - 1);
        }
        ring.push_back(ring.front());
        made.push_back({std::move(ring), {}});
    }
    return made;
}

/// The sum of the cells' areas and the area of their union, square metres: equal for a coverage without overlaps.
inline std::pair<double, double> areas_of(const std::vector<MultiPolygon>& cells) {
    double sum = 0;
    for (const MultiPolygon& cell : cells)
        sum += area_m2(cell);
    return {sum, area_m2(dissolve(cells))};
}

/// The edges that only one of the cells has: for a coverage with shared edges, the outline of the whole.
inline std::size_t single_edges(const std::vector<MultiPolygon>& cells) {
    std::map<Edge, int> uses;
    for (const MultiPolygon& cell : cells)
        for_each_edge(cell, [&](LonLat a, LonLat b) { ++uses[edge_between(a, b)]; });
    return static_cast<std::size_t>(std::ranges::count_if(uses, [](const auto& use) { return use.second == 1; }));
}

inline std::size_t edges_of(const MultiPolygon& polygons) {
    std::size_t edges = 0;
    for_each_edge(polygons, [&](LonLat, LonLat) { ++edges; });
    return edges;
}

}  // namespace sanvat::data::test_coverage
