// SPDX-License-Identifier: Apache-2.0
// Inside the locator only: a cell of its grid, and positions inside it as small whole numbers.
#pragma once

#include <array>
#include <cstdint>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// A position in a cell in steps of 1/65,024 of its width and height. The cell spans 256 to 65,280; the rim around it
/// takes what lies a little outside.
struct CellPosition {
    std::int64_t x;
    std::int64_t y;
};

inline constexpr double steps_per_cell = 65024;
inline constexpr double first_step = 256;
/// Half a step further: cutting off the fraction then rounds, as no position is negative, and needs no call.
inline constexpr double first_step_rounded = first_step + 0.5;

/// Children a cell splits into, along each side.
inline constexpr std::uint32_t children_per_side = 4;

/// `x` and `y`: 0 at the west and south side of the cell, 1 at the east and north side.
[[nodiscard]] inline CellPosition cell_position(double x, double y) noexcept {
    return {static_cast<std::int64_t>(first_step_rounded + x * steps_per_cell),
            static_cast<std::int64_t>(first_step_rounded + y * steps_per_cell)};
}

/// Twice the signed area of the triangle: positive where c lies left of the line from a to b.
[[nodiscard]] inline std::int64_t cross(CellPosition a, CellPosition b, CellPosition c) noexcept {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Beyond this the sign of `cross` is that of the true positions. Each coordinate is off by at most 0.51 steps (0.5 of
/// rounding, the rest for arithmetic in doubles), a difference by 1.02, and differences stay below 65,536 steps:
/// 4 · 65,536 · 1.02 + 2 · 1.02² is the most that the two products can be off together.
inline constexpr std::int64_t cross_tolerance = 268'000;

/// A cell in the coordinates of the units.
struct CellFrame {
    double west = 0;
    double south = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double x_of(double lon) const noexcept { return (lon - west) / width; }
    [[nodiscard]] double y_of(double lat) const noexcept { return (lat - south) / height; }
    [[nodiscard]] CellFrame child(std::uint32_t column, std::uint32_t row) const noexcept {
        const double w = width / children_per_side;
        const double h = height / children_per_side;
        return {west + column * w, south + row * h, w, h};
    }
};

/// Places inside a cell that a path to any position in it may start from; several, so that one can be found on which no
/// edge lies. Irregular on purpose: borders along round degrees shall not pass through them.
inline constexpr std::uint32_t reference_count = 64;
[[nodiscard]] inline CellPosition reference_position(std::uint32_t number) noexcept {
    // A Weyl sequence around the middle of the cell, in both directions by unlike irrationals.
    const std::uint32_t x = number * 0x9E3779B9U;
    const std::uint32_t y = number * 0x6A09E667U;
    return {32'749 + static_cast<std::int32_t>(x) / 131'072, 32'801 + static_cast<std::int32_t>(y) / 131'072};
}
[[nodiscard]] inline data::LonLat reference_place(const CellFrame& frame, std::uint32_t number) noexcept {
    const CellPosition position = reference_position(number);
    return {frame.west + (static_cast<double>(position.x) - first_step) / steps_per_cell * frame.width,
            frame.south + (static_cast<double>(position.y) - first_step) / steps_per_cell * frame.height};
}

}  // namespace sanvat::analysis
