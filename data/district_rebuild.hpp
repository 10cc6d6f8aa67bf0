// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/register.hpp"

namespace sanvat::data {

/// What became of the units above communes that got new outlines.
struct DistrictRebuild {
    std::vector<std::string> rebuilt;   ///< full names of units with a new outline
    std::vector<std::string> warnings;  ///< what was left as it was, and why
};

/// Brings former districts, the crosswalk's pieces and shares, and the communes' parents up to communes whose outlines
/// are new (`outlined`, all with polygons; beside each key the outline it had before, or nothing), so that all are one
/// coverage again.
///
/// A commune that came from one district goes there whole. One that joins parts of several is cut along the old inner
/// line: the edges that the crosswalk's old pieces share. The ends of that line move to the new outline, to its edge
/// with the same neighbour; whatever line and outline enclose goes to the district whose old piece covers most of it.
/// Where the cut meets an outline between two of its positions, the position is added to the communes on both sides,
/// so that edges stay shared exactly. A commune whose pieces share no edge goes whole to the district with the largest.
///
/// Before that, communes that overlap or miss each other by less than a hectare are mended, and the report says so; and
/// an outline that is the former one without positions along its edges is that one still, so that the same file again
/// changes nothing.
///
/// Nothing is rebuilt, with a warning, where the new outlines overlap other communes that kept theirs: then only a part
/// of a coverage was replaced. A district with a commune that has no outline keeps its own.
[[nodiscard]] DistrictRebuild rebuild_districts(Register& content, const std::map<UnitKey, MultiPolygon>& outlined);

/// The same for those districts only that have no outline yet; whole communes and given pieces, nothing is cut anew.
[[nodiscard]] DistrictRebuild fill_missing_districts(Register& content);

}  // namespace sanvat::data
