// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// `orientation` where the floating-point filter cannot tell.
[[nodiscard]] int exact_orientation(data::LonLat a, data::LonLat b, data::LonLat c) noexcept;

/// +1 where c lies left of the line from a to b, −1 right of it, 0 exactly on it. Exact for coordinates up to 10⁷ in
/// size, degrees and metres alike, unless they differ by less than 10⁻²⁴⁰ in both directions: a floating-point filter
/// first, then error-free arithmetic (Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic and Fast Robust
/// Geometric Predicates").
[[nodiscard]] inline int orientation(data::LonLat a, data::LonLat b, data::LonLat c) noexcept {
    const double left = (a.lon - c.lon) * (b.lat - c.lat);
    const double right = (a.lat - c.lat) * (b.lon - c.lon);
    const double determinant = left - right;
    // Shewchuk's bound A: beyond it rounding cannot have changed the sign.
    constexpr double half_ulp = std::numeric_limits<double>::epsilon() / 2;
    // Products that underflow lose more than that, but never more than the smallest normal number.
    const double bound =
        (3 + 16 * half_ulp) * half_ulp * (std::abs(left) + std::abs(right)) + std::numeric_limits<double>::min();
    if (determinant > bound) return 1;
    if (determinant < -bound) return -1;
    return exact_orientation(a, b, c);
}

}  // namespace sanvat::analysis
