// SPDX-License-Identifier: Apache-2.0
#include "tiler/zoom_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tiler/snap_rounding.hpp"

namespace sanvat::tiler {

namespace {

using analysis::Coverage;

constexpr std::int32_t side = TileGrid::extent;
constexpr std::int32_t margin = TileGrid::buffer;

/// Units a pixel of 256 is wide.
constexpr double pixel_units = side / 256.0;

/// Edges of tiles lie at multiples of a tile's width from 0° 0°, but at zoom 0, whose one tile has it in its middle.
std::int64_t first_corner(int zoom) noexcept {
    return zoom == 0 ? -side / 2 : 0;
}

GridBox box_of_points(const GridPoint* begin, const GridPoint* end) noexcept {
    GridBox box{*begin, *begin};
    for (const GridPoint* p = begin; p != end; ++p)
        box.extend(*p);
    return box;
}

std::vector<MercatorLine> projected(const Coverage& coverage) {
    std::vector<MercatorLine> lines;
    lines.reserve(coverage.arcs.size());
    for (const auto& arc : coverage.arcs)
        lines.push_back(project(arc.line));
    return lines;
}

std::vector<std::uint32_t> level_bits(const Coverage& coverage) {
    std::vector<std::uint32_t> bits;
    for (const auto& arc : coverage.arcs)
        bits.push_back((arc.of_level(0) ? 1U : 0U) | (arc.of_level(1) ? 2U : 0U));
    return bits;
}

/// Adds b and, before it, where a → b crosses edges of margins.
void extend_cut(const WorldGrid& grid, GridPlace a, GridPlace b, std::vector<GridPlace>& line) {
    const std::size_t first = line.size();
    grid.each_cut(a.x, b.x, [&](std::int64_t cut) {
        const auto x = static_cast<double>(cut);
        line.push_back({x, a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)});
    });
    grid.each_cut(a.y, b.y, [&](std::int64_t cut) {
        const auto y = static_cast<double>(cut);
        line.push_back({a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), y});
    });
    const auto along = [&](GridPlace p) { return (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y); };
    std::sort(line.begin() + static_cast<std::ptrdiff_t>(first), line.end(),
              [&](GridPlace p, GridPlace q) { return along(p) < along(q); });
    line.push_back(b);
}

GridRing ring_of(const std::vector<GridLine>& arcs, const Coverage::Ring& signed_arcs) {
    GridRing ring;
    for (const analysis::SignedArc arc : signed_arcs) {
        const GridLine& line = arcs[analysis::arc_of(arc)];
        // The node at the end is the first of the next arc.
        if (arc < 0) ring.insert(ring.end(), line.rbegin(), line.rend() - 1);
        if (arc >= 0) ring.insert(ring.end(), line.begin(), line.end() - 1);
    }
    // y turned over, and so did the winding.
    std::ranges::reverse(ring);
    return ring;
}

/// True where a vertex is met twice.
bool repeats(const std::vector<GridRing>& rings) {
    std::vector<GridPoint> points;
    for (const GridRing& ring : rings)
        points.insert(points.end(), ring.begin(), ring.end());
    std::ranges::sort(points);
    return std::ranges::adjacent_find(points) != points.end();
}

void add_part(const GridPolygon& rings, ZoomPolygon& polygon) {
    ZoomPart part;
    part.touches = rings.size() > 1 && repeats(rings);
    for (const GridRing& ring : rings)
        part.rings.emplace_back(ring);
    const GridBox& box = part.rings.front().box;
    if (polygon.parts.empty()) polygon.box = box;
    polygon.box.extend(box);
    polygon.parts.push_back(std::move(part));
}

ZoomPolygon polygon_of(const std::vector<GridLine>& arcs, const std::vector<Coverage::Part>& parts) {
    std::vector<GridRing> all;
    std::vector<GridPolygon> plain;
    for (const Coverage::Part& part : parts) {
        GridPolygon& rings = plain.emplace_back();
        for (const Coverage::Ring& ring : part) {
            rings.push_back(ring_of(arcs, ring));
            all.push_back(rings.back());
        }
    }
    const auto in_order = [](const GridPolygon& rings) {
        return std::ranges::all_of(rings, [](const GridRing& ring) { return ring.size() >= 3; });
    };
    ZoomPolygon result;
    if (repeats(all) || !std::ranges::all_of(plain, in_order)) plain = cleaned(all);
    for (const GridPolygon& rings : plain)
        add_part(rings, result);
    return result;
}

}  // namespace

WorldGrid::WorldGrid(int zoom) noexcept
    : zoom_(std::min(zoom, deepest)), units_per_metre_(std::ldexp(side, zoom_) / (2 * web_mercator_half_world_m)) {}

GridBox WorldGrid::around(const MercatorBox& box) const noexcept {
    const auto whole = [](double v) {
        constexpr double edge = 2e9;
        return static_cast<std::int32_t>(std::clamp(v, -edge, edge));
    };
    const GridPlace low = place({box.west, box.north});
    const GridPlace high = place({box.east, box.south});
    return {{whole(std::floor(low.x)), whole(std::floor(low.y))}, {whole(std::ceil(high.x)), whole(std::ceil(high.y))}};
}

GridPoint WorldGrid::corner(TileId tile) const noexcept {
    const int deeper = std::max(0, tile.z() - deepest);
    const std::int64_t half_world = (std::int64_t{side} << static_cast<unsigned>(zoom_)) / 2;
    const auto at = [&](std::uint32_t number) {
        return static_cast<std::int32_t>(std::int64_t{number >> static_cast<unsigned>(deeper)} * side - half_world);
    };
    return {at(tile.x()), at(tile.y())};
}

GridBox WorldGrid::reach(TileId tile) const noexcept {
    const GridPoint c = corner(tile);
    return {{c.x - margin, c.y - margin}, {c.x + side + margin, c.y + side + margin}};
}

bool WorldGrid::is_cut(std::int32_t coordinate) const noexcept {
    const std::int64_t offset = ((coordinate - first_corner(zoom_)) % side + side) % side;
    return offset == margin || offset == side - margin;
}

template <typename Visit>
void WorldGrid::each_cut(double from, double to, Visit visit) const {
    const double low = std::min(from, to);
    const double high = std::max(from, to);
    const std::int64_t shift = first_corner(zoom_);
    auto tile = static_cast<std::int64_t>(std::floor((low - static_cast<double>(shift) - margin) / side));
    for (;; ++tile) {
        const std::int64_t edge = tile * side + shift;
        if (static_cast<double>(edge - margin) >= high) return;
        for (const std::int64_t cut : {edge - margin, edge + margin}) {
            if (static_cast<double>(cut) > low && static_cast<double>(cut) < high) visit(cut);
        }
    }
}

ZoomRing::ZoomRing(GridRing ring) : points(std::move(ring)) {
    const std::size_t n = points.size();
    for (std::size_t begin = 0; begin < n; begin += stretch) {
        const std::size_t end = std::min(begin + stretch, n);
        GridBox part = box_of_points(points.data() + begin, points.data() + end);
        part.extend(points[end % n]);
        if (boxes.empty()) box = part;
        box.extend(part);
        boxes.push_back(part);
    }
}

ZoomCoverage::ZoomCoverage(Coverage coverage)
    : coverage_(std::move(coverage)), thinner_(projected(coverage_)), groups_(level_bits(coverage_)) {}

std::vector<std::vector<GridPlace>> ZoomCoverage::thinned(const WorldGrid& grid) const {
    const double pixel_m = metres_per_pixel(grid.zoom());
    // Rounding moves a line by half the diagonal of a grid square at most.
    constexpr double left_to_thinning = 0.5 - std::numbers::sqrt2 / 2 / pixel_units;
    const auto kept = thinner_.thin_apart({area_px * pixel_m * pixel_m, left_to_thinning * pixel_m}, groups_);
    std::vector<std::vector<GridPlace>> lines(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const MercatorLine& source = thinner_.lines()[i];
        lines[i].push_back(grid.place(source[kept[i].front()]));
        for (std::size_t k = 1; k < kept[i].size(); ++k)
            extend_cut(grid, grid.place(source[kept[i][k - 1]]), grid.place(source[kept[i][k]]), lines[i]);
    }
    return lines;
}

std::unique_ptr<const ZoomShapes> ZoomCoverage::make(int zoom) const {
    auto shapes = std::make_unique<ZoomShapes>(ZoomShapes{WorldGrid(zoom), {}, {}});
    shapes->arcs = snap_rounded(thinned(shapes->grid));
    for (std::size_t level = 0; level < coverage_.levels.size(); ++level) {
        for (const auto& parts : coverage_.levels[level])
            shapes->levels[level].push_back(polygon_of(shapes->arcs, parts));
    }
    return shapes;
}

const ZoomShapes& ZoomCoverage::at(int zoom) const {
    Slot& slot = slots_[static_cast<std::size_t>(WorldGrid(zoom).zoom())];
    std::call_once(slot.made, [&] { slot.shapes = make(zoom); });
    return *slot.shapes;
}

}  // namespace sanvat::tiler
