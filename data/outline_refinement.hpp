// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: whether an outline is another one with more positions along its edges.
#pragma once

#include "data/geometry.hpp"

namespace sanvat::data {

/// Farthest that an added position may lie from its edge, degrees: a tenth of a millimetre, far more than rounding.
inline constexpr double most_off_edge = 1e-9;

/// Whether `fine` has all positions of `coarse` in their order, and between them only such as lie on the edges of
/// `coarse`. Every outline refines itself; rings and parts must come in the same order and begin at the same position.
[[nodiscard]] bool refines(const MultiPolygon& fine, const MultiPolygon& coarse) noexcept;

}  // namespace sanvat::data
