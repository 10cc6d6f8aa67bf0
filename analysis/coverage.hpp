// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// The number of an arc, or its complement (`~number`) for the arc walked backwards.
using SignedArc = std::int32_t;

[[nodiscard]] constexpr std::size_t arc_of(SignedArc arc) noexcept {
    return static_cast<std::size_t>(arc < 0 ? ~arc : arc);
}

/// Polygons that share their edges, each edge once: what lets neighbours be simplified without coming apart. Two levels
/// (communes and districts of one day) share arcs where their edges do. Immutable once made.
struct Coverage {
    static constexpr std::size_t most_levels = 2;
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    /// A stretch of boundary with the same polygons on either side all along. It ends at nodes, where lines meet or a
    /// neighbour changes; a line without any node is closed, and ends where it begins.
    struct Arc {
        data::LineString line;
        std::array<std::uint32_t, most_levels> left{nobody, nobody};  ///< by level, positions of polygons
        std::array<std::uint32_t, most_levels> right{nobody, nobody};

        [[nodiscard]] bool of_level(std::size_t level) const noexcept {
            return left[level] != nobody || right[level] != nobody;
        }
        [[nodiscard]] bool closed() const noexcept { return line.front() == line.back(); }
    };
    using Ring = std::vector<SignedArc>;           ///< in the direction of data::Polygon's rings
    using Part = std::vector<Ring>;                ///< outer ring first
    using Level = std::vector<std::vector<Part>>;  ///< by polygon

    std::vector<Arc> arcs;
    std::array<Level, most_levels> levels;

    /// Put together from its arcs again.
    [[nodiscard]] data::MultiPolygon polygon(std::size_t level, std::size_t position) const;
};

/// Real files are not clean: lines of two neighbours that are nearer to each other than this, in metres, become one.
inline constexpr double coverage_closing_m = 1;

/// Finds the arcs. Edges count as shared where both ends are equal to the last bit; then gaps and overlaps narrower
/// than `closing_m` are closed by moving vertices of one side onto the other, by less than that, unless it makes a
/// valid polygon invalid; wider ones stay as they are (analysis/coverage_defects.hpp lists both). Null stands for no
/// polygon. Requires at most `most_levels` levels, and closed rings wound as data::Polygon says.
[[nodiscard]] Coverage make_coverage(const std::vector<std::vector<const data::MultiPolygon*>>& levels,
                                     double closing_m = coverage_closing_m);

}  // namespace sanvat::analysis
