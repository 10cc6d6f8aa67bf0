// SPDX-License-Identifier: Apache-2.0
// Inside the locator only: what `Locator` looks things up in, and how a cell answers.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "analysis/cell_frame.hpp"
#include "analysis/locator.hpp"
#include "analysis/unit_rings.hpp"

namespace sanvat::analysis {

using UnitPair = std::pair<std::uint32_t, std::uint32_t>;

/// Ascending numbers of units.
using UnitNumbers = std::vector<std::uint32_t>;

/// Sets of units by number: 0 holds none, 1 to the count of units hold one each, what follows holds several.
class UnitSets {
public:
    explicit UnitSets(std::uint32_t unit_count) : unit_count_(unit_count) {}

    [[nodiscard]] std::uint32_t number_of(const UnitNumbers& units);
    [[nodiscard]] UnitNumbers units_of(std::uint32_t set) const;
    [[nodiscard]] std::uint32_t lowest_of(std::uint32_t set) const noexcept {  ///< Locator::nowhere for set 0
        return set <= unit_count_ ? set - 1 : several_[set - unit_count_ - 1].front();
    }
    template <typename Function>
    void for_each_several(Function&& function) const {
        for (const UnitNumbers& units : several_)
            function(units);
    }
    /// The sum of `unit_value` over the set.
    [[nodiscard]] std::int64_t value_of(std::uint32_t set) const noexcept;

private:
    std::uint32_t unit_count_;
    std::vector<UnitNumbers> several_;
    std::map<UnitNumbers, std::uint32_t> numbers_;
};

/// A unit as a term of a sum from which its number can be read back as long as it is the only one: how many units, and
/// the sum of their numbers from 1 on, side by side.
inline constexpr std::int64_t one_unit = std::int64_t{1} << 24;
[[nodiscard]] constexpr std::int64_t unit_value(std::uint32_t unit) noexcept {
    return one_unit + std::int64_t{unit} + 1;
}
[[nodiscard]] constexpr bool is_one_unit(std::int64_t value) noexcept {
    return value > one_unit && value < 2 * one_unit;
}

/// What a cell of the grid holds, in 32 bits.
class Cell {
public:
    enum class Kind : std::uint8_t { uniform, leaf, split };

    constexpr Cell() = default;
    constexpr Cell(Kind kind, std::uint32_t number) : bits_((static_cast<std::uint32_t>(kind) << 30) | number) {}

    [[nodiscard]] constexpr Kind kind() const noexcept { return static_cast<Kind>(bits_ >> 30); }
    /// The set of units (uniform), the slot of a LeafHead (leaf) or the first of its children (split).
    [[nodiscard]] constexpr std::uint32_t number() const noexcept { return bits_ & 0x3FFFFFFFU; }

private:
    std::uint32_t bits_ = 0;
};

/// A cell that edges cross. Its `edge_count` LeafEdges follow it in the pool.
struct LeafHead {
    std::uint32_t set;             ///< the units that cover the reference place
    std::uint32_t first_crossing;  ///< into `crossings`
    std::uint16_t edge_count;
    std::uint8_t reference;  ///< number of the reference place
    bool exact_only;         ///< too many edges for a list of them
};

/// The part of an edge that lies in the cell, directed so that the reference place lies to its left.
struct LeafEdge {
    std::uint16_t ax, ay, bx, by;
    std::int32_t change;  ///< what crossing it from left to right adds to the sum of unit values
};

using Slot = std::array<std::uint32_t, 3>;
static_assert(sizeof(LeafHead) == sizeof(Slot) && sizeof(LeafEdge) == sizeof(Slot));

/// The last of a cell's numbers in `crossings` carries this.
inline constexpr std::uint32_t last_crossing = std::uint32_t{1} << 31;

/// A grid of cells over the box of all units, four bytes each. Where no edge crosses a cell, its units are written in
/// it. Where a few do, a path from the reference place to the asked one is followed, and each edge it crosses takes a
/// unit away or adds one. Whatever lies too near an edge for the short coordinates is answered from the exact outlines.
/// Where many edges meet, a cell splits into 4 × 4.
struct LocatorIndex {
    /// Built on that many threads; the same bit for bit whatever their number.
    LocatorIndex(const std::vector<const data::MultiPolygon*>& units, unsigned threads);

    UnitRings rings;
    UnitSets sets;
    std::uint32_t columns = 0;
    std::uint32_t rows = 0;
    double cells_per_lon = 0;
    double cells_per_lat = 0;
    double smallest_cell = 0;              ///< a cell narrower or lower than this is not split
    std::vector<Cell> cells;               ///< of the grid, row by row from the south-west
    std::vector<Cell> children;            ///< of split cells, 16 together
    std::vector<Slot> pool;                ///< leaf heads, each followed by its edges
    std::vector<std::uint32_t> crossings;  ///< numbers of the edges that touch a leaf
    std::vector<UnitPair> possible_overlaps;

    [[nodiscard]] CellFrame frame(std::uint32_t column, std::uint32_t row) const noexcept {
        return {rings.box().west + column / cells_per_lon, rings.box().south + row / cells_per_lat, 1 / cells_per_lon,
                1 / cells_per_lat};
    }
    [[nodiscard]] std::size_t bytes() const noexcept;
};

/// Takes `units`, those that cover the place `from`, to those that cover `to`, by exact arithmetic along the path
/// between them. `numbers` are the edges that touch a convex region with both places; no edge lies on `from`.
void follow_path(const UnitRings& rings, data::LonLat from, data::LonLat to, std::span<const std::uint32_t> numbers,
                 UnitNumbers& units);

}  // namespace sanvat::analysis
