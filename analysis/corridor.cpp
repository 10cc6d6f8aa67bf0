// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

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
    std::size_t part;
};

std::vector<Leg> legs_of(const data::MultiLineString& route) {
    std::vector<Leg> legs;
    double along = 0;
    for (std::size_t part = 0; part < route.size(); ++part) {
        for (std::size_t i = 0; i + 1 < route[part].size(); ++i) {
            legs.push_back({route[part][i], route[part][i + 1], along, part});
            along += data::distance_m(route[part][i], route[part][i + 1]);
        }
    }
    return legs;
}

/// A box that certainly holds every place at most `distance_m` off the geodesic from a to b: the leg bulges from the
/// straight line in degrees by less than a quarter of its length on any latitude that has roads.
data::Envelope box_around_leg(const Leg& leg, double distance_m) {
    const double reach = distance_m + data::distance_m(leg.a, leg.b) / 4;
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

class Corridor {
public:
    Corridor(const data::MultiLineString& route, double distance_m) : legs_(legs_of(route)), distance_m_(distance_m) {
        std::vector<data::Envelope> boxes;
        for (const Leg& leg : legs_) {
            boxes.push_back(box_around_leg(leg, distance_m));
            extent_.extend(boxes.back());
        }
        index_ = BoxIndex(boxes);
    }

    [[nodiscard]] const data::Envelope& extent() const noexcept { return extent_; }

    /// The nearest place on the route within reach, the first of several equally near ones.
    [[nodiscard]] std::optional<CorridorSite> site(const Hit& hit, LonLat place) const {
        std::optional<CorridorSite> best;
        for (const std::uint32_t position : index_.meeting({place.lon, place.lat, place.lon, place.lat})) {
            const Leg& leg = legs_[position];
            const data::FootPoint foot = data::foot_on_leg(place, leg.a, leg.b);
            // A joint belongs to two legs and is as near on both up to rounding: the first keeps it.
            constexpr double same_m = 1e-6;
            const double limit = best ? best->hit.distance_m - same_m : distance_m_;
            if (foot.distance_m > limit) continue;
            best = CorridorSite{hit, (leg.start_m + foot.along_m) / 1000, side_of(leg, foot, place), leg.part};
            best->hit.distance_m = foot.distance_m;
        }
        return best;
    }

private:
    std::vector<Leg> legs_;
    double distance_m_;
    BoxIndex index_;
    data::Envelope extent_;
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
        for (const std::uint32_t position : table->candidates(along.extent())) {
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
