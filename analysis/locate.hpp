// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// A unit that holds a place, and the day whose boundaries said so.
struct Located {
    const data::AdminUnit* unit;  ///< points into the snapshot
    data::Date units_as_of;
    data::Value became;  ///< of a former unit: the keys of those it went into, as the collections say it; else null
    data::Value became_name;  ///< their names
};

/// The province, district and commune that hold the place, largest first; of each level the boundaries of `units`, else
/// those that answer a question of `as_of` (Snapshot::units_date). A level that the store has no boundaries of is
/// left out, as is one whose units do not reach the place.
[[nodiscard]] std::vector<Located> locate(const Snapshot& snapshot, data::LonLat place, data::Date as_of,
                                          std::optional<data::Date> units);

}  // namespace sanvat::analysis
