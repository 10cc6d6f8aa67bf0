// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "analysis/asked_route.hpp"
#include "analysis/corridor_gpx.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "data/route_reader.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::corridor_test {
namespace {

using data::LonLat;

std::vector<std::string> ids(const std::vector<CorridorSite>& sites) {
    std::vector<std::string> all;
    for (const auto& site : sites)
        all.push_back(site.hit.feature->id);
    return all;
}

struct World {
    test::SmallProvince province;
    std::shared_ptr<const Snapshot> snapshot;

    void put(const char* id, LonLat p) { province.facility(id, {}, p); }
    std::vector<CorridorSite> along(const data::MultiLineString& route, double distance_m) {
        snapshot = province.snapshot();
        return corridor(*snapshot, route, distance_m, {{CollectionId::facilities}, snapshot->reference_date(), {}});
    }
};

TEST(Corridor, ListsSitesInTravelOrderWithSides) {
    World world;
    world.put("north", {106.3, 22.01});
    world.put("south", {106.1, 21.99});
    world.put("on", {106.2, 22.0});
    world.put("far", {106.2, 22.2});
    const data::MultiLineString east{{{106.0, 22.0}, {106.2, 22.0}, {106.4, 22.0}}};
    const auto sites = world.along(east, 2000);
    ASSERT_EQ(ids(sites), (std::vector<std::string>{"south", "on", "north"}));
    EXPECT_EQ(sites[0].side, Side::right);
    EXPECT_EQ(sites[1].side, Side::on);
    EXPECT_EQ(sites[2].side, Side::left);
    EXPECT_NEAR(sites[1].km_along, data::distance_m({106.0, 22.0}, {106.2, 22.0}) / 1000, 1e-9) << "exact at a joint";

    const data::MultiLineString west{{{106.4, 22.0}, {106.2, 22.0}, {106.0, 22.0}}};
    const auto back = world.along(west, 2000);
    EXPECT_EQ(ids(back), (std::vector<std::string>{"north", "on", "south"}));
    EXPECT_EQ(back[0].side, Side::right);
}

TEST(Corridor, ReachesRoundTheEndsOfTheRoute) {
    World world;
    world.put("before", {105.995, 22.0});
    world.put("behind", {106.105, 22.003});
    const auto sites = world.along({{{106.0, 22.0}, {106.1, 22.0}}}, 1000);
    ASSERT_EQ(ids(sites), (std::vector<std::string>{"before", "behind"}));
    EXPECT_EQ(sites[0].km_along, 0);
    EXPECT_NEAR(sites[0].hit.distance_m, data::distance_m({105.995, 22.0}, {106.0, 22.0}), 1e-6);
    EXPECT_NEAR(sites[1].km_along, data::distance_m({106.0, 22.0}, {106.1, 22.0}) / 1000, 1e-9);
    EXPECT_EQ(sites[1].side, Side::left);
}

TEST(Corridor, CountsASiteOnceAtItsFirstNearestPlaceOfALoop) {
    World world;
    world.put("at_start", {106.0, 21.999});
    const data::LineString loop{{106.0, 22.0}, {106.1, 22.0}, {106.1, 22.1}, {106.0, 22.0}, {105.9, 22.0}};
    const auto sites = world.along({loop}, 500);
    ASSERT_EQ(sites.size(), 1U);
    EXPECT_EQ(sites[0].km_along, 0);
}

TEST(Corridor, AddsThePartsOfARouteUp) {
    World world;
    world.put("second", {106.5, 22.0});
    const data::MultiLineString two{{{106.0, 22.0}, {106.1, 22.0}}, {{106.5, 22.0}, {106.6, 22.0}}};
    const auto sites = world.along(two, 100);
    ASSERT_EQ(sites.size(), 1U);
    EXPECT_EQ(sites[0].route_part, 1U);
    EXPECT_NEAR(sites[0].km_along, data::distance_m({106.0, 22.0}, {106.1, 22.0}) / 1000, 1e-9)
        << "gaps have no length";
}

/// The place of one leg that is nearest to a site, by brute force: looked at every hundredth of the leg, and solved by
/// halving for where the way to the site stands square.
struct LegFoot {
    double distance_m;
    double along_m;  ///< from the leg's start
};

LegFoot foot_by_brute_force(LonLat a, LonLat b, LonLat site) {
    const auto leg = data::inverse(a, b);
    const auto distance_at = [&](double along) {
        return data::distance_m(data::destination(a, leg.azimuth_start_deg, along), site);
    };
    /// Above 0 where the site lies ahead.
    const auto ahead_at = [&](double along) {
        const LonLat place = data::destination(a, leg.azimuth_start_deg, along);
        const double travel = along > 0 ? data::inverse(a, place).azimuth_end_deg : leg.azimuth_start_deg;
        const double turn = data::inverse(place, site).azimuth_start_deg - travel;
        return 90 - std::abs(std::remainder(turn, 360));
    };
    LegFoot best{data::distance_m(a, site), 0};
    const auto look_at = [&](double along) {
        if (const double distance = distance_at(along); distance < best.distance_m) best = {distance, along};
    };
    constexpr int steps = 100;
    for (int step = 1; step <= steps; ++step)
        look_at(leg.distance_m * step / steps);
    double low = 0;
    double high = leg.distance_m;
    while (high - low > 1e-4) {
        const double middle = (low + high) / 2;
        (ahead_at(middle) > 0 ? low : high) = middle;
    }
    look_at(low);
    return best;
}

struct BruteForce {
    double distance_m = std::numeric_limits<double>::infinity();
    std::vector<std::pair<double, double>> feet;  ///< metres off and along the route, leg by leg

    BruteForce(const data::MultiLineString& route, LonLat site) {
        double start = 0;
        for (const data::LineString& part : route) {
            for (std::size_t i = 0; i + 1 < part.size(); ++i) {
                const LegFoot foot = foot_by_brute_force(part[i], part[i + 1], site);
                feet.emplace_back(foot.distance_m, start + foot.along_m);
                distance_m = std::min(distance_m, foot.distance_m);
                start += data::distance_m(part[i], part[i + 1]);
            }
        }
    }

    /// Places on the route as near as the nearest, up to so much.
    [[nodiscard]] std::vector<double> nearest_along_m(double slack_m) const {
        std::vector<double> along;
        for (const auto& [distance, at] : feet) {
            if (distance <= distance_m + slack_m) along.push_back(at);
        }
        return along;
    }
};

/// Routes that wander, close, go back the way they came, or have parts.
class RandomRoute {
public:
    RandomRoute(std::mt19937& random, LonLat centre, double leg_m) : random_(random), leg_m_(leg_m) {
        line_.emplace_back();
        line_.back().push_back(centre);
        for (int i = number(1, 5); i > 0; --i)
            walk();
        const int shape = number(0, 3);
        if (shape == 1) line_.back().push_back(centre);
        if (shape == 2) line_.back().insert(line_.back().end(), line_.back().rbegin() + 1, line_.back().rend());
        if (shape == 3) {
            line_.push_back({around(centre, 3 * leg_m)});
            walk();
            walk();
        }
    }

    [[nodiscard]] const data::MultiLineString& line() const { return line_; }

    [[nodiscard]] LonLat around(LonLat place, double most_m) {
        return data::destination(place, uniform(-180, 180), uniform(0, most_m));
    }

    /// On the line, at its joints and ends, and off it.
    [[nodiscard]] LonLat site(double off_m) {
        const auto& part = line_[static_cast<std::size_t>(number(0, static_cast<int>(line_.size()) - 1))];
        const auto at = static_cast<std::size_t>(number(0, static_cast<int>(part.size()) - 2));
        const auto leg = data::inverse(part[at], part[at + 1]);
        switch (number(0, 3)) {
            case 0:
                return part[at];
            case 1:
                return part.back();
            case 2:
                return data::destination(part[at], leg.azimuth_start_deg, uniform(0, 1) * leg.distance_m);
            default:
                return around(part[at], off_m);
        }
    }

private:
    void walk() { line_.back().push_back(data::destination(line_.back().back(), uniform(-180, 180), leg())); }
    double leg() { return uniform(0.1, 1) * leg_m_; }
    double uniform(double low, double high) { return std::uniform_real_distribution(low, high)(random_); }
    int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

    std::mt19937& random_;
    double leg_m_;
    data::MultiLineString line_;
};

void expect_what_brute_force_measures(const data::MultiLineString& route,
                                      const std::vector<std::pair<std::string, LonLat>>& sites, double distance_m) {
    World world;
    for (const auto& [id, place] : sites)
        world.put(id.c_str(), place);
    std::map<std::string, CorridorSite> found;
    for (const CorridorSite& site : world.along(route, distance_m))
        EXPECT_TRUE(found.emplace(site.hit.feature->id, site).second) << "each once";
    for (const auto& [id, place] : sites) {
        const BruteForce expected(route, place);
        const auto site = found.find(id);
        SCOPED_TRACE(testing::Message() << id << " at " << place.lon << " " << place.lat << ", " << expected.distance_m
                                        << " m off");
        if (std::abs(expected.distance_m - distance_m) < 0.001) continue;
        ASSERT_EQ(site != found.end(), expected.distance_m < distance_m);
        if (site == found.end()) continue;
        EXPECT_NEAR(site->second.hit.distance_m, expected.distance_m, 0.001);
        const double along_m = site->second.km_along * 1000;
        const auto near = expected.nearest_along_m(1e-3);
        EXPECT_TRUE(std::ranges::any_of(near, [&](double at) { return std::abs(at - along_m) < 0.1; })) << along_m;
        EXPECT_LE(along_m, expected.nearest_along_m(1e-7).front() + 0.1) << "the first of several as near";
    }
}

TEST(Corridor, MeasuresWhatBruteForceMeasures) {
    std::mt19937 random(3);
    for (const LonLat centre : {LonLat{106.2, 22.6},
                                {-70, -1e-3},
                                {10, 60},
                                {25, 84},
                                {-140, -88.5},
                                {0, 89.99},
                                {179.999, 22},
                                {-180, -65},
                                {180, 0}}) {
        for (const double leg_m : {80.0, 9'000.0, 150'000.0}) {
            RandomRoute route(random, centre, leg_m);
            for (const double distance_m : {leg_m / 3, 200'000.0}) {
                SCOPED_TRACE(testing::Message() << "centre " << centre.lon << " " << centre.lat << ", legs of " << leg_m
                                                << " m, within " << distance_m << " m");
                std::vector<std::pair<std::string, LonLat>> sites;
                for (int i = 0; i < 12; ++i)
                    sites.emplace_back("s" + std::to_string(10 + i), route.site(1.5 * distance_m));
                expect_what_brute_force_measures(route.line(), sites, distance_m);
            }
        }
    }
}

TEST(Corridor, FollowsTheShortWayOverTheAntimeridian) {
    World world;
    world.put("middle", {180, 10});
    world.put("east", {-179.9, 10.001});
    world.put("other_side_of_the_globe", {0, 10});
    const auto sites = world.along({{{179.5, 10}, {-179.5, 10}}}, 1000);
    ASSERT_EQ(ids(sites), (std::vector<std::string>{"middle", "east"}));
    EXPECT_EQ(sites[1].side, Side::left);
}

/// The stop that a site belongs to: the first of those nearest to it.
std::size_t stop_by_brute_force(LonLat site, const std::vector<RouteStop>& stops) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        if (data::distance_m(site, stops[i].place) < data::distance_m(site, stops[best].place)) best = i;
    }
    return best;
}

TEST(CorridorByStop, GivesEachSiteTheStopNearestToIt) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> lon(105.9, 106.9);
    std::uniform_real_distribution<double> lat(22.2, 22.6);
    World world;
    for (int i = 0; i < 300; ++i)
        world.put(("s" + std::to_string(1000 + i)).c_str(), {lon(random), lat(random)});
    const data::LineString line{{106.0, 22.3}, {106.3, 22.5}, {106.8, 22.4}};
    std::vector<RouteStop> stops;
    for (int i = 0; i < 9; ++i)
        stops.push_back({2 * i, "stop" + std::to_string(i), "Điểm " + std::to_string(i), {lon(random), lat(random)}});
    const auto in_travel_order = world.along({line}, 15'000);
    ASSERT_GT(in_travel_order.size(), 100U);

    auto sites = in_travel_order;
    give_stops(sites, stops);
    for (const CorridorSite& site : sites) {
        const RouteStop& expected = stops[stop_by_brute_force(site.place, stops)];
        ASSERT_TRUE(site.stop);
        EXPECT_EQ(site.stop->id, expected.id) << site.hit.feature->id;
        EXPECT_EQ(site.stop->order, expected.order);
        EXPECT_EQ(site.stop->name, expected.name);
        // Under 20 km both are within 0.1 mm of each other.
        EXPECT_NEAR(site.stop_distance_m, data::distance_m(site.place, expected.place), 2e-4);
    }

    put_in_order(sites, CorridorOrder::stop, "by", stops);
    std::vector<std::string> expected;
    for (std::size_t stop = 0; stop < stops.size(); ++stop) {
        for (const CorridorSite& site : in_travel_order) {
            if (stop_by_brute_force(site.place, stops) == stop) expected.push_back(site.hit.feature->id);
        }
    }
    EXPECT_EQ(ids(sites), expected) << "each once, by stop, in travel order about each";
    std::ranges::sort(sites, {}, &CorridorSite::order);
    EXPECT_EQ(ids(sites), ids(in_travel_order)) << "the order is that along the whole route";
}

TEST(CorridorByStop, KeepsToTheFirstOfStopsAsNear) {
    World world;
    world.put("at", {106.1, 22.0});
    auto sites = world.along({{{106.0, 22.0}, {106.2, 22.0}}}, 500);
    give_stops(sites, {{1, "first", "Đi", {106.1, 22.0}}, {2, "second", "Về", {106.1, 22.0}}});
    ASSERT_EQ(sites.size(), 1U);
    EXPECT_EQ(sites[0].stop->id, "first");
    EXPECT_EQ(sites[0].stop_distance_m, 0);
}

TEST(CorridorByStop, NeedsStops) {
    World world;
    world.put("at", {106.1, 22.0});
    auto sites = world.along({{{106.0, 22.0}, {106.2, 22.0}}}, 500);
    give_stops(sites, {});
    EXPECT_FALSE(sites[0].stop);
    put_in_order(sites, CorridorOrder::route, "by", {});
    try {
        put_in_order(sites, CorridorOrder::stop, "--by", {});
        FAIL() << "was ordered";
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        EXPECT_EQ(error.place().parameter, "--by");
    }
    EXPECT_THROW(static_cast<void>(parse_corridor_order("by", "stops")), data::Error);
}

TEST(AskedRoute, HasTheLocatedStopsOfTheStoreInTheirOrder) {
    test::SmallProvince province;
    province.content.tour_routes.push_back({.id = "r",
                                            .name = "Tuyến",
                                            .theme = {},
                                            .line = {{{106.0, 22.0}, {106.4, 22.0}}},
                                            .line_note = {},
                                            .lineage = {}});
    const auto stop = [&](const char* id, const char* route, int position, std::optional<LonLat> point) {
        data::TourStop made;
        made.id = id;
        made.name = std::string("Điểm ") + id;
        made.route = route;
        made.position = position;
        made.point = point;
        province.content.tour_stops.push_back(made);
    };
    stop("z", "r", 1, LonLat{106.4, 22.0});
    stop("a", "r", 3, LonLat{106.0, 22.0});
    stop("unknown", "r", 2, {});
    stop("elsewhere", "other", 1, LonLat{106.2, 22.0});
    const auto snapshot = province.snapshot();
    const AskedRoute route = stored_route(*snapshot, "route", "r");
    ASSERT_EQ(route.stops.size(), 2U);
    EXPECT_EQ(route.stops[0].id, "z") << "as stored, whichever way the line runs";
    EXPECT_EQ(route.stops[1].name, "Điểm a");
    EXPECT_EQ(route.stops[1].order, 3) << "numbers stay those of the store";
    EXPECT_THROW(static_cast<void>(stored_route(*snapshot, "route", "none")), data::Error);
}

TEST(AskedRoute, PutsTheNamedPointsOfAFileIntoTravelOrder) {
    const AskedRoute route = own_route({.line = {{{106.0, 22.0}, {106.4, 22.0}}, {{107.0, 22.0}, {106.9, 22.0}}},
                                        .points = {{{106.91, 22.0}, "last", "7"},
                                                   {{106.3, 23.0}, "far", std::nullopt},
                                                   {{105.0, 22.0}, "before", std::nullopt},
                                                   {{104.0, 22.0}, "before, too", std::nullopt}}});
    std::vector<std::string> names;
    for (const RouteStop& stop : route.stops) {
        names.push_back(stop.name);
        EXPECT_EQ(stop.order, static_cast<int>(names.size()));
    }
    EXPECT_EQ(names, (std::vector<std::string>{"before", "before, too", "far", "last"}));
    EXPECT_EQ(route.stops[3].id, "7");
    EXPECT_EQ(route.stops[2].id, std::nullopt);
}

TEST(Corridor, AddsUpTheDetoursOfChosenSites) {
    World world;
    world.put("north", {106.3, 22.01});
    world.put("south", {106.1, 21.99});
    world.put("on", {106.2, 22.0});
    const auto all = world.along({{{106.0, 22.0}, {106.4, 22.0}}}, 2000);
    const auto chosen = chosen_sites(all, "sites", {"north", "south", "north"});
    EXPECT_EQ(ids(chosen), (std::vector<std::string>{"south", "north"})) << "in travel order, each once";
    double expected = 0;
    for (const auto& site : chosen) {
        EXPECT_DOUBLE_EQ(site.detour_m(), 2 * site.hit.distance_m);
        expected += 2 * site.hit.distance_m;
    }
    EXPECT_DOUBLE_EQ(total_detour_m(chosen), expected);
    EXPECT_NEAR(expected, 2 * 2 * 1107, 10) << "a hundredth of a degree is 1,107 m there";
    EXPECT_EQ(total_detour_m({}), 0);
    try {
        static_cast<void>(chosen_sites(all, "sites", {"north", "nowhere"}));
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.place().parameter, "sites");
        EXPECT_NE(error.problem().find("nowhere"), std::string::npos);
    }
}

TEST(Corridor, GoesOntoAPhone) {
    World world;
    world.put("south", {106.1, 21.99});
    world.put("on", {106.2, 22.0});
    const data::MultiLineString route{{{106.0, 22.0}, {106.2, 22.0}, {106.4, 22.0}}};
    const std::string gpx = corridor_gpx("Tuyến", route, world.along(route, 2000));
    EXPECT_EQ(data::read_route(gpx).line, route);
    const auto south = gpx.find("<name>Cơ sở south</name><desc>km 10.3, 11");
    const auto on =
        gpx.find("<name>Cơ sở on</name><desc>km 20.7, on the route; reported</desc><type>facilities</type>");
    ASSERT_NE(south, std::string::npos) << gpx;
    auto sites = world.along(route, 2000);
    give_stops(sites, {{1, "s", "Chợ", {106.2, 22.0}}});
    EXPECT_NE(corridor_gpx("Tuyến", route, sites).find("on the route; 0 m from the stop Chợ; reported"),
              std::string::npos);
    ASSERT_NE(on, std::string::npos) << gpx;
    EXPECT_LT(south, on);
}

TEST(CheckedRoute, RefusesARouteWithoutLength) {
    const data::MultiLineString one_point{{{106, 22}}};
    const data::MultiLineString same_point{{{106, 22}, {106, 22}, {106, 22}}};
    const data::MultiLineString off_globe{{{106, 22}, {551997.84, 2507463.26}}};
    const data::MultiLineString one_pole{{{106, 90}, {-20, 90}}};
    const data::MultiLineString one_meridian{{{180, 22}, {-180, 22}}};
    EXPECT_THROW(static_cast<void>(checked_route(one_pole)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(one_meridian)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(one_point)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(same_point)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(off_globe)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route({})), data::Error);
    EXPECT_EQ(checked_route({{{106, 22}, {106, 22}, {106.1, 22}}, {{1, 1}}}),
              (data::MultiLineString{{{106, 22}, {106.1, 22}}}));
}

}  // namespace
}  // namespace sanvat::analysis::corridor_test
