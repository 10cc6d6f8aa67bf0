// SPDX-License-Identifier: Apache-2.0
#include "analysis/shape.hpp"

#include <algorithm>
#include <vector>

namespace sanvat::analysis {

using data::Envelope;
using data::LonLat;

namespace {

/// Liang and Barsky (1984): the part of the segment's parameter that lies between all four edges is not empty.
bool segment_meets(LonLat a, LonLat b, const Envelope& box) noexcept {
    double enter = 0;
    double leave = 1;
    const auto between = [&](double start, double step, double low, double high) {
        if (step == 0) return start >= low && start <= high;
        double first = (low - start) / step;
        double last = (high - start) / step;
        if (first > last) std::swap(first, last);
        enter = std::max(enter, first);
        leave = std::min(leave, last);
        return enter <= leave;
    };
    return between(a.lon, b.lon - a.lon, box.west, box.east) && between(a.lat, b.lat - a.lat, box.south, box.north);
}

bool line_meets(const std::vector<LonLat>& line, const Envelope& box) noexcept {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (segment_meets(line[i], line[i + 1], box)) return true;
    }
    return false;
}

/// A box that meets no edge is wholly inside or wholly outside: one corner tells.
bool polygon_meets(const data::Polygon& polygon, const Envelope& box) noexcept {
    if (line_meets(polygon.outer, box)) return true;
    if (std::ranges::any_of(polygon.holes, [&](const auto& hole) { return line_meets(hole, box); })) return true;
    return data::contains(polygon, {box.west, box.south});
}

}  // namespace

bool meets(const data::Geometry& geometry, const Envelope& box) noexcept {
    if (const auto* point = std::get_if<LonLat>(&geometry)) return box.contains(*point);
    if (const auto* lines = std::get_if<data::MultiLineString>(&geometry)) {
        return std::ranges::any_of(*lines, [&](const auto& line) { return line_meets(line, box); });
    }
    if (const auto* polygons = std::get_if<data::MultiPolygon>(&geometry)) {
        return std::ranges::any_of(*polygons, [&](const auto& polygon) { return polygon_meets(polygon, box); });
    }
    return false;
}

}  // namespace sanvat::analysis
