// SPDX-License-Identifier: Apache-2.0
#include "tiler/arc_conflicts.hpp"

#include <algorithm>
#include <span>

#include "tiler/arc_thinner.hpp"
#include "tiler/cell_lists.hpp"

namespace sanvat::tiler {

namespace {

/// A straight piece of a thinned line, and the stretch of its source that it stands for.
struct ArcPiece {
    std::uint32_t line;
    std::uint32_t from;
    std::uint32_t to;
    [[nodiscard]] bool thinned() const noexcept { return to > from + 1; }
};

/// Above 0 where c lies to the left of a → b, 0 where the three are in line.
double turn(MercatorPoint a, MercatorPoint b, MercatorPoint c) noexcept {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// For a point in line with a and b.
bool between(MercatorPoint p, MercatorPoint a, MercatorPoint b) noexcept {
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
           p.y <= std::max(a.y, b.y);
}

bool on(MercatorPoint p, MercatorPoint a, MercatorPoint b) noexcept {
    return turn(a, b, p) == 0 && between(p, a, b);
}

/// True where two straight lines share more than an end of both.
bool collide(MercatorPoint a, MercatorPoint b, MercatorPoint c, MercatorPoint d) noexcept {
    if (a == c || a == d || b == c || b == d) {
        const MercatorPoint shared = a == c || a == d ? a : b;
        const MercatorPoint p = shared == a ? b : a;
        const MercatorPoint q = shared == c ? d : c;
        return on(p, shared, q) || on(q, shared, p);
    }
    const double c_side = turn(a, b, c);
    const double d_side = turn(a, b, d);
    const double a_side = turn(c, d, a);
    const double b_side = turn(c, d, b);
    if (c_side == 0 && between(c, a, b)) return true;
    if (d_side == 0 && between(d, a, b)) return true;
    if (a_side == 0 && between(a, c, d)) return true;
    if (b_side == 0 && between(b, c, d)) return true;
    return (c_side > 0) != (d_side > 0) && (a_side > 0) != (b_side > 0);
}

/// True where p lies in the ground between a stretch of a line and its straight piece (even-odd).
bool passed_over(std::span<const MercatorPoint> stretch, MercatorPoint p) noexcept {
    bool inside = false;
    MercatorPoint a = stretch.back();
    for (const MercatorPoint b : stretch) {
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) inside = !inside;
        a = b;
    }
    return inside;
}

MercatorBox box_around(std::span<const MercatorPoint> points) noexcept {
    MercatorBox box{points[0].x, points[0].y, points[0].x, points[0].y};
    for (const MercatorPoint p : points) {
        box = {std::min(box.west, p.x), std::min(box.south, p.y), std::max(box.east, p.x), std::max(box.north, p.y)};
    }
    return box;
}

/// Looks for conflicts once and gives vertices back.
class Round {
public:
    Round(const std::vector<MercatorLine>& lines, const std::vector<std::uint32_t>& groups,
          std::vector<std::vector<std::uint32_t>>& kept)
        : lines_(lines), groups_(groups), kept_(kept) {
        for (std::uint32_t line = 0; line < kept.size(); ++line) {
            for (std::size_t i = 0; i + 1 < kept[line].size(); ++i) {
                pieces_.push_back({line, kept[line][i], kept[line][i + 1]});
                boxes_.push_back(box_around(std::array{start(pieces_.back()), end(pieces_.back())}));
            }
        }
    }

    /// True where something came back.
    bool run() {
        const CellLists cells(boxes_);
        split_.assign(pieces_.size(), false);
        for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
            if (!pieces_[i].thinned()) continue;
            const MercatorBox reach = box_around(stretch(pieces_[i]));
            cells.near(reach, [&](std::uint32_t other) {
                if (other != i && boxes_[other].intersects(reach)) compare(i, other, reach);
            });
        }
        return give_back();
    }

private:
    MercatorPoint start(const ArcPiece& piece) const { return lines_[piece.line][piece.from]; }
    MercatorPoint end(const ArcPiece& piece) const { return lines_[piece.line][piece.to]; }
    std::span<const MercatorPoint> stretch(const ArcPiece& piece) const {
        return std::span(lines_[piece.line]).subspan(piece.from, piece.to - piece.from + 1);
    }

    void compare(std::uint32_t i, std::uint32_t other, const MercatorBox& reach) {
        const ArcPiece& piece = pieces_[i];
        const ArcPiece& neighbour = pieces_[other];
        if ((groups_[piece.line] & groups_[neighbour.line]) == 0) return;
        if (collide(start(piece), end(piece), start(neighbour), end(neighbour))) {
            split_[i] = true;
            split_[other] = neighbour.thinned();
        } else if (passes_over(piece, start(neighbour), reach) || passes_over(piece, end(neighbour), reach)) {
            split_[i] = true;
        }
    }

    /// `reach` is the box around the piece and its stretch.
    bool passes_over(const ArcPiece& piece, MercatorPoint p, const MercatorBox& reach) const {
        return reach.intersects({p.x, p.y, p.x, p.y}) && p != start(piece) && p != end(piece) &&
               passed_over(stretch(piece), p);
    }

    bool give_back() {
        bool any = false;
        for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
            if (!split_[i]) continue;
            const ArcPiece& piece = pieces_[i];
            auto [middle, off] = farthest_between(lines_[piece.line], piece.from, piece.to);
            if (off == 0) middle = (piece.from + piece.to) / 2;
            auto& kept = kept_[piece.line];
            kept.insert(std::ranges::lower_bound(kept, middle), middle);
            any = true;
        }
        return any;
    }

    const std::vector<MercatorLine>& lines_;
    const std::vector<std::uint32_t>& groups_;
    std::vector<std::vector<std::uint32_t>>& kept_;
    std::vector<ArcPiece> pieces_;
    std::vector<MercatorBox> boxes_;
    std::vector<bool> split_;
};

}  // namespace

std::pair<std::uint32_t, double> farthest_between(const MercatorLine& line, std::uint32_t from,
                                                  std::uint32_t to) noexcept {
    std::pair<std::uint32_t, double> farthest{from, 0};
    for (std::uint32_t i = from + 1; i < to; ++i) {
        const double off = distance_to_segment(line[i], line[from], line[to]);
        if (off > farthest.second) farthest = {i, off};
    }
    return farthest;
}

void keep_apart(const std::vector<MercatorLine>& lines, const std::vector<std::uint32_t>& groups,
                std::vector<std::vector<std::uint32_t>>& kept) {
    while (Round(lines, groups, kept).run()) {
    }
}

}  // namespace sanvat::tiler
