// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/coverage.hpp"

namespace sanvat::tiler {

/// A stretch of boundary with the same polygon on either side all along.
struct BoundaryArc {
    static constexpr std::uint32_t nobody = analysis::Coverage::nobody;

    analysis::Coverage::Ring arcs;  ///< the coverage's, which follow each other
    data::LineString line;          ///< the same as one line
    std::uint32_t left = nobody;    ///< position of the polygon to the left of the line's direction
    std::uint32_t right = nobody;

    /// True on the rim of the whole: one side has no polygon.
    [[nodiscard]] bool outer() const noexcept { return left == nobody || right == nobody; }
};

/// Lines of two neighbours that part by less than this on average, in metres, count as one: real files are not clean.
inline constexpr double crack_m = 5;

/// The boundaries of one level of a coverage, each edge once though two polygons have it, joined to lines as long as
/// possible. Cracks that the coverage kept are closed here, for drawing, and holes no wider than one left out.
[[nodiscard]] std::vector<BoundaryArc> boundary_arcs(const analysis::Coverage& coverage, std::size_t level);

/// A number from 0 to `tints` − 1 for each polygon so that neighbours differ as far as that many tints allow.
[[nodiscard]] std::vector<std::uint32_t> tint_neighbours(std::size_t polygons, const std::vector<BoundaryArc>& arcs,
                                                         std::size_t tints);

}  // namespace sanvat::tiler
