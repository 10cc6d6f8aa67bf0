// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "data/equal_area_plane.hpp"
#include "data/geometry.hpp"

namespace sanvat::analysis {

/// A cell of a hexagon grid: the row counts northwards from the grid's centre, the column eastwards along the row.
/// (Axial coordinates: the column's line leans by half a cell a row.)
struct Hexagon {
    std::int32_t row = 0;
    std::int32_t column = 0;
    friend auto operator<=>(const Hexagon&, const Hexagon&) noexcept = default;
};

/// The ground in hexagons of one area, standing on a corner, laid out on an equal-area plane around a centre. The size
/// of a cell is the distance between opposite sides, true at the centre (see EqualAreaPlane for elsewhere).
///
/// Corners are rounded to 1e-7 degrees, as answers write them, and neighbours have them from the same numbers: they
/// share edges to the last bit. A place belongs to the cell that is drawn around it, edges straight in degrees, so that
/// whoever counts by the drawn cells counts the same; on an edge to exactly one.
///
/// Not thread-safe: one object a thread.
class HexagonGrid {
public:
    /// By how much the plane stretches or shrinks a length at most, as far as cells go: c²/8 is 1.3 % at 2,000 km.
    static constexpr double most_stretch = 1.02;

    /// `cell_m` above 0, up to 100 km.
    HexagonGrid(data::LonLat centre, double cell_m);

    /// Nothing for a place that no cell can be drawn around: over 2,000 km from the centre, or where the cell would
    /// reach over the antimeridian or a pole.
    [[nodiscard]] std::optional<Hexagon> cell_of(data::LonLat place) const;

    /// All cells whose centres are within the distance (geodesic), and some a little farther. Requires a place that has
    /// a cell.
    [[nodiscard]] std::vector<Hexagon> candidates_around(data::LonLat place, double distance_m) const;

    /// Nothing for a cell that cannot be drawn.
    [[nodiscard]] std::optional<data::Polygon> outline(Hexagon cell) const;

    /// Requires a cell that can be drawn.
    [[nodiscard]] data::LonLat centre(Hexagon cell) const;

    [[nodiscard]] double cell_area_km2() const noexcept;

private:
    [[nodiscard]] data::PlanePoint corner(std::int64_t half_columns, std::int64_t third_rows) const noexcept;
    [[nodiscard]] data::PlanePoint centre_on_plane(Hexagon cell) const noexcept;
    [[nodiscard]] Hexagon cell_on_plane(data::PlanePoint point) const noexcept;

    double cell_m_;
    data::EqualAreaPlane plane_;
};

}  // namespace sanvat::analysis
