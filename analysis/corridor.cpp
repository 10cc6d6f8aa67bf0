// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "analysis/box_index.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

/// Nearer than this a site stands on the route: below what a GPS or a drawn line can tell.
constexpr double on_route_m = 0.5;

struct Leg {
    LonLat a;
    LonLat b;
    double start_m;  ///< length of the route before it
    double length_m;
    std::size_t part;
};

std::vector<Leg> legs_of(const data::MultiLineString& route) {
    std::vector<Leg> legs;
    double along = 0;
    for (std::size_t part = 0; part < route.size(); ++part) {
        for (std::size_t i = 0; i + 1 < route[part].size(); ++i) {
            const double length = data::distance_m(route[part][i], route[part][i + 1]);
            legs.push_back({route[part][i], route[part][i + 1], along, length, part});
            along += length;
        }
    }
    return legs;
}

/// A leg bulges from the straight line in degrees by less than this part of its length, on any latitude that has roads.
constexpr double bulge = 0.25;

/// A box that certainly holds every place at most `distance_m` off the geodesic from a to b.
data::Envelope box_around_leg(const Leg& leg, double distance_m) {
    const double reach = distance_m + leg.length_m * bulge;
    data::Envelope box = data::box_around(leg.a, reach);
    box.extend(data::box_around(leg.b, reach));
    return box;
}

Side side_of(const Leg& leg, const data::FootPoint& foot, LonLat site) noexcept {
    if (foot.distance_m < on_route_m) return Side::on;
    // Direction of travel at the foot point: towards the leg's end, or away from its start where the foot is the end.
    const bool at_end = foot.place == leg.b;
    const double travel =
        at_end ? data::inverse(leg.a, leg.b).azimuth_end_deg : data::inverse(foot.place, leg.b).azimuth_start_deg;
    const double turn = std::remainder(data::inverse(foot.place, site).azimuth_start_deg - travel, 360);
    if (turn == 0 || std::abs(turn) == 180) return Side::on;
    return turn > 0 ? Side::right : Side::left;
}

/// Metres that a place is at least away from a leg, cheaply: on a plane whose degrees are as short as they get between
/// the two, less what the geodesic may bulge towards the place.
double least_distance_m(LonLat place, const Leg& leg) noexcept {
    constexpr double radians = std::numbers::pi / 180;
    constexpr double least_lat_m = 110'574;  // a degree of latitude at the equator, where it is shortest
    constexpr double least_lon_m = 111'319;  // a degree of longitude at the equator, rounded down
    const double farthest_lat = std::max({std::abs(place.lat), std::abs(leg.a.lat), std::abs(leg.b.lat)});
    const double lon_m = least_lon_m * std::cos(farthest_lat * radians);
    const double ax = (leg.a.lon - place.lon) * lon_m;
    const double ay = (leg.a.lat - place.lat) * least_lat_m;
    const double dx = (leg.b.lon - leg.a.lon) * lon_m;
    const double dy = (leg.b.lat - leg.a.lat) * least_lat_m;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
    constexpr double curvature = 0.98;  // of the Earth's surface over the distances that may be asked
    return curvature * std::hypot(ax + t * dx, ay + t * dy) - leg.length_m * bulge;
}

class Corridor {
public:
    Corridor(const data::MultiLineString& route, double distance_m) : legs_(legs_of(route)), distance_m_(distance_m) {
        std::vector<data::Envelope> boxes;
        boxes.reserve(legs_.size());
        for (const Leg& leg : legs_)
            boxes.push_back(box_around_leg(leg, distance_m));
        constexpr std::size_t legs_in_stretch = 8;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (i % legs_in_stretch == 0) stretches_.emplace_back();
            stretches_.back().extend(boxes[i]);
        }
        index_ = BoxIndex(boxes);
    }

    /// Positions in the table of whatever may lie along the route, ascending.
    [[nodiscard]] std::vector<std::uint32_t> candidates(const FeatureTable& table) const {
        std::vector<std::uint32_t> all;
        for (const data::Envelope& stretch : stretches_) {
            const auto found = table.candidates(stretch);
            all.insert(all.end(), found.begin(), found.end());
        }
        std::ranges::sort(all);
        const auto repeated = std::ranges::unique(all);
        all.erase(repeated.begin(), repeated.end());
        return all;
    }

    /// The nearest place on the route within reach, the first of several equally near ones.
    [[nodiscard]] std::optional<CorridorSite> site(const Hit& hit, LonLat place) const {
        // Feet are dear: the legs that may be nearest come first, and most of the others need none.
        std::vector<std::pair<double, std::uint32_t>> near;
        for (const std::uint32_t position : index_.meeting({place.lon, place.lat, place.lon, place.lat})) {
            const double least = least_distance_m(place, legs_[position]);
            if (least <= distance_m_) near.emplace_back(least, position);
        }
        std::ranges::sort(near);
        std::optional<std::pair<data::FootPoint, std::uint32_t>> best;
        for (const auto& [least, position] : near) {
            // A joint belongs to two legs and is as near on both up to rounding: the first keeps it.
            constexpr double same_m = 1e-6;
            if (best && least > best->first.distance_m + same_m) break;
            const data::FootPoint foot = data::foot_on_leg(place, legs_[position].a, legs_[position].b);
            if (foot.distance_m > distance_m_) continue;
            const bool nearer = !best || foot.distance_m < best->first.distance_m - same_m;
            const bool as_near_and_first =
                best && foot.distance_m <= best->first.distance_m + same_m && position < best->second;
            if (nearer || as_near_and_first) best = {foot, position};
        }
        if (!best) return std::nullopt;
        const auto& [foot, position] = *best;
        const Leg& leg = legs_[position];
        CorridorSite site{hit, (leg.start_m + foot.along_m) / 1000, side_of(leg, foot, place), leg.part, place};
        site.hit.distance_m = foot.distance_m;
        return site;
    }

private:
    std::vector<Leg> legs_;
    double distance_m_;
    BoxIndex index_;
    std::vector<data::Envelope> stretches_;  ///< boxes around a few legs each
};

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

std::vector<CorridorSite> corridor(const Snapshot& snapshot, const data::MultiLineString& route, double distance_m,
                                   const ProximityScope& scope) {
    const Corridor along(route, distance_m);
    const data::DateSpan day{scope.as_of, scope.as_of};
    std::vector<CorridorSite> sites;
    for (const CollectionId id : scope.collections) {
        const auto table = snapshot.features(id, scope.as_of);
        for (const std::uint32_t position : along.candidates(*table)) {
            const Feature& feature = table->features()[position];
            if (!feature.in_force_within(day) || !scope.filter.matches(feature)) continue;
            const auto place = place_of(*feature.geometry);
            if (!place) continue;
            if (auto site = along.site({table, &feature, 0}, *place)) sites.push_back(std::move(*site));
        }
    }
    std::ranges::sort(sites, {}, [](const CorridorSite& site) {
        return std::tuple(site.km_along, site.hit.distance_m, site.hit.feature->collection,
                          std::string_view(site.hit.feature->id));
    });
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
    return sites;
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
    std::erase_if(route, [](const auto& part) { return part.size() < 2; });
    if (route.empty()) {
        throw data::bad_value("route", "has no length", "give a line of at least two different positions");
    }
    return route;
}

}  // namespace sanvat::analysis
