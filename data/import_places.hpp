// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: where imported records lie.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "data/lineage.hpp"
#include "data/register.hpp"
#include "data/unit_finder.hpp"

namespace sanvat::data {

/// The ground of a store's province, and the inside points of its units. Not thread-safe. Keeps references to the
/// units, which must outlive it unchanged.
class ImportPlaces {
public:
    /// How far outside the outline a place may lie: generalised outlines run several hundred metres off, and sites on a
    /// border river belong to the province.
    static constexpr double tolerance_m = 2000;

    explicit ImportPlaces(const std::vector<AdminUnit>& units);

    /// True where the store has outlines to check against.
    [[nodiscard]] bool known() const noexcept { return !ground_.empty(); }
    [[nodiscard]] bool inside_province(LonLat point) const;
    [[nodiscard]] bool meets_province(const Envelope& box) const noexcept;

    /// The inside point of a unit that has an outline; computed once.
    [[nodiscard]] std::optional<LonLat> inside_point_of(const AdminUnit& unit);

private:
    struct Piece {
        const MultiPolygon* polygon;
        Envelope box;
    };

    std::vector<Piece> ground_;
    Envelope box_;  ///< of the ground and the tolerance
    std::map<UnitKey, LonLat> inside_;
};

/// The accuracy of a place that is only known by its unit.
[[nodiscard]] PositionAccuracy accuracy_of(AdminLevel level) noexcept;

}  // namespace sanvat::data
