// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// +1 where c lies left of the line from a to b, −1 right of it, 0 exactly on it. Exact for coordinates up to 10⁷ in
/// size, degrees and metres alike, unless they differ by less than 10⁻²⁴⁰ in both directions: a floating-point filter
/// first, then error-free arithmetic (Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic and Fast Robust
/// Geometric Predicates").
[[nodiscard]] int orientation(data::LonLat a, data::LonLat b, data::LonLat c) noexcept;

}  // namespace sanvat::analysis
