// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "data/register.hpp"

namespace sanvat::data {

/// The ground that one commune and one former district share: the smallest piece of the coverage.
struct BoundaryCell {
    UnitKey commune;
    UnitKey district;
    MultiPolygon polygon;  ///< shares its vertices with its neighbours
};

/// Puts the rings of boundary_cells.csv together from the arcs of boundary_arcs.csv, of which each stands there once:
/// so neighbours have the very same vertices. Throws Error(bad_input) where arcs do not meet or a ring stays open.
[[nodiscard]] std::vector<BoundaryCell> read_boundary_cells(const std::filesystem::path& folder);

/// Gives every commune and district of the cells, and their parents, the union of their cells.
void add_polygons(Register& sample, const std::vector<BoundaryCell>& cells);

/// Fills the crosswalk: communes from crosswalk_communes.csv (whole), districts from the cells by geodesic area, put
/// right by uncut_parts.csv where the drawn line leaves ground of one district in the cell of another.
void add_crosswalk(const std::filesystem::path& folder, Register& sample, const std::vector<BoundaryCell>& cells);

}  // namespace sanvat::data
