// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Two units, by their position among the polygons, that share ground.
struct UnitOverlap {
    std::uint32_t first;  ///< the lower one
    std::uint32_t second;
    double area_m2;  ///< geodesic, WGS 84
};

/// Neighbours whose borders miss each other by rounding share less than this, in square metres.
inline constexpr double least_overlap_m2 = 1;

/// Those of the candidates (lower position first, as `Locator::possible_overlaps` gives them) that share ground, and at
/// least so much of it: the largest first, equal ones by position. The polygons must be valid.
[[nodiscard]] std::vector<UnitOverlap> unit_overlaps(
    const std::vector<const data::MultiPolygon*>& polygons,
    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& candidates, double least_m2 = least_overlap_m2);

/// "412 m²", from a hectare on "3.7 ha", below a square metre "0.04 m²" or "less than 0.01 m²".
[[nodiscard]] std::string area_text(double area_m2);

}  // namespace sanvat::analysis
