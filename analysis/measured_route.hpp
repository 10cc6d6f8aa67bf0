// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/geodesic.hpp"
#include "data/geometry.hpp"

namespace sanvat::analysis {

/// A stretch of a route from one position to the next, along the geodesic.
struct RouteLeg {
    data::LonLat a;
    data::LonLat b;
    double start_m = 0;    ///< length of the route before it; gaps between parts have no length
    double length_m = 0;   ///< geodesic
    std::size_t part = 0;  ///< 0-based part of the multi-line
    data::Geocentric from;
    data::Geocentric to;
    double sag_m = 0;  ///< how far the geodesic may lie from the straight line through the ground
};

/// The nearest place on a route.
struct RouteFoot {
    data::FootPoint foot;
    std::uint32_t leg = 0;  ///< position in MeasuredRoute::legs()
};

/// A route with its legs measured and indexed. Holds anywhere on the globe, over the poles and the antimeridian.
/// Belongs to the module. Immutable and thread-safe.
class MeasuredRoute {
public:
    /// Requires at least one part of two positions.
    explicit MeasuredRoute(const data::MultiLineString& route);

    [[nodiscard]] const std::vector<RouteLeg>& legs() const noexcept { return legs_; }

    /// The place nearest to this one, the first of several equally near ones (up to a micrometre); none where all are
    /// farther than `most_m`.
    [[nodiscard]] std::optional<RouteFoot> nearest(data::LonLat place, double most_m) const;

    /// Boxes around a few legs each, which together certainly hold every place at most `distance_m` off the route.
    [[nodiscard]] std::vector<data::Envelope> boxes_around(double distance_m) const;

private:
    /// A ball around some legs that follow each other.
    struct Ball {
        data::Geocentric centre;
        double radius_m = 0;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };

    [[nodiscard]] Ball ball_of(std::uint32_t begin, std::uint32_t end) const;

    std::vector<RouteLeg> legs_;
    std::vector<Ball> balls_;
};

}  // namespace sanvat::analysis
