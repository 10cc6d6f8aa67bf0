// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>

#include "analysis/locator_index.hpp"
#include "analysis/orientation.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

/// Cells are cheap (4 bytes) and a place in one that no edge crosses is answered at once: more cells than vertices.
constexpr double cells_per_vertex = 2.25;
/// A leaf with more edges than this splits, where that helps.
constexpr std::size_t most_edges_in_leaf = 24;
constexpr int deepest_split = 4;
/// What lies this far outside a cell still belongs to it, so that rounding cannot put a place and the edge it stands on
/// into different cells. In widths of a cell.
constexpr double rim = 1.5 / steps_per_cell;
/// Edges are cut off this far outside their cell: within what `CellPosition` can hold.
constexpr double cut = 100 / steps_per_cell;

/// A piece of an edge in a cell's own coordinates (0 to 1 across it).
struct Piece {
    double ax, ay, bx, by;
};

/// The part of the edge in the cell and a margin around it (Liang–Barsky); none where it passes by.
std::optional<Piece> piece_in(const CellFrame& frame, const Edge& edge, double margin) noexcept {
    const double ax = frame.x_of(edge.a.lon);
    const double ay = frame.y_of(edge.a.lat);
    const double dx = frame.x_of(edge.b.lon) - ax;
    const double dy = frame.y_of(edge.b.lat) - ay;
    double enter = 0;
    double leave = 1;
    const auto keep = [&](double towards, double room) {  // where t · towards ≤ room
        if (towards == 0) return room >= 0;
        const double t = room / towards;
        if (towards < 0) enter = std::max(enter, t);
        if (towards > 0) leave = std::min(leave, t);
        return true;
    };
    if (!keep(-dx, ax + margin) || !keep(dx, 1 + margin - ax) || !keep(-dy, ay + margin) || !keep(dy, 1 + margin - ay))
        return std::nullopt;
    if (enter > leave) return std::nullopt;
    return Piece{ax + enter * dx, ay + enter * dy, ax + leave * dx, ay + leave * dy};
}

std::uint16_t step_of(double position) noexcept {
    return static_cast<std::uint16_t>(first_step_rounded + position * steps_per_cell);
}

/// A place whose units are known.
struct Known {
    LonLat place;
    UnitNumbers units;
};

class Builder {
public:
    explicit Builder(LocatorIndex& index) : index_(index) {}

    void run() {
        lay_out_grid();
        sort_edges_into_cells();
        for (std::uint32_t row = 0; row < index_.rows; ++row)
            fill_row(row);
        index_.sets.for_each_several([this](const UnitNumbers& units) { note_possible_overlaps(units, {}); });
        index_.possible_overlaps.assign(overlaps_.begin(), overlaps_.end());
        index_.cells.shrink_to_fit();
        index_.pool.shrink_to_fit();
        index_.crossings.shrink_to_fit();
    }

private:
    using Numbers = std::vector<std::uint32_t>;

    /// Where the path into a cell starts, and for each of the cell's edges whether that lies to its left.
    struct Reference {
        std::uint32_t number = 0;
        LonLat place;
        std::vector<bool> sides;
    };

    /// The edges of a cell in the short form, and the units that have one here which they share with nobody.
    struct ShortEdges {
        std::vector<LeafEdge> list;
        UnitNumbers unshared;
    };

    struct DirectedEdge {
        Edge edge;
        std::uint32_t unit;
        std::int64_t change;
    };

    void lay_out_grid() {
        const data::Envelope& box = index_.rings.box();
        // Doubles must resolve a step of the smallest cell about a hundredfold: 2⁻³¹ of the largest coordinate.
        const double reach =
            std::max({std::abs(box.west), std::abs(box.east), std::abs(box.south), std::abs(box.north)});
        smallest_cell_ = std::max(std::ldexp(reach, -30), std::numeric_limits<double>::min());
        const double width = std::max(box.east - box.west, smallest_cell_);
        const double height = std::max(box.north - box.south, smallest_cell_);
        const double wanted = cells_per_vertex * static_cast<double>(index_.rings.vertex_count());
        const double side = std::max(std::sqrt(width * height / wanted), smallest_cell_);
        // Units in one thin line would ask for more cells along it than are wanted in all.
        index_.columns = static_cast<std::uint32_t>(std::min(std::ceil(width / side), std::ceil(wanted)));
        index_.rows = static_cast<std::uint32_t>(std::min(std::ceil(height / side), std::ceil(wanted)));
        index_.cells_per_lon = index_.columns / width;
        index_.cells_per_lat = index_.rows / height;
        index_.cells.resize(std::size_t{index_.columns} * index_.rows);
    }

    /// Counting sort: the edges of cell i are `numbers_[starts_[i]]` to `numbers_[starts_[i + 1]]`, ascending.
    void sort_edges_into_cells() {
        starts_.assign(index_.cells.size() + 1, 0);
        index_.rings.for_each_edge([this](std::uint32_t number, std::uint32_t /*unit*/) {
            for_each_cell_of(index_.rings.edge(number), [this](std::size_t cell) { ++starts_[cell + 1]; });
        });
        for (std::size_t i = 1; i < starts_.size(); ++i)
            starts_[i] += starts_[i - 1];
        numbers_.resize(starts_.back());
        std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
        index_.rings.for_each_edge([&](std::uint32_t number, std::uint32_t /*unit*/) {
            for_each_cell_of(index_.rings.edge(number), [&](std::size_t cell) { numbers_[next[cell]++] = number; });
        });
    }

    /// The cells that the edge touches, their rims included.
    template <typename Function>
    void for_each_cell_of(const Edge& edge, Function&& function) const {
        const data::Envelope& box = index_.rings.box();
        const auto [x0, x1] =
            cells_between(std::minmax(edge.a.lon, edge.b.lon), box.west, index_.cells_per_lon, index_.columns);
        const auto [y0, y1] =
            cells_between(std::minmax(edge.a.lat, edge.b.lat), box.south, index_.cells_per_lat, index_.rows);
        const bool certain = x0 == x1 || y0 == y1;
        for (std::uint32_t row = y0; row <= y1; ++row) {
            for (std::uint32_t column = x0; column <= x1; ++column) {
                if (certain || piece_in(index_.frame(column, row), edge, rim))
                    function(std::size_t{row} * index_.columns + column);
            }
        }
    }

    static std::pair<std::uint32_t, std::uint32_t> cells_between(std::pair<double, double> span, double origin,
                                                                 double cells_per_unit, std::uint32_t count) noexcept {
        const auto cell_of = [&](double position) {
            return std::min(static_cast<std::uint32_t>(std::max(position, 0.0)), count - 1);
        };
        return {cell_of((span.first - origin) * cells_per_unit - rim),
                cell_of((span.second - origin) * cells_per_unit + rim)};
    }

    /// From west to east, each cell's reference place is reached from that of the cell before it.
    void fill_row(std::uint32_t row) {
        const CellFrame first = index_.frame(0, row);
        Known known{{first.west - first.width, first.south + first.height / 2}, {}};
        Numbers before;
        Numbers here;
        Numbers on_the_way;
        for (std::uint32_t column = 0; column < index_.columns; ++column) {
            const std::size_t cell = std::size_t{row} * index_.columns + column;
            if (starts_[cell] == starts_[cell + 1] && before.empty()) {
                known.place = reference_place(index_.frame(column, row), 0);
                index_.cells[cell] = Cell(Cell::Kind::uniform, index_.sets.number_of(known.units));
                continue;
            }
            here.assign(numbers_.begin() + starts_[cell], numbers_.begin() + starts_[cell + 1]);
            on_the_way.clear();
            std::ranges::set_union(before, here, std::back_inserter(on_the_way));
            const CellFrame frame = index_.frame(column, row);
            const Reference reference = free_reference(frame, here);
            known = walk(known, reference.place, on_the_way);
            index_.cells[cell] = made(frame, here, reference, known, 0);
            before = here;
        }
    }

    [[nodiscard]] Known walk(const Known& from, LonLat to, const Numbers& numbers) const {
        return {to, units_along(index_.rings, from.place, from.units, to, numbers)};
    }

    /// The first reference place that lies on the line of no edge.
    [[nodiscard]] Reference free_reference(const CellFrame& frame, const Numbers& numbers) const {
        Reference reference;
        reference.sides.reserve(numbers.size());
        for (; reference.number < reference_count; ++reference.number) {
            reference.place = reference_place(frame, reference.number);
            reference.sides.clear();
            for (const std::uint32_t number : numbers) {
                const Edge edge = index_.rings.edge(number);
                const int side = orientation(edge.a, edge.b, reference.place);
                if (side == 0) break;
                reference.sides.push_back(side > 0);
            }
            if (reference.sides.size() == numbers.size()) return reference;
        }
        throw data::Error(data::ErrorKind::failure, {}, "no place in a cell of the unit index is free of edges");
    }

    [[nodiscard]] Cell made(const CellFrame& frame, const Numbers& numbers, const Reference& reference,
                            const Known& known, int depth) {
        if (numbers.empty()) return {Cell::Kind::uniform, index_.sets.number_of(known.units)};
        const ShortEdges edges = short_edges(frame, numbers, reference);
        const bool divisible = depth < deepest_split && frame.width > children_per_side * smallest_cell_ &&
                               frame.height > children_per_side * smallest_cell_;
        if (edges.list.size() > most_edges_in_leaf && divisible) return split(frame, numbers, known, depth);
        return leaf(numbers, edges, reference.number, known.units);
    }

    [[nodiscard]] Cell split(const CellFrame& frame, const Numbers& numbers, const Known& known, int depth) {
        const std::size_t first = index_.cells.size();
        index_.cells.resize(first + std::size_t{children_per_side} * children_per_side);
        for (std::uint32_t row = 0; row < children_per_side; ++row) {
            for (std::uint32_t column = 0; column < children_per_side; ++column) {
                const CellFrame child = frame.child(column, row);
                Numbers inside;
                std::ranges::copy_if(numbers, std::back_inserter(inside), [&](std::uint32_t number) {
                    return piece_in(child, index_.rings.edge(number), rim).has_value();
                });
                const Reference reference = free_reference(child, inside);
                const Known there = walk(known, reference.place, numbers);
                const Cell cell = made(child, inside, reference, there, depth + 1);
                index_.cells[first + std::size_t{row} * children_per_side + column] = cell;
            }
        }
        return {Cell::Kind::split, static_cast<std::uint32_t>(first)};
    }

    [[nodiscard]] Cell leaf(const Numbers& numbers, const ShortEdges& edges, std::uint32_t reference,
                            const UnitNumbers& units) {
        note_possible_overlaps(edges.unshared, units);
        const bool exact_only = edges.list.size() > std::numeric_limits<std::uint16_t>::max();
        const LeafHead head{.set = index_.sets.number_of(units),
                            .first_crossing = static_cast<std::uint32_t>(index_.crossings.size()),
                            .edge_count = static_cast<std::uint16_t>(exact_only ? 0 : edges.list.size()),
                            .reference = static_cast<std::uint8_t>(reference),
                            .exact_only = exact_only};
        const auto slot = static_cast<std::uint32_t>(index_.pool.size());
        index_.pool.push_back(std::bit_cast<Slot>(head));
        for (std::size_t i = 0; i < head.edge_count; ++i)
            index_.pool.push_back(std::bit_cast<Slot>(edges.list[i]));
        index_.crossings.insert(index_.crossings.end(), numbers.begin(), numbers.end());
        index_.crossings.back() |= last_crossing;
        return {Cell::Kind::leaf, slot};
    }

    /// Units whose borders in a cell are nobody else's lie beside others or on top of them; units that share all their
    /// borders only lie beside each other.
    void note_possible_overlaps(const UnitNumbers& unshared, const UnitNumbers& covering) {
        for (const std::uint32_t unit : unshared) {
            for (const UnitNumbers* others : {&unshared, &covering}) {
                for (const std::uint32_t other : *others) {
                    if (other != unit) overlaps_.insert(std::minmax(unit, other));
                }
            }
        }
    }

    /// Each edge with the reference place to its left.
    [[nodiscard]] std::vector<DirectedEdge> directed_edges(const Numbers& numbers, const Reference& reference) const {
        std::vector<DirectedEdge> directed;
        directed.reserve(numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            Edge edge = index_.rings.edge(numbers[i]);
            const std::uint32_t unit = index_.rings.unit_of(numbers[i]);
            // The unit lies left of its edge: with the reference place there, crossing leaves it.
            std::int64_t change = -unit_value(unit);
            if (!reference.sides[i]) {
                std::swap(edge.a, edge.b);
                change = -change;
            }
            directed.push_back({edge, unit, change});
        }
        return directed;
    }

    /// The two sides of a border lie on each other and become one.
    [[nodiscard]] ShortEdges short_edges(const CellFrame& frame, const Numbers& numbers,
                                         const Reference& reference) const {
        auto directed = directed_edges(numbers, reference);
        std::ranges::sort(directed, {}, [](const DirectedEdge& each) { return std::tie(each.edge.a, each.edge.b); });
        ShortEdges edges;
        constexpr std::size_t most_merged = 32;  // so that the sum fits into 32 bits
        for (std::size_t i = 0; i < directed.size();) {
            const auto [edge, unit, first_change] = directed[i];
            std::int64_t change = 0;
            const std::size_t start = i;
            for (; i < directed.size() && i - start < most_merged && directed[i].edge == edge; ++i)
                change += directed[i].change;
            if (i - start == 1) edges.unshared.push_back(unit);
            if (const auto piece = piece_in(frame, edge, cut)) {
                edges.list.push_back({step_of(piece->ax), step_of(piece->ay), step_of(piece->bx), step_of(piece->by),
                                      static_cast<std::int32_t>(change)});
            }
        }
        std::ranges::sort(edges.unshared);
        const auto repeated = std::ranges::unique(edges.unshared);
        edges.unshared.erase(repeated.begin(), repeated.end());
        return edges;
    }

    LocatorIndex& index_;
    double smallest_cell_ = 0;
    Numbers starts_;
    Numbers numbers_;
    std::set<UnitPair> overlaps_;
};

}  // namespace

LocatorIndex::LocatorIndex(const std::vector<const data::MultiPolygon*>& units)
    : rings(units), sets(rings.unit_count()) {
    if (rings.vertex_count() != 0) Builder(*this).run();
}

}  // namespace sanvat::analysis
