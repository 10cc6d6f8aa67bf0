// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "analysis/corridor_gpx.hpp"
#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "data/route_reader.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis {
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

/// The least distance to the route by looking at a place every metre or so of every leg.
double sampled_distance(const data::LineString& route, LonLat site) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < route.size(); ++i) {
        const auto leg = data::inverse(route[i], route[i + 1]);
        constexpr int steps = 20'000;
        for (int step = 0; step <= steps; ++step) {
            const LonLat p = data::destination(route[i], leg.azimuth_start_deg, leg.distance_m * step / steps);
            least = std::min(least, data::distance_m(p, site));
        }
    }
    return least;
}

TEST(Corridor, MeasuresWhatBruteForceMeasures) {
    World world;
    std::mt19937 random(3);
    std::uniform_real_distribution<double> lon(105.9, 106.9);
    std::uniform_real_distribution<double> lat(22.2, 23.0);
    std::vector<std::pair<std::string, LonLat>> sites;
    for (int i = 0; i < 12; ++i) {
        sites.emplace_back("s" + std::to_string(10 + i), LonLat{lon(random), lat(random)});
        world.put(sites.back().first.c_str(), sites.back().second);
    }
    const data::LineString route{{106.0, 22.3}, {106.2, 22.9}, {106.75, 22.85}, {106.5, 22.4}};
    const auto found = world.along({route}, 200'000);
    ASSERT_EQ(found.size(), sites.size());
    for (const auto& site : found) {
        const LonLat place = std::get<LonLat>(*site.hit.feature->geometry);
        EXPECT_NEAR(site.hit.distance_m, sampled_distance(route, place), 0.1) << site.hit.feature->id;
    }
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
    EXPECT_EQ(data::read_route(gpx), route);
    const auto south = gpx.find("<name>Cơ sở south</name><desc>km 10.3, 11");
    const auto on =
        gpx.find("<name>Cơ sở on</name><desc>km 20.7, on the route; reported</desc><type>facilities</type>");
    ASSERT_NE(south, std::string::npos) << gpx;
    ASSERT_NE(on, std::string::npos) << gpx;
    EXPECT_LT(south, on);
}

TEST(CheckedRoute, RefusesARouteWithoutLength) {
    const data::MultiLineString one_point{{{106, 22}}};
    const data::MultiLineString same_point{{{106, 22}, {106, 22}, {106, 22}}};
    const data::MultiLineString off_globe{{{106, 22}, {551997.84, 2507463.26}}};
    EXPECT_THROW(static_cast<void>(checked_route(one_point)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(same_point)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route(off_globe)), data::Error);
    EXPECT_THROW(static_cast<void>(checked_route({})), data::Error);
    EXPECT_EQ(checked_route({{{106, 22}, {106, 22}, {106.1, 22}}, {{1, 1}}}),
              (data::MultiLineString{{{106, 22}, {106.1, 22}}}));
}

}  // namespace
}  // namespace sanvat::analysis
