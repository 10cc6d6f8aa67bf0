// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tiler/grid_repair.hpp"

namespace sanvat::tiler {

namespace {

constexpr double low = -TileGrid::buffer;
constexpr double high = TileGrid::extent + TileGrid::buffer;

bool inside(double v) noexcept {
    return v >= low && v <= high;
}

std::int32_t rounded(double v) noexcept {
    return static_cast<std::int32_t>(std::lround(v));
}

/// Above 0 where c lies to the right of a → b on the screen, 0 where the three are in line.
std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) noexcept {
    return std::int64_t{b.x - a.x} * (c.y - a.y) - std::int64_t{b.y - a.y} * (c.x - a.x);
}

/// Drops repeated vertices, vertices in the middle of a straight line, and spikes that go out and back on themselves.
void tidy(GridRing& ring) {
    GridRing kept;
    const auto push = [&kept](GridPoint p) {
        while (kept.size() >= 2 && turn(kept[kept.size() - 2], kept.back(), p) == 0)
            kept.pop_back();
        if (kept.empty() || kept.back() != p) kept.push_back(p);
    };
    for (const GridPoint p : ring)
        push(p);
    // Once more around the place where the ring closes.
    for (bool changed = true; changed && kept.size() >= 3;) {
        const std::size_t n = kept.size();
        changed = true;
        if (kept.back() == kept.front() || turn(kept[n - 2], kept[n - 1], kept[0]) == 0) {
            kept.pop_back();
        } else if (turn(kept[n - 1], kept[0], kept[1]) == 0) {
            kept.erase(kept.begin());
        } else {
            changed = false;
        }
    }
    if (kept.size() < 3) kept.clear();
    ring = std::move(kept);
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

// Sutherland and Hodgman 1974, one side after the other. Where a ring leaves and comes back it keeps pairs of edges
// along the margin that cancel each other, which is no valid polygon.
ExactRing clipped(ExactRing ring) {
    const auto side = [&ring](double GridPlace::*axis, double GridPlace::*other, double limit, double sign) {
        ExactRing kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const GridPlace& a = ring[i];
            const GridPlace& b = ring[(i + 1) % ring.size()];
            const bool a_in = sign * (a.*axis - limit) >= 0;
            const bool b_in = sign * (b.*axis - limit) >= 0;
            if (a_in) kept.push_back(a);
            if (a_in == b_in) continue;
            GridPlace cut;
            cut.*axis = limit;
            // From the lower end always, so that two polygons that share the edge cut it at the same place.
            const bool forwards = a.*axis < b.*axis;
            const GridPlace& p = forwards ? a : b;
            const GridPlace& q = forwards ? b : a;
            cut.*other = p.*other + (limit - p.*axis) / (q.*axis - p.*axis) * (q.*other - p.*other);
            kept.push_back(cut);
        }
        ring = std::move(kept);
    };
    side(&GridPlace::x, &GridPlace::y, low, 1);
    side(&GridPlace::x, &GridPlace::y, high, -1);
    side(&GridPlace::y, &GridPlace::x, low, 1);
    side(&GridPlace::y, &GridPlace::x, high, -1);
    return ring;
}

GridRing rounded_ring(const ExactRing& exact) {
    const bool whole = std::ranges::all_of(exact, [](const GridPlace& p) { return inside(p.x) && inside(p.y); });
    GridRing result;
    for (const GridPlace& p : whole ? exact : clipped(exact))
        result.push_back({rounded(p.x), rounded(p.y)});
    tidy(result);
    return result;
}

void wind(GridPolygon& polygon) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        if ((area2(polygon[i]) > 0) != (i == 0)) std::ranges::reverse(polygon[i]);
    }
}

void extend(GridLine& line, GridPoint p) {
    if (line.empty() || line.back() != p) line.push_back(p);
}

}  // namespace

std::int64_t area2(const GridRing& ring) noexcept {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GridPoint a = ring[i];
        const GridPoint b = ring[(i + 1) % ring.size()];
        sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
    }
    return sum;
}

TileGrid::TileGrid(TileId tile) noexcept
    : box_(tile.mercator_box()), units_per_metre_(extent / (box_.east - box_.west)) {}

data::Envelope TileGrid::reach() const noexcept {
    return to_lon_lat(box_.grown((buffer + 1) / units_per_metre_));
}

GridPlace TileGrid::place(data::LonLat position) const noexcept {
    const auto p = to_mercator(position);
    return {(p.x - box_.west) * units_per_metre_, (box_.north - p.y) * units_per_metre_};
}

std::optional<GridPoint> TileGrid::point(data::LonLat position) const noexcept {
    const GridPlace p = place(position);
    if (!inside(p.x) || !inside(p.y)) return std::nullopt;
    return GridPoint{rounded(p.x), rounded(p.y)};
}

std::vector<GridLine> TileGrid::lines(const data::MultiLineString& lines) const {
    std::vector<GridLine> result;
    GridLine part;
    const auto finish = [&] {
        if (part.size() >= 2) result.push_back(std::move(part));
        part.clear();
    };
    for (const auto& line : lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const GridPlace a = place(line[i]);
            const GridPlace b = place(line[i + 1]);
            const auto seen = visible(a.x, a.y, b.x, b.y);
            if (!seen) {
                finish();
                continue;
            }
            const auto at = [&](double t) {
                return GridPoint{rounded(a.x + t * (b.x - a.x)), rounded(a.y + t * (b.y - a.y))};
            };
            if (seen->first > 0) finish();
            extend(part, at(seen->first));
            extend(part, at(seen->second));
            if (seen->second < 1) finish();
        }
        finish();
    }
    return result;
}

ExactRing TileGrid::places(const data::Ring& ring) const {
    ExactRing result;
    result.reserve(ring.size());
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        result.push_back(place(ring[i]));
    return result;
}

std::vector<GridPolygon> TileGrid::polygons(const data::MultiPolygon& polygons) const {
    std::vector<GridPolygon> rounded;
    std::vector<ExactPolygon> exact;
    for (const auto& polygon : polygons) {
        ExactPolygon rings{places(polygon.outer)};
        auto outer = rounded_ring(rings.front());
        if (outer.empty()) continue;
        GridPolygon result{std::move(outer)};
        for (const auto& hole : polygon.holes) {
            rings.push_back(places(hole));
            auto inner = rounded_ring(rings.back());
            if (!inner.empty()) result.push_back(std::move(inner));
        }
        rounded.push_back(std::move(result));
        exact.push_back(std::move(rings));
    }
    // Most are in order after plain rounding. Others touch or cross themselves now, or left the margin and came back.
    if (!is_valid(rounded)) rounded = snap_rounded(exact, low, high);
    for (GridPolygon& polygon : rounded)
        wind(polygon);
    return rounded;
}

}  // namespace sanvat::tiler
