// SPDX-License-Identifier: Apache-2.0
#include "tiler/classed_figure.hpp"

#include <algorithm>

namespace sanvat::tiler {

MadeUp made_up(double illustrative, double whole) noexcept {
    if (!(illustrative > 0)) return MadeUp::nothing;
    return 2 * illustrative >= whole ? MadeUp::most : MadeUp::some;
}

std::size_t ClassedFigure::class_of(double value) const noexcept {
    const auto found = std::ranges::find_if(classes, [value](const auto& each) { return value <= each.to; });
    // Rounding may put the largest value a hair above the last break.
    return static_cast<std::size_t>(std::min(found, classes.end() - 1) - classes.begin());
}

}  // namespace sanvat::tiler
