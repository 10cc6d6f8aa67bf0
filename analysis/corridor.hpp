// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/nearest.hpp"
#include "analysis/route_stop.hpp"

namespace sanvat::analysis {

enum class Side : std::uint8_t { left, right, on };
[[nodiscard]] std::string_view to_string(Side side) noexcept;

/// A site along a route. The site counts once, at its nearest place on the route, the first if several tie.
struct CorridorSite {
    Hit hit;                     ///< distance_m: geodesic from the site to the route
    double km_along = 0;         ///< geodesic length of the route from its start to the site's foot point; parts add up
    Side side = Side::on;        ///< as seen in travel direction
    std::size_t route_part = 0;  ///< 0-based part of the multi-line that holds the foot point
    data::LonLat place;          ///< what stands for the site: its point, or the inside point of its ground
    std::size_t order = 0;       ///< from 1, in travel order, among those listed with it
    std::shared_ptr<const RouteStop> stop = {};  ///< that it belongs to; null before `give_stops`, and without stops
    std::size_t stop_position = 0;               ///< of that stop among the route's, from 0
    double stop_distance_m = 0;                  ///< geodesic from the site to that stop

    /// The way there and back from the route, in metres: twice the distance off, by the nearest way there could be.
    [[nodiscard]] double detour_m() const noexcept { return 2 * hit.distance_m; }
};

/// Sites at most `distance_m` off the route, in travel order (ties by distance, then id). Between two vertices the
/// route follows the geodesic. Requires at least one part of two different positions: `checked_route` makes sure.
[[nodiscard]] std::vector<CorridorSite> corridor(const Snapshot& snapshot, const data::MultiLineString& route,
                                                 double distance_m, const ProximityScope& scope);

/// Those with these ids, in travel order. Throws bad_value naming the parameter for an id that none of them has.
[[nodiscard]] std::vector<CorridorSite> chosen_sites(std::vector<CorridorSite> sites, const std::string& parameter,
                                                     const std::vector<std::string>& ids);

/// Gives each site the stop of the route that is nearest to it in a straight line, the first of several equally near.
/// A site belongs to one stop, so the sites of all stops are the sites. Without stops nothing changes.
void give_stops(std::vector<CorridorSite>& sites, const std::vector<RouteStop>& stops);

/// How sites are listed.
enum class CorridorOrder : std::uint8_t {
    route,  ///< in travel order
    stop,   ///< by stop in travel order, and in travel order about each; `order` stays that of the whole route
};

/// "route" or "stop". Throws bad_value naming the parameter for anything else.
[[nodiscard]] CorridorOrder parse_corridor_order(const std::string& parameter, std::string_view text);

/// Lists sites that are in travel order in this order. Throws bad_value naming the parameter where that is by stop and
/// the route has none.
void put_in_order(std::vector<CorridorSite>& sites, CorridorOrder order, const std::string& parameter,
                  const std::vector<RouteStop>& stops);

/// The detours of all these sites together, each gone to from the route and back, in metres.
[[nodiscard]] double total_detour_m(const std::vector<CorridorSite>& sites) noexcept;

/// The route with repeated positions dropped. Throws bad_value("route", …) where nothing with a length is left or a
/// position lies outside the globe.
[[nodiscard]] data::MultiLineString checked_route(data::MultiLineString route);

}  // namespace sanvat::analysis
