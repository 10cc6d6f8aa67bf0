// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

struct OverlayQuestion {
    data::AdminLevel by = data::AdminLevel::commune;  ///< commune or district
    std::optional<data::Date> as_of;                  ///< default: the snapshot's reference date
    std::optional<data::Date> units;                  ///< default: Snapshot::units_date
    Filter filter;                                    ///< on the areas
};

/// Hectares of an answer: all of them, and by what says where they lie.
struct OverlayTotals {
    double hectares = 0;
    double by_outline = 0;               ///< on outlines that are reported or derived
    double by_illustrative_outline = 0;  ///< on outlines made up for showing
    double by_place = 0;                 ///< by the unit that an area without outline declares
    double not_placed = 0;               ///< in no unit, or nobody knows in which
};

/// Raw-material areas laid over units. No hectare counts twice: an area that has others as its parts brings only what
/// these leave (`own_hectares`), on the ground that they leave. It is spread over the units by the geodesic area (WGS
/// 84) that its outline has in each, equal density assumed; without a usable outline it counts in the one unit that
/// certainly holds its declared place. Where units overlap, the lower code gets the ground.
///
/// `pieces` has a row for each area and unit, by area and unit code, the part in no unit last (code null, name "not
/// placed"). Every area comes, one without hectares on the day with 0; the shares of an area's rows are 1 together.
/// Columns: area, area_name, crop, crop_name, code, name; hectares (to 1 cm²), share (of the area's own hectares),
/// share_of_all (of all hectares of the answer); basis (outline, place, none); own_hectares; declared_hectares and
/// declared_period (the area's latest figure), measured_hectares (of its whole outline), difference_percent (measured
/// against declared), differs (over 20 %; null where one is missing); provenance, outline_provenance, note.
/// Geometry: the piece of the outline; none where there is no outline.
///
/// `units` has a row for each unit with hectares, by code, then "not placed": code, name, areas, hectares, share.
struct Overlay {
    data::Date as_of;
    data::Date units_as_of;
    OverlayTotals totals;
    data::Table pieces;
    data::Table units;
};

/// Throws not_found where the level never had units with polygons, bad_store where a unit's polygon is invalid.
[[nodiscard]] Overlay overlay(const Snapshot& snapshot, const OverlayQuestion& question);

/// "Only these crops", a comma list. Throws bad_value naming the parameter where no area of the store grows one.
[[nodiscard]] PropertyCondition parse_crop_condition(const Snapshot& snapshot, const std::string& parameter,
                                                     std::string_view crops);

}  // namespace sanvat::analysis
