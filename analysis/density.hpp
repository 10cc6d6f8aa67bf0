// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/nearest.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

enum class DensityMethod : std::uint8_t { hexagon, kernel };

[[nodiscard]] std::string_view to_string(DensityMethod method) noexcept;
[[nodiscard]] std::optional<DensityMethod> parse_density_method(std::string_view text) noexcept;

inline constexpr double least_cell_m = 500;
inline constexpr double most_cell_m = 100'000;
inline constexpr double usual_cell_m = 5'000;

/// What keeps an answer drawable and its making below some seconds.
inline constexpr std::size_t most_density_cells = 20'000;
inline constexpr std::size_t most_density_pairs = 5'000'000;  ///< of a place and a cell within the bandwidth

struct DensityQuestion {
    ProximityScope scope;  ///< collections of points only
    DensityMethod method = DensityMethod::hexagon;
    double cell_m = usual_cell_m;       ///< between opposite sides of a cell; 500 m to 100 km
    std::optional<double> bandwidth_m;  ///< kernel only: the cell's size to 200 km; default: twice the cell's size
};

/// How densely records stand, in hexagons of one area on the ground (HexagonGrid around the middle of the units'
/// extent, or of the records where the store has no units). Densest cells first.
///
/// Row ids are "row_column" of the grid. Columns: name, lon and lat of the cell's centre, count and per_km2, each of
/// these two also split by the records' provenance (count_reported, …). `count` is of the records in the cell.
/// `per_km2` is
///
/// * hexagon: the count over the cell's area. Cells without records are left out.
/// * kernel: at the cell's centre, the quartic (biweight) kernel estimate Σ 3/(π h²)·(1 − (d/h)²)² over records at a
///   geodesic distance d below the bandwidth h (Silverman 1986, "Density estimation for statistics and data analysis",
///   eq. 4.5, not divided by the number of records). Cells out of reach of all records are left out.
///
/// The last row, name "not placed" (cells have none), counts the records without a point and those of which no cell can
/// be drawn; it is there always, so that the counts are the whole. A record whose place is only known by its unit has
/// the inside point of that unit, and many may share it: `placed_by_unit` says how many.
struct Density {
    data::Date as_of;
    double cell_m = 0;
    double cell_area_km2 = 0;
    std::optional<double> bandwidth_m;  ///< with kernel
    std::size_t records = 0;            ///< all that were asked about
    std::size_t not_placed = 0;
    std::size_t placed_by_unit = 0;  ///< position accuracy neither surveyed nor traced
    double sum = 0;                  ///< of density times area over all cells: about the number of placed records
    data::Table table;
};

/// Throws bad_value naming collection, cell or bandwidth where one is out of range, or where the answer would pass the
/// limits above; it then says which size would do.
[[nodiscard]] Density density(const Snapshot& snapshot, const DensityQuestion& question);

}  // namespace sanvat::analysis
