// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "analysis/edge_meeting.hpp"
#include "analysis/locator_index.hpp"
#include "analysis/parallel.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

void toggle(UnitNumbers& units, std::uint32_t unit) {
    const auto at = std::ranges::lower_bound(units, unit);
    if (at != units.end() && *at == unit) {
        units.erase(at);
    } else {
        units.insert(at, unit);
    }
}

void include(UnitNumbers& units, std::uint32_t unit) {
    const auto at = std::ranges::lower_bound(units, unit);
    if (at == units.end() || *at != unit) units.insert(at, unit);
}

/// Where a point lies in the grid.
struct GridPlace {
    std::size_t cell;  ///< in LocatorIndex::cells
    double x, y;       ///< in the cell, 0 to 1
};

/// The point lies in the box of all units.
GridPlace place_in_grid(const UnitRings& rings, double cells_per_lon, double cells_per_lat, std::uint32_t columns,
                        std::uint32_t rows, LonLat point) noexcept {
    const double x = (point.lon - rings.box().west) * cells_per_lon;
    const double y = (point.lat - rings.box().south) * cells_per_lat;
    const auto column = std::min(static_cast<std::uint32_t>(x), columns - 1);
    const auto row = std::min(static_cast<std::uint32_t>(y), rows - 1);
    return {std::size_t{row} * columns + column, x - column, y - row};
}

/// Steps from a split cell to the child that holds the place.
std::uint32_t step_into_child(double& x, double& y) noexcept {
    constexpr std::uint32_t last = children_per_side - 1;
    x *= children_per_side;
    y *= children_per_side;
    const auto column = std::min(static_cast<std::uint32_t>(x), last);
    const auto row = std::min(static_cast<std::uint32_t>(y), last);
    x -= column;
    y -= row;
    return row * children_per_side + column;
}

/// The sum of unit values at a place in a leaf; none where the short coordinates cannot tell.
std::optional<std::int64_t> value_in_leaf(const UnitSets& sets, const Slot* slots, CellPosition p) noexcept {
    const auto head = std::bit_cast<LeafHead>(*slots);
    if (head.exact_only) return std::nullopt;
    const CellPosition start = reference_position(head.reference);
    std::int64_t value = sets.value_of(head.set);
    for (const Slot* slot = slots + 1; slot <= slots + head.edge_count; ++slot) {
        const auto edge = std::bit_cast<LeafEdge>(*slot);
        const CellPosition a{edge.ax, edge.ay};
        const CellPosition b{edge.bx, edge.by};
        const std::int64_t place_side = cross(a, b, p);
        if (place_side > cross_tolerance) continue;
        const std::int64_t a_side = cross(start, p, a);
        if (a_side > cross_tolerance) continue;
        const std::int64_t b_side = cross(start, p, b);
        if (b_side < -cross_tolerance) continue;
        if (place_side >= -cross_tolerance || a_side >= -cross_tolerance || b_side <= cross_tolerance)
            return std::nullopt;
        value += edge.change;
    }
    return value;
}

}  // namespace

void follow_path(const UnitRings& rings, LonLat from, LonLat to, std::span<const std::uint32_t> numbers,
                 UnitNumbers& units) {
    UnitNumbers touched;
    for (const std::uint32_t number : numbers) {
        const Edge edge = rings.edge(number);
        if (lies_on(edge, to)) {
            include(touched, rings.unit_of(number));
        } else if (crosses(edge, {from, to})) {
            toggle(units, rings.unit_of(number));
        }
    }
    for (const std::uint32_t unit : touched)
        include(units, unit);
}

std::uint32_t UnitSets::number_of(const UnitNumbers& units) {
    if (units.empty()) return 0;
    if (units.size() == 1) return units.front() + 1;
    const auto next = static_cast<std::uint32_t>(unit_count_ + 1 + several_.size());
    const auto [found, added] = numbers_.emplace(units, next);
    if (added) several_.push_back(units);
    return found->second;
}

UnitNumbers UnitSets::units_of(std::uint32_t set) const {
    if (set == 0) return {};
    if (set <= unit_count_) return {set - 1};
    return several_[set - unit_count_ - 1];
}

std::int64_t UnitSets::value_of(std::uint32_t set) const noexcept {
    if (set == 0) return 0;
    if (set <= unit_count_) return unit_value(set - 1);
    std::int64_t value = 0;
    for (const std::uint32_t unit : several_[set - unit_count_ - 1])
        value += unit_value(unit);
    return value;
}

std::size_t LocatorIndex::bytes() const noexcept {
    return rings.bytes() + (cells.capacity() + children.capacity()) * sizeof(Cell) + pool.capacity() * sizeof(Slot) +
           crossings.capacity() * sizeof(std::uint32_t);
}

namespace {

/// A place on its way through the index.
struct Question {
    const LocatorIndex& index;
    LonLat point;
    GridPlace place;

    Question(const LocatorIndex& over, LonLat asked) noexcept
        : index(over),
          point(asked),
          place(place_in_grid(over.rings, over.cells_per_lon, over.cells_per_lat, over.columns, over.rows, asked)) {}

    /// The innermost cell that holds the place; `x` and `y` become those in it.
    [[nodiscard]] Cell innermost(double& x, double& y) const noexcept {
        Cell cell = index.cells[place.cell];
        while (cell.kind() == Cell::Kind::split)
            cell = index.children[cell.number() + step_into_child(x, y)];
        return cell;
    }

    /// Locator::nowhere or the lowest unit: by the short coordinates where they can tell.
    [[nodiscard]] std::uint32_t lowest() const {
        double x = place.x;
        double y = place.y;
        const Cell cell = innermost(x, y);
        if (cell.kind() == Cell::Kind::uniform) return index.sets.lowest_of(cell.number());
        const auto value = value_in_leaf(index.sets, &index.pool[cell.number()], cell_position(x, y));
        if (value == 0) return Locator::nowhere;
        if (value && is_one_unit(*value)) return static_cast<std::uint32_t>(*value - one_unit - 1);
        const UnitNumbers units = covering();
        return units.empty() ? Locator::nowhere : units.front();
    }

    [[nodiscard]] UnitNumbers covering() const {
        const auto columns = std::size_t{index.columns};
        CellFrame frame = index.frame(static_cast<std::uint32_t>(place.cell % columns),
                                      static_cast<std::uint32_t>(place.cell / columns));
        Cell cell = index.cells[place.cell];
        double x = place.x;
        double y = place.y;
        while (cell.kind() == Cell::Kind::split) {
            const std::uint32_t child = step_into_child(x, y);
            frame = frame.child(child % children_per_side, child / children_per_side);
            cell = index.children[cell.number() + child];
        }
        if (cell.kind() == Cell::Kind::uniform) return index.sets.units_of(cell.number());
        const auto head = std::bit_cast<LeafHead>(index.pool[cell.number()]);
        std::vector<std::uint32_t> numbers;
        for (std::size_t i = head.first_crossing;; ++i) {
            numbers.push_back(index.crossings[i] & ~last_crossing);
            if ((index.crossings[i] & last_crossing) != 0) break;
        }
        UnitNumbers units = index.sets.units_of(head.set);
        follow_path(index.rings, reference_place(frame, head.reference), point, numbers, units);
        return units;
    }
};

}  // namespace

Locator::Locator(const std::vector<const data::MultiPolygon*>& polygons, unsigned threads)
    : index_(std::make_unique<const LocatorIndex>(polygons, thread_count(threads))) {}

Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;

std::vector<std::uint32_t> Locator::covering(LonLat point) const {
    if (!index_->rings.box().contains(point)) return {};
    return Question(*index_, point).covering();
}

std::optional<std::uint32_t> Locator::locate(LonLat point) const {
    if (!index_->rings.box().contains(point)) return std::nullopt;
    const std::uint32_t unit = Question(*index_, point).lowest();
    return unit == nowhere ? std::nullopt : std::optional(unit);
}

void Locator::locate(std::span<const LonLat> points, std::span<std::uint32_t> found) const {
    // Memory is fetched for a whole block before its answers are worked out: first the cells, then what hangs on them.
    constexpr std::size_t block = 64;
    std::array<std::optional<Question>, block> questions;
    for (std::size_t start = 0; start < points.size(); start += block) {
        const std::size_t count = std::min(block, points.size() - start);
        for (std::size_t i = 0; i < count; ++i) {
            const LonLat point = points[start + i];
            questions[i].reset();
            if (!index_->rings.box().contains(point)) continue;
            questions[i].emplace(*index_, point);
            __builtin_prefetch(&index_->cells[questions[i]->place.cell]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (!questions[i]) continue;
            const Cell cell = index_->cells[questions[i]->place.cell];
            if (cell.kind() == Cell::Kind::uniform) continue;
            const char* next = cell.kind() == Cell::Kind::leaf
                                   ? reinterpret_cast<const char*>(&index_->pool[cell.number()])
                                   : reinterpret_cast<const char*>(&index_->children[cell.number()]);
            __builtin_prefetch(next);
            __builtin_prefetch(next + 64);
        }
        for (std::size_t i = 0; i < count; ++i)
            found[start + i] = questions[i] ? questions[i]->lowest() : nowhere;
    }
}

const std::vector<std::pair<std::uint32_t, std::uint32_t>>& Locator::possible_overlaps() const noexcept {
    return index_->possible_overlaps;
}

std::size_t Locator::bytes() const noexcept {
    return index_->bytes();
}

}  // namespace sanvat::analysis
