// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include "analysis/coverage.hpp"
#include "tiler/arc_thinner.hpp"
#include "tiler/grid_rings.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// The grid of one zoom over the whole world: whole units, `TileGrid::extent` a tile; x eastwards and y southwards from
/// 0° 0°. Finer than 2 cm is of no use: zooms beyond `deepest` use its grid.
class WorldGrid {
public:
    static constexpr int deepest = 19;

    /// Requires 0 ≤ zoom ≤ `max_zoom`.
    explicit WorldGrid(int zoom) noexcept;

    [[nodiscard]] int zoom() const noexcept { return zoom_; }
    [[nodiscard]] GridPlace place(MercatorPoint p) const noexcept {
        return {p.x * units_per_metre_, -p.y * units_per_metre_};
    }
    [[nodiscard]] MercatorPoint mercator(GridPoint p) const noexcept {
        return {p.x / units_per_metre_, -p.y / units_per_metre_};
    }
    /// The smallest box of the grid that holds the box.
    [[nodiscard]] GridBox around(const MercatorBox& box) const noexcept;
    /// North-west corner of the tile of this zoom, or, for a deeper one, of its ancestor here.
    [[nodiscard]] GridPoint corner(TileId tile) const noexcept;
    /// That tile with its margin (`TileGrid::buffer`) on each side.
    [[nodiscard]] GridBox reach(TileId tile) const noexcept;

    /// True for lines along which tiles are cut: the edges of their margins.
    [[nodiscard]] bool is_cut(std::int32_t coordinate) const noexcept;
    /// The same for each such line strictly between two coordinates, ascending.
    template <typename Visit>
    void each_cut(double from, double to, Visit visit) const;

private:
    int zoom_;
    double units_per_metre_;
};

/// A ring and the boxes of its stretches, so that most of it can be skipped.
struct ZoomRing {
    static constexpr std::size_t stretch = 32;  ///< edges in one

    GridRing points;
    std::vector<GridBox> boxes;  ///< of each stretch, the first vertex of the next included
    GridBox box;

    explicit ZoomRing(GridRing ring);
};

/// A polygon with its holes; the outer ring first, its area positive.
struct ZoomPart {
    std::vector<ZoomRing> rings;
    bool touches = false;  ///< two of its rings meet at a vertex
};

/// All parts of one record; none where it is smaller than the grid.
struct ZoomPolygon {
    std::vector<ZoomPart> parts;
    GridBox box;
};

/// A coverage as it is drawn at one zoom: arcs thinned and on whole numbers, still a coverage: no gap, no overlap,
/// every polygon valid. Edges of margins of tiles cross lines at vertices only, so that cutting out a tile moves
/// nothing.
struct ZoomShapes {
    WorldGrid grid;
    std::array<std::vector<ZoomPolygon>, analysis::Coverage::most_levels> levels;  ///< by position as in the coverage
    std::vector<GridLine> arcs;  ///< of one point where smaller than the grid
};

/// A coverage for all zooms, each generalised at its first use and kept. Thread-safe.
///
/// What is thrown away at a zoom: vertices whose triangle is smaller than `area_px` square pixels of 256 a tile
/// (Visvalingam and Whyatt), but for the few without which a dropped vertex, or one that rounding moves, were farther
/// than half a pixel from the line drawn, or lines crossed. Nodes stay. Islands become triangles, and vanish where
/// those have no area on the grid, a sixteenth of a pixel.
class ZoomCoverage {
public:
    static constexpr double area_px = 4;

    explicit ZoomCoverage(analysis::Coverage coverage);
    ZoomCoverage(const ZoomCoverage&) = delete;
    ZoomCoverage& operator=(const ZoomCoverage&) = delete;

    [[nodiscard]] const analysis::Coverage& coverage() const noexcept { return coverage_; }
    /// Requires 0 ≤ zoom ≤ `max_zoom`.
    [[nodiscard]] const ZoomShapes& at(int zoom) const;

private:
    [[nodiscard]] std::unique_ptr<const ZoomShapes> make(int zoom) const;
    [[nodiscard]] std::vector<std::vector<GridPlace>> thinned(const WorldGrid& grid) const;

    struct Slot {
        std::once_flag made;
        std::unique_ptr<const ZoomShapes> shapes;
    };
    analysis::Coverage coverage_;
    ArcThinner thinner_;
    std::vector<std::uint32_t> groups_;  // of arcs, a bit a level
    mutable std::array<Slot, WorldGrid::deepest + 1> slots_;
};

}  // namespace sanvat::tiler
