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

/// Whether a feature of the table is one that was asked for.
auto accepting(const FeatureTable& table, const ProximityScope& scope) {
    return [&table, &scope, day = data::DateSpan{scope.as_of, scope.as_of}](std::uint32_t position) {
        const Feature& feature = table.features()[position];
        return feature.in_force_within(day) && scope.filter.matches(feature) && scope.filter.shows_place(feature);
    };
}

/// Lines and polygons are few and large: their boxes first, then their distance.
std::vector<PointIndex::Found> shapes_within(const FeatureTable& table, data::LonLat place, double distance_m,
                                             const ProximityScope& scope) {
    const auto accept = accepting(table, scope);
    std::vector<PointIndex::Found> found;
    for (const std::uint32_t position : table.candidates(data::box_around(place, distance_m))) {
        if (!accept(position)) continue;
        const double distance = data::distance_to(*table.features()[position].geometry, place);
        if (distance <= distance_m) found.push_back({position, distance});
    }
    return found;
}

std::vector<PointIndex::Found> found_within(const FeatureTable& table, data::LonLat place, double distance_m,
                                            const ProximityScope& scope) {
    if (table.only_points()) return table.points().within(place, distance_m, accepting(table, scope));
    return shapes_within(table, place, distance_m, scope);
}

std::vector<PointIndex::Found> nearest_of(const FeatureTable& table, data::LonLat place, std::size_t k,
                                          const ProximityScope& scope) {
    if (table.only_points()) return table.points().nearest(place, k, accepting(table, scope));
    for (double radius = first_radius_m;; radius *= 3) {
        auto found = shapes_within(table, place, radius, scope);
        if (found.size() >= k || radius >= farthest_m) return found;
    }
}

void add_hits(std::vector<Hit>& hits, const std::shared_ptr<const FeatureTable>& table,
              const std::vector<PointIndex::Found>& found) {
    for (const auto& [position, distance_m] : found)
        hits.push_back({table, &table->features()[position], distance_m});
}

void sort_by_distance(std::vector<Hit>& hits) {
    std::ranges::sort(hits, {}, [](const Hit& hit) {
        return std::tuple(hit.distance_m, hit.feature->collection, std::string_view(hit.feature->id));
    });
}

}  // namespace

std::vector<Hit> within(const Snapshot& snapshot, data::LonLat place, double distance_m, const ProximityScope& scope) {
    std::vector<Hit> hits;
    for (const auto& table : tables_of(snapshot, scope))
        add_hits(hits, table, found_within(*table, place, distance_m, scope));
    sort_by_distance(hits);
    return hits;
}

std::vector<Hit> nearest(const Snapshot& snapshot, data::LonLat place, std::size_t k, const ProximityScope& scope) {
    std::vector<Hit> hits;
    for (const auto& table : tables_of(snapshot, scope))
        add_hits(hits, table, nearest_of(*table, place, k, scope));
    sort_by_distance(hits);
    if (hits.size() > k) hits.resize(k);
    return hits;
}

}  // namespace sanvat::analysis
