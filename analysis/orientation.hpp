// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// +1 where c lies left of the line from a to b, −1 right of it, 0 exactly on it. Exact for all finite doubles whose
/// products neither overflow nor underflow, degrees among them: a floating-point filter first, then error-free
/// arithmetic (Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates").
[[nodiscard]] int orientation(data::LonLat a, data::LonLat b, data::LonLat c) noexcept;

}  // namespace sanvat::analysis
