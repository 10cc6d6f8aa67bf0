// SPDX-License-Identifier: Apache-2.0
#include "tiler/snap_rounding.hpp"

#include <algorithm>
#include <cmath>

#include "tiler/cell_lists.hpp"

namespace sanvat::tiler {

namespace {

GridPoint nearest(GridPlace p) noexcept {
    return {static_cast<std::int32_t>(std::floor(p.x + 0.5)), static_cast<std::int32_t>(std::floor(p.y + 0.5))};
}

/// Shrinks [enter, leave] to where from + t · way lies within half a unit of zero.
bool within_half(double from, double way, double& enter, double& leave) noexcept {
    constexpr double half = 0.5;
    if (way == 0) return from >= -half && from < half;
    const double t0 = ((way > 0 ? -half : half) - from) / way;
    const double t1 = ((way > 0 ? half : -half) - from) / way;
    enter = std::max(enter, t0);
    leave = std::min(leave, t1);
    return enter < leave;
}

bool passes(GridPlace a, GridPlace b, GridPoint pixel) noexcept {
    double enter = 0;
    double leave = 1;
    return within_half(a.x - pixel.x, b.x - a.x, enter, leave) && within_half(a.y - pixel.y, b.y - a.y, enter, leave);
}

std::vector<GridPoint> hot_pixels(const std::vector<std::vector<GridPlace>>& lines) {
    std::vector<GridPoint> pixels;
    for (const auto& line : lines) {
        for (const GridPlace p : line)
            pixels.push_back(nearest(p));
    }
    std::ranges::sort(pixels);
    const auto repeated = std::ranges::unique(pixels);
    pixels.erase(repeated.begin(), repeated.end());
    return pixels;
}

std::vector<MercatorBox> boxes_of(const std::vector<GridPoint>& pixels) {
    std::vector<MercatorBox> boxes;
    boxes.reserve(pixels.size());
    for (const GridPoint p : pixels)
        boxes.push_back({double(p.x), double(p.y), double(p.x), double(p.y)});
    return boxes;
}

class Snapper {
public:
    explicit Snapper(const std::vector<std::vector<GridPlace>>& lines)
        : pixels_(hot_pixels(lines)), cells_(boxes_of(pixels_)) {}

    GridLine snap(const std::vector<GridPlace>& line) {
        GridLine result;
        result.push_back(nearest(line.front()));
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            follow(line[i], line[i + 1], result);
        return result;
    }

private:
    void follow(GridPlace a, GridPlace b, GridLine& result) {
        const GridPoint last = nearest(b);
        passed_.clear();
        const MercatorBox reach =
            MercatorBox{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}.grown(1);
        cells_.near(reach, [&](std::uint32_t i) {
            const GridPoint pixel = pixels_[i];
            if (pixel != result.back() && pixel != last && passes(a, b, pixel)) {
                passed_.emplace_back((pixel.x - a.x) * (b.x - a.x) + (pixel.y - a.y) * (b.y - a.y), pixel);
            }
        });
        std::ranges::sort(passed_);
        for (const auto& [along, pixel] : passed_)
            extend(result, pixel);
        extend(result, last);
    }

    static void extend(GridLine& line, GridPoint p) {
        if (line.back() != p) line.push_back(p);
    }

    std::vector<GridPoint> pixels_;
    CellLists cells_;
    std::vector<std::pair<double, GridPoint>> passed_;
};

struct Piece {
    std::uint32_t line;
    std::uint32_t from;
};

/// A vertex to come after another one of a line.
struct Crossing {
    std::uint32_t line;
    std::uint32_t after;
    double share;  ///< of the way to the next vertex
    GridPlace place;
    auto key() const { return std::tuple(line, after, share); }
};

/// Where a → b and c → d cross, as shares of both ways; ends do not count.
std::optional<std::pair<double, double>> crossing(GridPlace a, GridPlace b, GridPlace c, GridPlace d) noexcept {
    const double abx = b.x - a.x;
    const double aby = b.y - a.y;
    const double cdx = d.x - c.x;
    const double cdy = d.y - c.y;
    const double slant = abx * cdy - aby * cdx;
    if (slant == 0) return std::nullopt;
    const double s = ((c.x - a.x) * cdy - (c.y - a.y) * cdx) / slant;
    const double t = ((c.x - a.x) * aby - (c.y - a.y) * abx) / slant;
    if (s <= 0 || s >= 1 || t <= 0 || t >= 1) return std::nullopt;
    return std::pair(s, t);
}

std::vector<Crossing> crossings(const std::vector<std::vector<GridPlace>>& lines) {
    std::vector<Piece> pieces;
    std::vector<MercatorBox> boxes;
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        for (std::uint32_t i = 0; i + 1 < lines[line].size(); ++i) {
            const GridPlace a = lines[line][i];
            const GridPlace b = lines[line][i + 1];
            pieces.push_back({line, i});
            boxes.push_back({std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)});
        }
    }
    const CellLists cells(boxes);
    std::vector<Crossing> found;
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        const GridPlace a = lines[piece.line][piece.from];
        const GridPlace b = lines[piece.line][piece.from + 1];
        cells.near(boxes[i], [&](std::uint32_t other) {
            if (other == i || !boxes[i].intersects(boxes[other])) return;
            const Piece& crossed = pieces[other];
            const auto at = crossing(a, b, lines[crossed.line][crossed.from], lines[crossed.line][crossed.from + 1]);
            if (!at) return;
            found.push_back(
                {piece.line, piece.from, at->first, {a.x + at->first * (b.x - a.x), a.y + at->first * (b.y - a.y)}});
        });
    }
    std::ranges::sort(found, std::greater<>{}, &Crossing::key);
    return found;
}

/// The lines with a vertex where they cross.
std::vector<std::vector<GridPlace>> noded(std::vector<std::vector<GridPlace>> lines) {
    // From the end of each line, so that numbers of vertices before stay right.
    for (const Crossing& at : crossings(lines))
        lines[at.line].insert(lines[at.line].begin() + at.after + 1, at.place);
    return lines;
}

}  // namespace

std::vector<GridLine> snap_rounded(std::vector<std::vector<GridPlace>> source) {
    const auto lines = noded(std::move(source));
    Snapper snapper(lines);
    std::vector<GridLine> result;
    result.reserve(lines.size());
    for (const auto& line : lines)
        result.push_back(snapper.snap(line));
    return result;
}

}  // namespace sanvat::tiler
