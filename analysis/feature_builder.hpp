// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analysis/feature_table.hpp"
#include "analysis/placement.hpp"
#include "analysis/record_places.hpp"

namespace sanvat::analysis {

/// What the attributes of a record are made of. Placements are null where the store has no units of that level.
struct FeatureContext {
    const data::Register& content;
    const RecordPlaces& places;
    const DeclaredUnits& declared_units;
    const Placement* communes;
    const Placement* districts;
    data::Date as_of;
};

/// One feature a record, in the order of the register's table, with values in the order of the collection's properties.
[[nodiscard]] std::vector<Feature> build_features(CollectionId collection, const FeatureContext& context);

}  // namespace sanvat::analysis
