// SPDX-License-Identifier: Apache-2.0
#include "analysis/nearest.hpp"

#include <algorithm>
#include <tuple>

#include "data/geodesic.hpp"

namespace sanvat::analysis {

namespace {

/// Everything on Earth is nearer than this (half a meridian and a bit).
constexpr double farthest_m = 20'100'000;
constexpr double first_radius_m = 2'000;

using Tables = std::vector<std::shared_ptr<const FeatureTable>>;

Tables tables_of(const Snapshot& snapshot, const ProximityScope& scope) {
    Tables tables;
    for (const CollectionId id : scope.collections)
        tables.push_back(snapshot.features(id, scope.as_of));
    return tables;
}

std::vector<Hit> hits_within(const Tables& tables, data::LonLat place, double distance_m, const ProximityScope& scope) {
    const data::DateSpan day{scope.as_of, scope.as_of};
    const data::Envelope box = data::box_around(place, distance_m);
    std::vector<Hit> hits;
    for (const auto& table : tables) {
        for (const std::uint32_t position : table->candidates(box)) {
            const Feature& feature = table->features()[position];
            if (!feature.in_force_within(day) || !scope.filter.matches(feature)) continue;
            const double distance = data::distance_to(*feature.geometry, place);
            if (distance <= distance_m) hits.push_back({table, &feature, distance});
        }
    }
    return hits;
}

void sort_by_distance(std::vector<Hit>& hits) {
    std::ranges::sort(hits, {}, [](const Hit& hit) {
        return std::tuple(hit.distance_m, hit.feature->collection, std::string_view(hit.feature->id));
    });
}

}  // namespace

std::vector<Hit> within(const Snapshot& snapshot, data::LonLat place, double distance_m, const ProximityScope& scope) {
    auto hits = hits_within(tables_of(snapshot, scope), place, distance_m, scope);
    sort_by_distance(hits);
    return hits;
}

std::vector<Hit> nearest(const Snapshot& snapshot, data::LonLat place, std::size_t k, const ProximityScope& scope) {
    const Tables tables = tables_of(snapshot, scope);
    for (double radius = first_radius_m;; radius *= 3) {
        auto hits = hits_within(tables, place, radius, scope);
        if (hits.size() < k && radius < farthest_m) continue;
        sort_by_distance(hits);
        if (hits.size() > k) hits.resize(k);
        return hits;
    }
}

}  // namespace sanvat::analysis
