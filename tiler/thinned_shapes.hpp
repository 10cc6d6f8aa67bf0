// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: lines and areas that are no coverage, such as roads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "tiler/arc_thinner.hpp"
#include "tiler/mercator_shape.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// Lines and areas for all zooms, each zoom thinned at its first use and kept. Thread-safe.
///
/// What is thrown away: vertices whose triangle is smaller than a quarter of a square pixel of 256 a tile (Visvalingam
/// and Whyatt), unless a dropped vertex were farther than half a pixel from the line drawn, or rings crossed that do
/// not in the source. Ends stay, and rings keep three corners. Of areas in several pieces those smaller than 64 square
/// pixels go, but for the largest.
class ThinnedShapes {
public:
    /// Lines and polygons, not empty.
    explicit ThinnedShapes(const std::vector<MercatorShape>& shapes);
    ThinnedShapes(const ThinnedShapes&) = delete;
    ThinnedShapes& operator=(const ThinnedShapes&) = delete;

    /// The shape by its position. Requires 0 ≤ zoom ≤ `max_zoom`.
    [[nodiscard]] const MercatorShape& at(std::uint32_t shape, int zoom) const;

private:
    struct Slot {
        std::once_flag made;
        std::vector<MercatorShape> shapes;
    };
    [[nodiscard]] std::vector<MercatorShape> make(int zoom) const;

    std::vector<std::vector<std::size_t>> sizes_;  // of each shape: rings of its polygons; nothing for lines
    std::vector<std::size_t> first_;               // of each shape's lines in the thinner, and their end
    std::vector<std::uint32_t> groups_;            // of the thinner's lines: rings keep apart
    ArcThinner thinner_;
    mutable std::array<Slot, max_zoom + 1> slots_;
};

}  // namespace sanvat::tiler
