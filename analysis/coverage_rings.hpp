// SPDX-License-Identifier: Apache-2.0
// Inside the analysis module only: a coverage on its way to arcs.
#pragma once

#include <cstdint>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// A ring by the numbers of its vertices, not closed.
struct CoverageRing {
    std::uint32_t level = 0;
    std::uint32_t polygon = 0;  ///< position in the level
    std::uint32_t part = 0;     ///< of the polygon; its outer ring comes before its holes
    std::uint32_t owner = 0;    ///< the polygon's number among those of all levels
    std::vector<std::uint32_t> vertices;
};

struct CoverageRings {
    std::vector<data::LonLat> vertices;  ///< sorted, each once
    std::vector<CoverageRing> rings;
    std::uint32_t owners = 0;
};

/// Drops repeated vertices and spikes that go out and back on themselves; empty where nothing is left.
void tidy(std::vector<std::uint32_t>& ring);

/// Moves vertices by less than `width_m` so that lines that near to each other become one. Polygons that it would make
/// invalid keep their vertices.
void close_cracks(CoverageRings& coverage, double width_m);

}  // namespace sanvat::analysis
