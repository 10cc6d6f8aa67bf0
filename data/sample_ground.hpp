// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "data/random.hpp"
#include "data/register.hpp"
#include "data/sample_boundaries.hpp"

namespace sanvat::data {

/// Where made records may stand, and which units lie in which. Looks at a register whose units, polygons and crosswalk
/// are complete; they and the cells must outlive it and stay where they are.
class SampleGround {
public:
    SampleGround(const Register& sample, const std::vector<BoundaryCell>& cells, double inside_m);

    /// Throws Error(bad_input) for a key that is no unit.
    [[nodiscard]] const AdminUnit& unit(const UnitKey& key) const;

    /// True where the unit is the place or belongs to it, by parents.
    [[nodiscard]] bool lies_within(const UnitKey& key, const UnitKey& place) const;

    [[nodiscard]] const std::vector<BoundaryCell>& cells() const noexcept { return *cells_; }

    /// The communes that have ground, in order of their keys.
    [[nodiscard]] std::vector<UnitKey> communes() const;

    /// The former communes that lie in the cell: of its district, and merged into its commune.
    [[nodiscard]] const std::vector<UnitKey>& former_communes(std::size_t cell) const { return former_[cell]; }

    /// How many former communes merged into the commune.
    [[nodiscard]] std::size_t merged_into(const UnitKey& commune) const;

    struct Spot {
        LonLat point;
        std::size_t cell = 0;
    };

    /// A place by chance in the commune, `inside_m` away from the outline of its cell, so that it changes neither
    /// commune nor district when finer boundaries come. In a commune too narrow for that, its innermost point.
    [[nodiscard]] Spot spot_in(const UnitKey& commune, Random& random) const;

    /// The ground of a unit: its polygon, or for a former commune without one the cell it lies in. Null for neither.
    [[nodiscard]] const MultiPolygon* ground_of(const UnitKey& key) const;

private:
    [[nodiscard]] std::size_t cell_of(const UnitKey& commune, LonLat point) const;

    const Register* sample_;
    const std::vector<BoundaryCell>* cells_;
    double inside_m_;
    std::map<UnitKey, std::size_t> units_;
    std::map<UnitKey, std::vector<std::size_t>> cells_of_commune_;
    std::map<UnitKey, std::size_t> merged_;
    std::map<UnitKey, std::size_t> cell_of_former_;
    std::vector<std::vector<UnitKey>> former_;
};

/// Rounded to 0.000001° (about 0.1 m), so that the last bits of a machine's arithmetic do not show.
[[nodiscard]] LonLat rounded(LonLat point) noexcept;

}  // namespace sanvat::data
