// SPDX-License-Identifier: Apache-2.0
#include "tiler/line_stretches.hpp"

#include <algorithm>
#include <cmath>

namespace sanvat::tiler {

namespace {

double length_m(MercatorPoint a, MercatorPoint b) noexcept {
    return std::hypot(b.x - a.x, b.y - a.y);
}

bool meets(MercatorPoint a, MercatorPoint b, const MercatorBox& box) noexcept {
    return std::min(a.x, b.x) <= box.east && std::max(a.x, b.x) >= box.west && std::min(a.y, b.y) <= box.north &&
           std::max(a.y, b.y) >= box.south;
}

/// The line from `back_m` before its vertex to that vertex.
MercatorLine run_up(const MercatorLine& line, std::size_t vertex, double back_m) {
    MercatorLine reversed{line[vertex]};
    for (; back_m > 0 && vertex > 0; --vertex) {
        const MercatorPoint from = line[vertex];
        const MercatorPoint to = line[vertex - 1];
        const double length = length_m(from, to);
        const double share = back_m / length;
        reversed.push_back(
            length <= back_m ? to : MercatorPoint{from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
        back_m -= length;
    }
    std::ranges::reverse(reversed);
    return reversed;
}

}  // namespace

std::vector<MercatorLine> stretches_near(const MercatorLine& line, const MercatorBox& box, const LineCut& cut) {
    if (line.size() < 2) return {};  // smaller than the grid of a zoom
    if (cut.whole) return {line};
    std::vector<MercatorLine> stretches;
    double walked_m = 0;
    bool seen = false;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const bool seen_before = seen;
        seen = meets(line[i], line[i + 1], box);
        if (seen && !seen_before)
            stretches.push_back(run_up(line, i, cut.pattern_m > 0 ? std::fmod(walked_m, cut.pattern_m) : 0));
        if (seen) stretches.back().push_back(line[i + 1]);
        if (cut.pattern_m > 0) walked_m += length_m(line[i], line[i + 1]);
    }
    return stretches;
}

}  // namespace sanvat::tiler
