// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Ground that none of the neighbours around it has, or that two polygons have.
struct CoverageDefect {
    enum class Kind : std::uint8_t { gap, overlap };

    Kind kind = Kind::gap;
    std::vector<std::uint32_t> polygons;  ///< positions, ascending: around the gap, or on top of each other
    data::LonLat place;                   ///< inside
    double area_m2 = 0;
    double width_m = 0;   ///< on average: twice the area over the length of the outline
    bool closed = false;  ///< maps show it closed (`coverage_closing_m`), the data stays as it is
};

/// Gaps and overlaps of polygons that should be a coverage, the widest first. A gap is any hole in their union, so an
/// enclave that belongs to nobody is one too. Polygons that are not valid are left out: what they cover is not known.
/// Takes about a second for 60 polygons of 130,000 vertices.
[[nodiscard]] std::vector<CoverageDefect> coverage_defects(const std::vector<const data::MultiPolygon*>& polygons);

}  // namespace sanvat::analysis
