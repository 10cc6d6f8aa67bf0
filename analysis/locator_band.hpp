// SPDX-License-Identifier: Apache-2.0
// Inside the locator only: a piece of the index that is built on its own, so that threads need not wait for each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "analysis/locator_index.hpp"

namespace sanvat::analysis {

/// What hangs on some rows of cells of the grid. Its numbers count from the band's own beginnings until `relocate`.
struct LocatorBand {
    explicit LocatorBand(std::uint32_t unit_count) : sets(unit_count) {}

    std::uint32_t first_row = 0;
    std::uint32_t end_row = 0;  ///< one after the last
    std::vector<Cell> children;
    std::vector<Slot> pool;
    std::vector<std::uint32_t> crossings;
    UnitSets sets;
    std::set<UnitPair> overlaps;
};

/// Fills the grid's cells of these rows, and nothing else of the index, whose rings and grid are laid out.
[[nodiscard]] LocatorBand build_band(LocatorIndex& index, std::uint32_t first_row, std::uint32_t end_row);

/// Where a band's parts come to lie in the whole index.
struct BandOffsets {
    std::size_t children = 0;
    std::size_t pool = 0;
    std::size_t crossings = 0;
    std::vector<std::uint32_t> sets;  ///< for each of the band's sets of several units, its number in the index
};

/// Turns the band's numbers, and those in its cells of the grid, into those of the whole index.
void relocate(LocatorIndex& index, LocatorBand& band, const BandOffsets& offsets);

}  // namespace sanvat::analysis
