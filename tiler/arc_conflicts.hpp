// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what thinning may do to lines beside each other.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "tiler/mercator_shape.hpp"

namespace sanvat::tiler {

/// The vertex strictly between two that is farthest from the straight line between them, and how far; {from, 0} where
/// there is none.
[[nodiscard]] std::pair<std::uint32_t, double> farthest_between(const MercatorLine& line, std::uint32_t from,
                                                                std::uint32_t to) noexcept;

/// Gives vertices back to thinned lines until none of those in one group crosses or touches another or itself, or has
/// passed over a vertex of another, where the source does not. `kept` holds positions, ascending, ends included.
void keep_apart(const std::vector<MercatorLine>& lines, const std::vector<std::uint32_t>& groups,
                std::vector<std::vector<std::uint32_t>>& kept);

}  // namespace sanvat::tiler
