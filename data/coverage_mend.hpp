// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: outlines that almost share their edges, made to share them.
#pragma once

#include <string>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::data {

/// Somebody's outlines that overlap their neighbours or leave gaps to them by a little: real files do, where one
/// digitised side was corrected and the other was not.
struct CoverageMend {
    double overlap_m2 = 0;          ///< taken from the later of two outlines that both had it
    double gap_m2 = 0;              ///< given to the neighbour with the longest edge along it
    std::vector<std::string> left;  ///< "Xã A and Xã B overlap by 12.3 ha": too much to be an accident, left alone
};

/// One outline and how to call it.
struct NamedOutline {
    std::string name;
    MultiPolygon* outline = nullptr;
};

/// Largest misfit that is mended, square metres: one hectare.
inline constexpr double most_mended_m2 = 10'000;

/// Mends the outlines in place. Where they are a coverage already nothing changes, not a position.
[[nodiscard]] CoverageMend mend_coverage(const std::vector<NamedOutline>& outlines);

}  // namespace sanvat::data
