// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// A feature found around a place. `table` keeps the feature alive.
struct Hit {
    std::shared_ptr<const FeatureTable> table;
    const Feature* feature = nullptr;
    double distance_m = 0;  ///< geodesic on WGS 84; 0 where a line or polygon passes over the place
};

/// What records to look among.
struct ProximityScope {
    std::vector<CollectionId> collections;
    data::Date as_of;
    Filter filter;
};

/// The k nearest, nearest first, ties by collection and id. Features without geometry are never found.
[[nodiscard]] std::vector<Hit> nearest(const Snapshot& snapshot, data::LonLat place, std::size_t k,
                                       const ProximityScope& scope);

/// All at most `distance_m` away, nearest first.
[[nodiscard]] std::vector<Hit> within(const Snapshot& snapshot, data::LonLat place, double distance_m,
                                      const ProximityScope& scope);

}  // namespace sanvat::analysis
