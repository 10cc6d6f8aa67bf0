// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// True where the geometry and the box share a point (planar, boundaries included). False for no geometry.
[[nodiscard]] bool meets(const data::Geometry& geometry, const data::Envelope& box) noexcept;

}  // namespace sanvat::analysis
