// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/unit_set.hpp"
#include "data/raw_material_area.hpp"

namespace sanvat::analysis {

/// A part of some ground, in one unit or in none.
struct GroundPiece {
    std::optional<std::uint32_t> unit;  ///< position in the set
    double share = 0;                   ///< of the ground, by geodesic area; all pieces together are 1
    data::MultiPolygon ground;
};

/// The ground cut along the units, by position of the unit, what lies in none last. Pieces never overlap, whatever the
/// units do; slivers below a billionth of the ground are dropped. Requires valid polygons with an area: throws
/// Error(bad_store) naming a unit whose polygon is not valid.
[[nodiscard]] std::vector<GroundPiece> cut_by_units(const data::MultiPolygon& ground, const UnitSet& units);

/// The outline of each area, parallel to the table of areas; null where it has none that is valid.
using Outlines = std::vector<const data::MultiPolygon*>;

/// The ground that an area's own hectares lie on: its outline without the outlines of parts, at any depth, that bring
/// hectares of their own (`own`, parallel to `areas`). Empty where the parts leave nothing. Requires that the area has
/// an outline.
[[nodiscard]] data::MultiPolygon own_ground(const std::vector<data::RawMaterialArea>& areas, const Outlines& outlines,
                                            const std::vector<double>& own, std::size_t area);

}  // namespace sanvat::analysis
