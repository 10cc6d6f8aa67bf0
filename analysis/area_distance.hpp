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
    bool by_outline = true;  ///< false: to the declared units, since the area has no outline: it is at least so far
};

/// To the area's outline, else to the nearest of its declared units. None where no boundary of those is known.
[[nodiscard]] std::optional<AreaDistance> distance_to_area(const data::RawMaterialArea& area,
                                                           const DeclaredUnits& declared_units, data::LonLat point);

}  // namespace sanvat::analysis
