// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "tiler/mercator_shape.hpp"

namespace sanvat::tiler {

/// Drops vertices of lines: those that make the smallest triangles first (Visvalingam and Whyatt 1993), never an end,
/// and gives back as few as keep the line near what it was. The order is found once and serves every tolerance.
/// Immutable and thread-safe.
class ArcThinner {
public:
    /// EPSG:3857 metres; a line is closed where its ends are equal, and then keeps four positions at least: a triangle.
    explicit ArcThinner(std::vector<MercatorLine> lines);

    struct Tolerance {
        double area_m2 = 0;  ///< of triangles whose tip may go
        double off_m = 0;    ///< no dropped vertex is farther than this from the line that is left
    };
    /// Positions of the vertices each line keeps, ascending.
    using Kept = std::vector<std::vector<std::uint32_t>>;

    /// Each line by itself: thinned lines may cross.
    [[nodiscard]] Kept thin(const Tolerance& tolerance) const;

    /// Thinned lines that have a group in common (`groups`: a bit each, one word a line) neither cross nor touch nor
    /// change sides where the source lines do not: vertices come back until none does.
    [[nodiscard]] Kept thin_apart(const Tolerance& tolerance, const std::vector<std::uint32_t>& groups) const;

    [[nodiscard]] const std::vector<MercatorLine>& lines() const noexcept { return lines_; }

private:
    std::vector<MercatorLine> lines_;
    std::vector<std::vector<double>> areas_m2_;  ///< of the triangle that goes with each vertex; infinite: it stays
};

/// Distance of p from the straight line between a and b, ends included, in the units of the points.
[[nodiscard]] double distance_to_segment(MercatorPoint p, MercatorPoint a, MercatorPoint b) noexcept;

}  // namespace sanvat::tiler
