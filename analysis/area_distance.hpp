// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "analysis/declared_unit.hpp"
#include "data/raw_material_area.hpp"

namespace sanvat::analysis {

/// How far a raw-material area is from a point.
struct AreaDistance {
    data::LonLat nearest;    ///< place of the area that is nearest to the point; the point itself inside
    double distance_m = 0;   ///< geodesic on WGS 84; 0 inside
    bool by_outline = true;  ///< false: to the declared units, for want of an outline: it is at least so far
};

/// To `outline`, the area's own, unless it is empty; else to the nearest of the area's declared units. None where no
/// boundary of those is known.
[[nodiscard]] std::optional<AreaDistance> distance_to_area(const data::RawMaterialArea& area,
                                                           const data::MultiPolygon& outline,
                                                           const DeclaredUnits& declared_units, data::LonLat point);

}  // namespace sanvat::analysis
