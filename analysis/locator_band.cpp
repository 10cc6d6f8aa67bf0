// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator_band.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <span>
#include <tuple>

#include "analysis/edge_meeting.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

/// A leaf with more edges than this splits, where that helps.
constexpr std::size_t most_edges_in_leaf = 24;
constexpr std::size_t deepest_split = 4;
/// Each is held against each other; with more, the units in the cell are taken to overlap.
constexpr std::size_t most_loose_edges = 4096;
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
    const double bx = frame.x_of(edge.b.lon);
    const double by = frame.y_of(edge.b.lat);
    const auto [west, east] = std::minmax(ax, bx);
    const auto [south, north] = std::minmax(ay, by);
    if (east < -margin || west > 1 + margin || north < -margin || south > 1 + margin) return std::nullopt;
    if (west >= -margin && east <= 1 + margin && south >= -margin && north <= 1 + margin) return Piece{ax, ay, bx, by};
    const double dx = bx - ax;
    const double dy = by - ay;
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
    return static_cast<std::uint16_t>(first_step + position * steps_per_cell + 0.5);
}

/// A place whose units are known.
struct Known {
    LonLat place;
    UnitNumbers units;
};

class BandBuilder {
public:
    BandBuilder(LocatorIndex& index, LocatorBand& band) : index_(index), band_(band) {}

    void run() {
        sort_edges_into_cells();
        for (std::uint32_t row = band_.first_row; row < band_.end_row; ++row)
            fill_row(row);
        band_.sets.for_each_several([this](const UnitNumbers& units) { note_possible_overlaps(units); });
    }

private:
    using Numbers = std::vector<std::uint32_t>;
    using Edges = std::span<const std::uint32_t>;  ///< by number, ascending

    /// Where the path into a cell starts.
    struct Reference {
        std::uint32_t number = 0;
        LonLat place;
    };

    /// What is worked out for a cell; kept from one cell to the next at the same depth, for its memory.
    struct Scratch {
        Numbers inside;           ///< the edges of a child
        std::vector<char> sides;  ///< for each edge of the cell whether the reference place lies to its left
    };

    struct DirectedEdge {
        Edge edge;
        std::uint32_t unit;
        std::int64_t change;
    };

    /// A border with more units on one side than on the other: the edge of a coverage, or of what lies across others.
    struct LooseEdge {
        Edge edge;   ///< with the reference place to its left
        LonLat mid;  ///< of the part in the cell
        int more;    ///< units on the right
    };

    /// A directed edge's place in the order in which equal ones lie beside each other.
    struct OrderKey {
        double a_lon;
        std::uint32_t position;
    };

    /// Counting sort: the edges of the band's cell i are `numbers_[starts_[i]]` to `numbers_[starts_[i + 1]]`,
    /// ascending.
    void sort_edges_into_cells() {
        struct Entry {
            std::uint32_t cell, number;
        };
        std::vector<Entry> entries;
        starts_.assign(std::size_t{index_.columns} * (band_.end_row - band_.first_row) + 1, 0);
        const double row_height = 1 / index_.cells_per_lat;
        const double south = index_.rings.box().south + (band_.first_row - 1.0) * row_height;
        const double north = index_.rings.box().south + (band_.end_row + 1.0) * row_height;
        index_.rings.for_each_edge_near(south, north, [&](std::uint32_t number) {
            for_each_cell_of(index_.rings.edge(number), [&](std::uint32_t cell) {
                entries.push_back({cell, number});
                ++starts_[cell + 1];
            });
        });
        for (std::size_t i = 1; i < starts_.size(); ++i)
            starts_[i] += starts_[i - 1];
        numbers_.resize(entries.size());
        std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
        for (const Entry& entry : entries)
            numbers_[next[entry.cell]++] = entry.number;
    }

    /// The cells of the band that the edge touches, their rims included, counted from the band's first.
    template <typename Function>
    void for_each_cell_of(const Edge& edge, Function&& function) const {
        const data::Envelope& box = index_.rings.box();
        const auto [x0, x1] =
            cells_between(std::minmax(edge.a.lon, edge.b.lon), box.west, index_.cells_per_lon, index_.columns);
        const auto [y0, y1] =
            cells_between(std::minmax(edge.a.lat, edge.b.lat), box.south, index_.cells_per_lat, index_.rows);
        const bool certain = x0 == x1 || y0 == y1;
        for (std::uint32_t row = std::max(y0, band_.first_row); row <= y1 && row < band_.end_row; ++row) {
            for (std::uint32_t column = x0; column <= x1; ++column) {
                if (certain || piece_in(index_.frame(column, row), edge, rim))
                    function((row - band_.first_row) * index_.columns + column);
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

    [[nodiscard]] Edges edges_of(std::size_t cell) const noexcept {
        return Edges(numbers_).subspan(starts_[cell], starts_[cell + 1] - starts_[cell]);
    }

    /// From west to east, each cell's reference place is reached from that of the cell before it.
    void fill_row(std::uint32_t row) {
        const CellFrame first = index_.frame(0, row);
        const std::size_t row_start = std::size_t{row - band_.first_row} * index_.columns;
        Cell* const cells = &index_.cells[std::size_t{row} * index_.columns];
        Known known{{first.west - first.width, first.south + first.height / 2}, {}};
        Edges before;
        Numbers on_the_way;
        for (std::uint32_t column = 0; column < index_.columns; ++column) {
            const Edges here = edges_of(row_start + column);
            if (here.empty() && before.empty()) {
                cells[column] = Cell(Cell::Kind::uniform, band_.sets.number_of(known.units));
                continue;
            }
            // A cell without edges is known as a whole, and the path goes on from its first reference place.
            if (before.empty() && column > 0) known.place = reference_place(index_.frame(column - 1, row), 0);
            on_the_way.clear();
            std::ranges::set_union(before, here, std::back_inserter(on_the_way));
            const CellFrame frame = index_.frame(column, row);
            const Reference reference = free_reference(frame, here, 0);
            follow_path(index_.rings, known.place, reference.place, on_the_way, known.units);
            known.place = reference.place;
            cells[column] = made(frame, here, reference, known, 0);
            before = here;
        }
    }

    /// The first reference place that lies on the line of no edge. Leaves the edges' sides in the scratch of the depth.
    [[nodiscard]] Reference free_reference(const CellFrame& frame, Edges numbers, std::size_t depth) {
        std::vector<char>& sides = scratch_[depth].sides;
        Reference reference;
        for (; reference.number < reference_count; ++reference.number) {
            reference.place = reference_place(frame, reference.number);
            sides.clear();
            for (const std::uint32_t number : numbers) {
                const Edge edge = index_.rings.edge(number);
                const int side = orientation(edge.a, edge.b, reference.place);
                if (side == 0) break;
                sides.push_back(side > 0 ? 1 : 0);
            }
            if (sides.size() == numbers.size()) return reference;
        }
        throw data::Error(data::ErrorKind::failure, {}, "no place in a cell of the unit index is free of edges");
    }

    [[nodiscard]] Cell made(const CellFrame& frame, Edges numbers, const Reference& reference, const Known& known,
                            std::size_t depth) {
        if (numbers.empty()) return {Cell::Kind::uniform, band_.sets.number_of(known.units)};
        shorten(frame, numbers, depth);
        const bool divisible = depth < deepest_split && frame.width > children_per_side * index_.smallest_cell &&
                               frame.height > children_per_side * index_.smallest_cell;
        if (short_.size() > most_edges_in_leaf && divisible) return split(frame, numbers, known, depth + 1);
        return leaf(numbers, reference, known.units);
    }

    /// `depth`: of the children.
    [[nodiscard]] Cell split(const CellFrame& frame, Edges numbers, const Known& known, std::size_t depth) {
        const std::size_t first = band_.children.size();
        band_.children.resize(first + children_per_side * children_per_side);
        Numbers& inside = scratch_[depth].inside;
        for (std::uint32_t row = 0; row < children_per_side; ++row) {
            for (std::uint32_t column = 0; column < children_per_side; ++column) {
                const CellFrame child = frame.child(column, row);
                inside.clear();
                std::ranges::copy_if(numbers, std::back_inserter(inside), [&](std::uint32_t number) {
                    return piece_in(child, index_.rings.edge(number), rim).has_value();
                });
                const Reference reference = free_reference(child, inside, depth);
                Known there{reference.place, known.units};
                follow_path(index_.rings, known.place, there.place, numbers, there.units);
                const Cell cell = made(child, inside, reference, there, depth);
                band_.children[first + row * children_per_side + column] = cell;
            }
        }
        return {Cell::Kind::split, static_cast<std::uint32_t>(first)};
    }

    /// Of the edges that `shorten` left.
    [[nodiscard]] Cell leaf(Edges numbers, const Reference& reference, const UnitNumbers& units) {
        if (some_share_ground(reference.place, units)) note_possible_overlaps(units_in_cell(units));
        const bool exact_only = short_.size() > std::numeric_limits<std::uint16_t>::max();
        const LeafHead head{.set = band_.sets.number_of(units),
                            .first_crossing = static_cast<std::uint32_t>(band_.crossings.size()),
                            .edge_count = static_cast<std::uint16_t>(exact_only ? 0 : short_.size()),
                            .reference = static_cast<std::uint8_t>(reference.number),
                            .exact_only = exact_only};
        const auto slot = static_cast<std::uint32_t>(band_.pool.size());
        band_.pool.push_back(std::bit_cast<Slot>(head));
        for (std::size_t i = 0; i < head.edge_count; ++i)
            band_.pool.push_back(std::bit_cast<Slot>(short_[i]));
        band_.crossings.insert(band_.crossings.end(), numbers.begin(), numbers.end());
        band_.crossings.back() |= last_crossing;
        return {Cell::Kind::leaf, slot};
    }

    /// True where a place in the cell may have several units. Their count changes at loose edges only, and beside each
    /// of them it is the same all along, unless loose edges meet. `units` cover the reference place.
    [[nodiscard]] bool some_share_ground(LonLat reference, const UnitNumbers& units) const {
        if (units.size() > 1) return true;
        if (loose_.size() > most_loose_edges) return true;
        for (std::size_t i = 0; i < loose_.size(); ++i) {
            int count = static_cast<int>(units.size());  // on the side of the reference place
            for (std::size_t k = 0; k < loose_.size(); ++k) {
                if (k == i) continue;
                if (k > i && meet_between_ends(loose_[i].edge, loose_[k].edge)) return true;
                if (crosses(loose_[k].edge, {reference, loose_[i].mid})) count += loose_[k].more;
            }
            if (std::max(count, count + loose_[i].more) > 1) return true;
        }
        return false;
    }

    [[nodiscard]] UnitNumbers units_in_cell(const UnitNumbers& at_reference) const {
        UnitNumbers all = at_reference;
        for (const DirectedEdge& each : directed_)
            all.push_back(each.unit);
        std::ranges::sort(all);
        const auto repeated = std::ranges::unique(all);
        all.erase(repeated.begin(), repeated.end());
        return all;
    }

    void note_possible_overlaps(const UnitNumbers& units) {
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (std::size_t k = i + 1; k < units.size(); ++k)
                band_.overlaps.emplace(units[i], units[k]);
        }
    }

    /// The cell's edges in the short form into `short_`, the two sides of a border as one, and into `loose_` those
    /// whose sides do not make up for each other.
    void shorten(const CellFrame& frame, Edges numbers, std::size_t depth) {
        direct(numbers, scratch_[depth].sides);
        put_equal_edges_together();
        short_.clear();
        loose_.clear();
        constexpr std::size_t most_merged = 32;  // so that the sum fits into 32 bits
        for (std::size_t i = 0; i < order_.size();) {
            const Edge& edge = directed_[order_[i].position].edge;
            std::int64_t change = 0;
            int more = 0;
            const std::size_t start = i;
            for (; i < order_.size() && i - start < most_merged; ++i) {
                const DirectedEdge& same = directed_[order_[i].position];
                if (same.edge != edge) break;
                change += same.change;
                more += same.change > 0 ? 1 : -1;
            }
            const auto piece = piece_in(frame, edge, cut);
            if (!piece) continue;
            short_.push_back({step_of(piece->ax), step_of(piece->ay), step_of(piece->bx), step_of(piece->by),
                              static_cast<std::int32_t>(change)});
            if (more != 0) loose_.push_back({edge, middle_of(frame, *piece), more});
        }
    }

    [[nodiscard]] static LonLat middle_of(const CellFrame& frame, const Piece& piece) noexcept {
        return {frame.west + (piece.ax + piece.bx) / 2 * frame.width,
                frame.south + (piece.ay + piece.by) / 2 * frame.height};
    }

    /// Each edge with the reference place to its left, into `directed_`.
    void direct(Edges numbers, const std::vector<char>& sides) {
        directed_.clear();
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            Edge edge = index_.rings.edge(numbers[i]);
            const std::uint32_t unit = index_.rings.unit_of(numbers[i]);
            // The unit lies left of its edge: with the reference place there, crossing leaves it.
            std::int64_t change = -unit_value(unit);
            if (sides[i] == 0) {
                std::swap(edge.a, edge.b);
                change = -change;
            }
            directed_.push_back({edge, unit, change});
        }
    }

    /// Into `order_`: small keys, as moving whole edges takes longer than comparing them.
    void put_equal_edges_together() {
        order_.clear();
        for (std::uint32_t i = 0; i < directed_.size(); ++i)
            order_.push_back({directed_[i].edge.a.lon, i});
        std::ranges::sort(order_, [this](const OrderKey& x, const OrderKey& y) {
            if (x.a_lon != y.a_lon) return x.a_lon < y.a_lon;
            const Edge& p = directed_[x.position].edge;
            const Edge& q = directed_[y.position].edge;
            return std::tie(p.a.lat, p.b, x.position) < std::tie(q.a.lat, q.b, y.position);
        });
    }

    LocatorIndex& index_;
    LocatorBand& band_;
    Numbers starts_;
    Numbers numbers_;
    std::array<Scratch, deepest_split + 1> scratch_;  ///< by depth of the cell
    std::vector<DirectedEdge> directed_;
    std::vector<OrderKey> order_;
    std::vector<LeafEdge> short_;
    std::vector<LooseEdge> loose_;
};

}  // namespace

LocatorBand build_band(LocatorIndex& index, std::uint32_t first_row, std::uint32_t end_row) {
    LocatorBand band(index.rings.unit_count());
    band.first_row = first_row;
    band.end_row = end_row;
    BandBuilder(index, band).run();
    return band;
}

void relocate(LocatorIndex& index, LocatorBand& band, const BandOffsets& offsets) {
    const std::uint32_t first_several = index.rings.unit_count() + 1;
    const auto set_of = [&](std::uint32_t set) {
        return set < first_several ? set : offsets.sets[set - first_several];
    };
    const auto move = [&](Cell& cell) {
        const std::uint32_t number = cell.number();
        switch (cell.kind()) {
            case Cell::Kind::uniform:
                cell = Cell(cell.kind(), set_of(number));
                break;
            case Cell::Kind::leaf:
                cell = Cell(cell.kind(), number + static_cast<std::uint32_t>(offsets.pool));
                break;
            case Cell::Kind::split:
                cell = Cell(cell.kind(), number + static_cast<std::uint32_t>(offsets.children));
        }
    };
    const std::size_t columns = index.columns;
    std::ranges::for_each(
        std::span(index.cells).subspan(band.first_row * columns, (band.end_row - band.first_row) * columns), move);
    std::ranges::for_each(band.children, move);
    for (std::size_t slot = 0; slot < band.pool.size();) {
        auto head = std::bit_cast<LeafHead>(band.pool[slot]);
        head.set = set_of(head.set);
        head.first_crossing += static_cast<std::uint32_t>(offsets.crossings);
        band.pool[slot] = std::bit_cast<Slot>(head);
        slot += std::size_t{1} + head.edge_count;
    }
}

}  // namespace sanvat::analysis
