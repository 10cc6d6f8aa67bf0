// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

/// Whose records a summary counts, and its filter looks into.
inline constexpr std::array summarised{CollectionId::facilities, CollectionId::products,
                                       CollectionId::raw_material_areas};

struct SummaryQuestion {
    data::AdminLevel by = data::AdminLevel::commune;  ///< commune or district
    std::optional<data::Date> as_of;                  ///< default: the snapshot's reference date
    std::optional<data::Date> units;                  ///< default: Snapshot::units_date
    Filter filter;                                    ///< on the records counted
};

/// One row a unit, sorted by code, then "not placed" with code null. The rows sum to the whole: nothing counted twice
/// or lost. Columns: code, name, facilities, facilities_<kind>, products, products_3/4/5, products_<group>, hectares,
/// hectares_<crop>, then how much of each total is not as reported: derived_facilities, illustrative_facilities and so
/// on; groups are those of the rule book in force on the day. Geometry: the unit's polygon.
struct Summary {
    data::Date as_of;
    data::Date units_as_of;
    data::Table table;
};

/// Throws not_found where the level never had units with polygons.
[[nodiscard]] Summary summarise(const Snapshot& snapshot, const SummaryQuestion& question);

}  // namespace sanvat::analysis
