// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/nearest.hpp"

namespace sanvat::analysis {

enum class Side : std::uint8_t { left, right, on };
[[nodiscard]] std::string_view to_string(Side side) noexcept;

/// A site along a route. The site counts once, at its nearest place on the route, the first if several tie.
struct CorridorSite {
    Hit hit;                     ///< distance_m: geodesic from the site to the route
    double km_along = 0;         ///< geodesic length of the route from its start to the site's foot point; parts add up
    Side side = Side::on;        ///< as seen in travel direction
    std::size_t route_part = 0;  ///< 0-based part of the multi-line that holds the foot point
};

/// Sites at most `distance_m` off the route, in travel order (ties by distance, then id). Between two vertices the
/// route follows the geodesic. Requires at least one part of two different positions: `checked_route` makes sure.
[[nodiscard]] std::vector<CorridorSite> corridor(const Snapshot& snapshot, const data::MultiLineString& route,
                                                 double distance_m, const ProximityScope& scope);

/// The route with repeated positions dropped. Throws bad_value("route", …) where nothing with a length is left or a
/// position lies outside the globe.
[[nodiscard]] data::MultiLineString checked_route(data::MultiLineString route);

}  // namespace sanvat::analysis
