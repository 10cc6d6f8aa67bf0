// SPDX-License-Identifier: Apache-2.0
#include "analysis/hexagon_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

using data::LonLat;
using data::PlanePoint;

namespace {

constexpr double farthest_from_centre_m = 2'000'000;

/// Corners of a hexagon from its centre, counter-clockwise from the east, in half columns and in thirds of a row.
constexpr std::array<std::array<int, 2>, 6> corners{{{1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}, {0, -2}}};

constexpr std::array<std::array<int, 2>, 6> neighbours{{{-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}}};

double as_written(double degrees) noexcept {
    return std::round(degrees * 1e7) / 1e7;
}

}  // namespace

HexagonGrid::HexagonGrid(LonLat centre, double cell_m) : cell_m_(cell_m), plane_(centre) {}

double HexagonGrid::cell_area_km2() const noexcept {
    return cell_m_ * cell_m_ * std::numbers::sqrt3 / 2 / 1e6;
}

/// Every centre and corner is a whole number of half cells east and of thirds of a row north of the grid's centre.
PlanePoint HexagonGrid::corner(std::int64_t half_columns, std::int64_t third_rows) const noexcept {
    return {static_cast<double>(half_columns) * cell_m_ / 2,
            static_cast<double>(third_rows) * cell_m_ / (2 * std::numbers::sqrt3)};
}

PlanePoint HexagonGrid::centre_on_plane(Hexagon cell) const noexcept {
    return corner(2 * std::int64_t{cell.column} + cell.row, 3 * std::int64_t{cell.row});
}

/// The nearest centre, by rounding in three coordinates that add up to zero, and mending the one that was rounded most.
Hexagon HexagonGrid::cell_on_plane(PlanePoint point) const noexcept {
    const double row = point.y / (cell_m_ * std::numbers::sqrt3 / 2);
    const double column = point.x / cell_m_ - row / 2;
    const double third = -row - column;
    double r = std::round(row);
    double c = std::round(column);
    const double t = std::round(third);
    const double off_row = std::abs(r - row);
    const double off_column = std::abs(c - column);
    if (off_column > off_row && off_column > std::abs(t - third)) {
        c = -r - t;
    } else if (off_row > std::abs(t - third)) {
        r = -c - t;
    }
    return {static_cast<std::int32_t>(r), static_cast<std::int32_t>(c)};
}

std::optional<data::Polygon> HexagonGrid::outline(Hexagon cell) const {
    data::Polygon polygon;
    const std::int64_t half_columns = 2 * std::int64_t{cell.column} + cell.row;
    const std::int64_t third_rows = 3 * std::int64_t{cell.row};
    for (const auto& [east, north] : corners) {
        const PlanePoint at = corner(half_columns + east, third_rows + north);
        const auto place = plane_.unproject(at);
        if (!place || std::hypot(at.x, at.y) > farthest_from_centre_m + cell_m_) return std::nullopt;
        polygon.outer.push_back({as_written(place->lon), as_written(place->lat)});
    }
    polygon.outer.push_back(polygon.outer.front());
    // A cell over the antimeridian jumps by a turn, and so does one around a pole.
    for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
        if (std::abs(polygon.outer[i + 1].lon - polygon.outer[i].lon) > 180) return std::nullopt;
    }
    return polygon;
}

std::optional<Hexagon> HexagonGrid::cell_of(LonLat place) const {
    const auto point = plane_.project(place);
    if (!point || std::hypot(point->x, point->y) > farthest_from_centre_m) return std::nullopt;
    const Hexagon nearest = cell_on_plane(*point);
    const auto own = outline(nearest);
    if (!own) return std::nullopt;
    // Edges are straight in degrees and bend a little on the plane: beside one, the cell as drawn may be the neighbour.
    if (data::contains(*own, place)) return nearest;
    for (const auto& [rows, columns] : neighbours) {
        const Hexagon neighbour{nearest.row + rows, nearest.column + columns};
        const auto other = outline(neighbour);
        if (other && data::contains(*other, place)) return neighbour;
    }
    return nearest;
}

std::vector<Hexagon> HexagonGrid::candidates_around(LonLat place, double distance_m) const {
    const auto point = plane_.project(place);
    if (!point) return {};
    const double reach = distance_m * most_stretch;
    const double row_m = cell_m_ * std::numbers::sqrt3 / 2;
    const auto whole = [](double number) { return static_cast<std::int32_t>(std::floor(number)); };
    std::vector<Hexagon> found;
    for (std::int32_t row = whole((point->y - reach) / row_m); row <= whole((point->y + reach) / row_m) + 1; ++row) {
        const double lean = row / 2.0;
        const std::int32_t last = whole((point->x + reach) / cell_m_ - lean) + 1;
        for (std::int32_t column = whole((point->x - reach) / cell_m_ - lean); column <= last; ++column) {
            const PlanePoint middle = centre_on_plane({row, column});
            if (std::hypot(middle.x - point->x, middle.y - point->y) <= reach) found.push_back({row, column});
        }
    }
    return found;
}

LonLat HexagonGrid::centre(Hexagon cell) const {
    const auto place = plane_.unproject(centre_on_plane(cell));
    if (!place) throw data::Error(data::ErrorKind::failure, {}, "a hexagon lies beyond the globe");
    return *place;
}

}  // namespace sanvat::analysis
