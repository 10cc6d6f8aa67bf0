// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "analysis/measured_route.hpp"
#include "analysis/point_index.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

/// Nearer than this a site stands on the route: below what a GPS or a drawn line can tell.
constexpr double on_route_m = 0.5;

Side side_of(const RouteLeg& leg, const data::FootPoint& foot, LonLat site) noexcept {
    if (foot.distance_m < on_route_m) return Side::on;
    // Direction of travel at the foot point: towards the leg's end, or away from its start where the foot is the end.
    const bool at_end = foot.place == leg.b;
    const double travel =
        at_end ? data::inverse(leg.a, leg.b).azimuth_end_deg : data::inverse(foot.place, leg.b).azimuth_start_deg;
    const double turn = std::remainder(data::inverse(foot.place, site).azimuth_start_deg - travel, 360);
    if (turn == 0 || std::abs(turn) == 180) return Side::on;
    return turn > 0 ? Side::right : Side::left;
}

/// Positions in the table of whatever may lie in one of the boxes, ascending.
std::vector<std::uint32_t> candidates(const FeatureTable& table, const std::vector<data::Envelope>& boxes) {
    std::vector<std::uint32_t> all;
    for (const data::Envelope& box : boxes) {
        const auto found = table.candidates(box);
        all.insert(all.end(), found.begin(), found.end());
    }
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
}

void set_order(std::vector<CorridorSite>& sites) noexcept {
    for (std::size_t i = 0; i < sites.size(); ++i)
        sites[i].order = i + 1;
}

/// What stands for a feature along a route: its point, or the inside point of its ground.
std::optional<LonLat> place_of(const data::Geometry& geometry) {
    if (const auto* point = std::get_if<LonLat>(&geometry)) return *point;
    if (const auto* polygons = std::get_if<data::MultiPolygon>(&geometry)) return data::inside_point(*polygons);
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Side side) noexcept {
    switch (side) {
        case Side::left:
            return "left";
        case Side::right:
            return "right";
        case Side::on:
            return "on";
    }
    return "on";
}

std::vector<CorridorSite> corridor(const Snapshot& snapshot, const data::MultiLineString& line, double distance_m,
                                   const ProximityScope& scope) {
    const MeasuredRoute route(line);
    const auto boxes = route.boxes_around(distance_m);
    const data::DateSpan day{scope.as_of, scope.as_of};
    std::vector<CorridorSite> sites;
    for (const CollectionId id : scope.collections) {
        const auto table = snapshot.features(id, scope.as_of);
        for (const std::uint32_t position : candidates(*table, boxes)) {
            const Feature& feature = table->features()[position];
            if (!feature.in_force_within(day) || !scope.filter.matches(feature)) continue;
            const auto place = place_of(*feature.geometry);
            if (!place || !scope.filter.shows_place(feature)) continue;
            const auto nearest = route.nearest(*place, distance_m);
            if (!nearest) continue;
            const RouteLeg& leg = route.legs()[nearest->leg];
            const data::FootPoint& foot = nearest->foot;
            sites.push_back({.hit = {table, &feature, foot.distance_m},
                             .km_along = (leg.start_m + foot.along_m) / 1000,
                             .side = side_of(leg, foot, *place),
                             .route_part = leg.part,
                             .place = *place});
        }
    }
    std::ranges::sort(sites, {}, [](const CorridorSite& site) {
        return std::tuple(site.km_along, site.hit.distance_m, site.hit.feature->collection,
                          std::string_view(site.hit.feature->id));
    });
    set_order(sites);
    return sites;
}

std::vector<CorridorSite> chosen_sites(std::vector<CorridorSite> sites, const std::string& parameter,
                                       const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        const auto has_id = [&](const CorridorSite& site) { return site.hit.feature->id == id; };
        if (std::ranges::any_of(sites, has_id)) continue;
        throw data::bad_value(parameter, "\"" + id + "\" is no site within the distance",
                              "give ids of sites that the corridor lists without " + parameter);
    }
    std::erase_if(sites,
                  [&](const CorridorSite& site) { return std::ranges::find(ids, site.hit.feature->id) == ids.end(); });
    set_order(sites);
    return sites;
}

void give_stops(std::vector<CorridorSite>& sites, const std::vector<RouteStop>& stops) {
    if (stops.empty()) return;
    const auto shared = std::make_shared<const std::vector<RouteStop>>(stops);
    std::vector<std::pair<LonLat, std::uint32_t>> places;
    for (const RouteStop& stop : stops)
        places.emplace_back(stop.place, static_cast<std::uint32_t>(places.size()));
    const PointIndex index(places);
    for (CorridorSite& site : sites) {
        const auto nearest = index.nearest(site.place, 1, [](std::uint32_t) { return true; }).front();
        site.stop = {shared, &(*shared)[nearest.position]};
        site.stop_position = nearest.position;
        site.stop_distance_m = nearest.distance_m;
    }
}

CorridorOrder parse_corridor_order(const std::string& parameter, std::string_view text) {
    if (text == "route") return CorridorOrder::route;
    if (text == "stop") return CorridorOrder::stop;
    throw data::bad_value(parameter, "\"" + std::string(text) + "\" is no order of sites", "give route or stop");
}

void put_in_order(std::vector<CorridorSite>& sites, CorridorOrder order, const std::string& parameter,
                  const std::vector<RouteStop>& stops) {
    if (order == CorridorOrder::route) return;
    if (stops.empty()) {
        throw data::bad_value(parameter, "the route has no stops to list sites by",
                              "give a stored route with located stops, or name waypoints, route points or Point "
                              "features of your own; or leave it out");
    }
    std::ranges::stable_sort(sites, {}, &CorridorSite::stop_position);
}

double total_detour_m(const std::vector<CorridorSite>& sites) noexcept {
    double total = 0;
    for (const CorridorSite& site : sites)
        total += site.detour_m();
    return total;
}

data::MultiLineString checked_route(data::MultiLineString route) {
    for (auto& part : route) {
        for (const LonLat p : part) {
            if (!(std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90)) {
                throw data::bad_value("route", "a position lies outside the globe",
                                      "give longitude −180 to 180 and latitude −90 to 90, in degrees");
            }
        }
        const auto repeated = std::ranges::unique(part);
        part.erase(repeated.begin(), repeated.end());
    }
    // A pole and the antimeridian have many names, so positions that differ may still be one place.
    std::erase_if(route, [](const auto& part) { return part.size() < 2 || data::length_m(part) == 0; });
    if (route.empty()) {
        throw data::bad_value("route", "has no length", "give a line of at least two different positions");
    }
    return route;
}

}  // namespace sanvat::analysis
