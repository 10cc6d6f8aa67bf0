// SPDX-License-Identifier: Apache-2.0
#include "analysis/nearest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "data/geodesic.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::nearest_test {
namespace {

using test::day;

std::vector<std::string> ids(const std::vector<Hit>& hits) {
    std::vector<std::string> all;
    for (const Hit& hit : hits)
        all.push_back(hit.feature->id);
    return all;
}

struct Crowd {
    test::SmallProvince province;
    std::vector<std::pair<std::string, data::LonLat>> points;

    explicit Crowd(int count) {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> lon(105.5, 107.0);
        std::uniform_real_distribution<double> lat(21.5, 23.0);
        for (int i = 0; i < count; ++i) {
            points.emplace_back("f" + std::to_string(1000 + i), data::LonLat{lon(random), lat(random)});
            province.facility(points.back().first, {}, points.back().second);
        }
    }

    [[nodiscard]] std::vector<std::string> by_brute_force(data::LonLat place, std::size_t k, double reach) const {
        std::vector<std::pair<double, std::string>> all;
        for (const auto& [id, point] : points) {
            const double distance = data::distance_m(place, point);
            if (distance <= reach) all.emplace_back(distance, id);
        }
        std::ranges::sort(all);
        std::vector<std::string> found;
        for (std::size_t i = 0; i < std::min(k, all.size()); ++i)
            found.push_back(all[i].second);
        return found;
    }
};

TEST(Nearest, IsWhatBruteForceFinds) {
    Crowd crowd(400);
    const auto snapshot = crowd.province.snapshot();
    const ProximityScope scope{{CollectionId::facilities}, snapshot->reference_date(), {}};
    std::mt19937 random(11);
    std::uniform_real_distribution<double> lon(104, 108);
    std::uniform_real_distribution<double> lat(20, 24);
    for (int i = 0; i < 50; ++i) {
        const data::LonLat place{lon(random), lat(random)};
        for (const std::size_t k : {1UL, 10UL, 1000UL}) {
            EXPECT_EQ(ids(nearest(*snapshot, place, k, scope)), crowd.by_brute_force(place, k, 1e9));
        }
        for (const double reach : {500.0, 20'000.0, 200'000.0}) {
            EXPECT_EQ(ids(within(*snapshot, place, reach, scope)), crowd.by_brute_force(place, 1000, reach));
        }
    }
}

TEST(Nearest, CrossesNoOceanButFindsEvenTheFarthest) {
    test::SmallProvince province;
    province.facility("f", province.a, data::LonLat{106, 22});
    const auto snapshot = province.snapshot();
    const ProximityScope scope{{CollectionId::facilities}, snapshot->reference_date(), {}};
    const auto hits = nearest(*snapshot, {-74, -22}, 3, scope);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_NEAR(hits[0].distance_m, data::distance_m({-74, -22}, {106, 22}), 1e-6);
}

TEST(Within, LooksOnlyAtRecordsInForceThatPassTheFilter) {
    test::SmallProvince province;
    province.facility("now", province.a, data::LonLat{106.1, 22.1});
    province.facility("gone", province.a, data::LonLat{106.1, 22.1}).validity.to = day("2024-01-01");
    province.facility("shown", province.a, data::LonLat{106.1, 22.1}).lineage.provenance =
        data::Provenance::illustrative;
    const auto snapshot = province.snapshot();
    Filter reported;
    reported.add(parse_provenance_condition("reported,derived"));
    EXPECT_EQ(ids(within(*snapshot, {106.1, 22.1}, 10, {{CollectionId::facilities}, day("2025-07-01"), reported})),
              std::vector<std::string>{"now"});
    EXPECT_EQ(ids(within(*snapshot, {106.1, 22.1}, 10, {{CollectionId::facilities}, day("2023-07-01"), reported})),
              (std::vector<std::string>{"gone", "now"}));
}

TEST(Within, IsZeroInsideAPolygonAndGeodesicOutside) {
    const auto snapshot = test::SmallProvince().snapshot();
    const ProximityScope scope{{CollectionId::communes}, snapshot->reference_date(), {}};
    const auto hits = within(*snapshot, {106.1, 22.1}, 100'000, scope);
    ASSERT_EQ(hits.size(), 3U);
    EXPECT_EQ(hits[0].feature->id, "A-20250701");
    EXPECT_EQ(hits[0].distance_m, 0);
    // Due east to the meridian of B's edge: the geodesic foot lies a little off the parallel.
    EXPECT_NEAR(hits[1].distance_m, data::distance_m({106.1, 22.1}, {106.2, 22.1}), 1);
}

}  // namespace
}  // namespace sanvat::analysis::nearest_test
