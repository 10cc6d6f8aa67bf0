// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sanvat::tiler {

namespace {

constexpr double low = -TileGrid::buffer;
constexpr double high = TileGrid::extent + TileGrid::buffer;

bool inside(double v) noexcept {
    return v >= low && v <= high;
}

std::int32_t whole(double v) noexcept {
    return static_cast<std::int32_t>(std::lround(v));
}

/// The part of a → b between `low` and `high` on both axes, as shares of the way (Liang and Barsky 1984).
std::optional<std::pair<double, double>> visible(double ax, double ay, double bx, double by) noexcept {
    double enter = 0;
    double leave = 1;
    const auto cut = [&](double from, double step) {
        if (step == 0) return inside(from);
        const double t0 = ((step > 0 ? low : high) - from) / step;
        const double t1 = ((step > 0 ? high : low) - from) / step;
        enter = std::max(enter, t0);
        leave = std::min(leave, t1);
        return enter <= leave;
    };
    if (!cut(ax, bx - ax) || !cut(ay, by - ay)) return std::nullopt;
    return std::pair(enter, leave);
}

}  // namespace

std::int64_t area2(const GridRing& ring) noexcept {
    std::int64_t sum = 0;
    const GridPoint o = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GridPoint a = ring[i];
        const GridPoint b = ring[(i + 1) % ring.size()];
        sum += (std::int64_t{a.x} - o.x) * (std::int64_t{b.y} - o.y) -
               (std::int64_t{b.x} - o.x) * (std::int64_t{a.y} - o.y);
    }
    return sum;
}

TileGrid::TileGrid(TileId tile) noexcept
    : box_(tile.mercator_box()), units_per_metre_(extent / (box_.east - box_.west)) {}

GridPlace TileGrid::place(MercatorPoint p) const noexcept {
    return {(p.x - box_.west) * units_per_metre_, (box_.north - p.y) * units_per_metre_};
}

std::optional<GridPoint> TileGrid::point(MercatorPoint position) const noexcept {
    const GridPlace p = place(position);
    if (!inside(p.x) || !inside(p.y)) return std::nullopt;
    return GridPoint{whole(p.x), whole(p.y)};
}

void TileGrid::add_line(const MercatorLine& line, std::vector<GridLine>& result) const {
    GridLine part;
    const auto finish = [&] {
        if (part.size() >= 2) result.push_back(std::move(part));
        part.clear();
    };
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const GridPlace a = place(line[i]);
        const GridPlace b = place(line[i + 1]);
        const auto seen = visible(a.x, a.y, b.x, b.y);
        if (!seen) {
            finish();
            continue;
        }
        const auto at = [&](double t) { return GridPoint{whole(a.x + t * (b.x - a.x)), whole(a.y + t * (b.y - a.y))}; };
        if (seen->first > 0) finish();
        extend(part, at(seen->first));
        extend(part, at(seen->second));
        if (seen->second < 1) finish();
    }
    finish();
}

}  // namespace sanvat::tiler
