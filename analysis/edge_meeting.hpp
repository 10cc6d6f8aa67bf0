// SPDX-License-Identifier: Apache-2.0
// Inside the locator only: how straight edges lie to each other, exactly.
#pragma once

#include <algorithm>

#include "analysis/orientation.hpp"
#include "analysis/unit_rings.hpp"

namespace sanvat::analysis {

[[nodiscard]] inline bool within_box_of(const Edge& edge, data::LonLat p) noexcept {
    const auto [west, east] = std::minmax(edge.a.lon, edge.b.lon);
    const auto [south, north] = std::minmax(edge.a.lat, edge.b.lat);
    return p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
}

[[nodiscard]] inline bool lies_on(const Edge& edge, data::LonLat p) noexcept {
    return within_box_of(edge, p) && orientation(edge.a, edge.b, p) == 0;
}

/// True where the two cannot meet, as their boxes do not.
[[nodiscard]] inline bool far_apart(const Edge& one, const Edge& other) noexcept {
    const auto apart = [](double a, double b, double c, double d) {
        return std::max(a, b) < std::min(c, d) || std::max(c, d) < std::min(a, b);
    };
    return apart(one.a.lat, one.b.lat, other.a.lat, other.b.lat) ||
           apart(one.a.lon, one.b.lon, other.a.lon, other.b.lon);
}

/// True where the path crosses the edge. A vertex exactly on the path's line counts as left of it: so two edges that
/// meet there are crossed once together, or not at all.
[[nodiscard]] inline bool crosses(const Edge& edge, const Edge& path) noexcept {
    if (far_apart(edge, path)) return false;
    const bool a_left = orientation(path.a, path.b, edge.a) >= 0;
    const bool b_left = orientation(path.a, path.b, edge.b) >= 0;
    return a_left != b_left && orientation(edge.a, edge.b, path.a) != orientation(edge.a, edge.b, path.b);
}

/// True where the two have a place in common that is not an end of both.
[[nodiscard]] inline bool meet_between_ends(const Edge& one, const Edge& other) noexcept {
    if (far_apart(one, other)) return false;
    const auto touches = [](const Edge& edge, data::LonLat end) {
        return end != edge.a && end != edge.b && lies_on(edge, end);
    };
    if (touches(one, other.a) || touches(one, other.b) || touches(other, one.a) || touches(other, one.b)) return true;
    return orientation(one.a, one.b, other.a) * orientation(one.a, one.b, other.b) < 0 &&
           orientation(other.a, other.b, one.a) * orientation(other.a, other.b, one.b) < 0;
}

}  // namespace sanvat::analysis
