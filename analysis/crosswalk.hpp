// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

/// The part of one unit that lies in another one of the units of another level and time.
struct CrosswalkPart {
    std::size_t from = 0;                     ///< position in the first set
    std::optional<std::size_t> to;            ///< position in the second set; none: what the crosswalk leads nowhere
    double share = 0;                         ///< of the first unit's area; the parts of a unit are 1 together
    const data::CrosswalkRow* row = nullptr;  ///< what says so; null for the rest. Points into the register
};

/// All parts of all units of `from`, by position in it and in `to`. The crosswalk is read in either direction: from old
/// units by share_of_old, from new ones by share_of_new. A share that no row tells goes nowhere; rows that make more
/// than 1 together are scaled down to it.
[[nodiscard]] std::vector<CrosswalkPart> crosswalk_parts(const data::Register& content, const UnitSet& from,
                                                         const UnitSet& to);

/// Figures of the first units (by position, "not placed" last) carried to the second units by the parts (by position,
/// "not placed" last). The sum stays the same.
[[nodiscard]] std::vector<double> carried(const std::vector<double>& figures, const std::vector<CrosswalkPart>& parts,
                                          std::size_t to_units);

struct CrosswalkQuestion {
    data::AdminLevel from = data::AdminLevel::district;  ///< commune or district
    data::AdminLevel to = data::AdminLevel::commune;     ///< the other one
    std::string figure;                                  ///< a numeric column of the summary
    std::optional<data::Date> as_of;                     ///< default: the snapshot's reference date
    Filter filter;                                       ///< on the records counted
};

/// One figure by other units than it was counted by: as `by_area` carried from the first units by their shares of area,
/// which assumes that it is spread evenly, and as `by_records` counted anew from the records themselves, which is what
/// to trust where records can be placed. Both columns sum to `total`.
///
/// `units`: code, name, by_area, by_records, difference (by_area less by_records), parts (in words: how much of which
/// unit, on what basis, by which decree); a row a unit of `to`, by code, then "not placed". Geometry: the unit's.
/// `parts`: from_code, from_name, to_code, to_name, share_of_from, share_of_old, share_of_new, basis, decree,
/// provenance, figure (of the unit it comes from), carried; by both codes, what leads nowhere with to_code null.
struct Crosswalk {
    data::Date as_of;
    data::Date from_units_as_of;
    data::Date to_units_as_of;
    double total = 0;
    data::Table units;
    data::Table parts;
};

/// Throws bad_value for levels that are the same and for a figure that the summary does not have; not_found where a
/// level never had units with polygons.
[[nodiscard]] Crosswalk crosswalk(const Snapshot& snapshot, const CrosswalkQuestion& question);

}  // namespace sanvat::analysis
