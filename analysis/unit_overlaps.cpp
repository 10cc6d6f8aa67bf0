// SPDX-License-Identifier: Apache-2.0
#include "analysis/unit_overlaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "data/geodesic.hpp"

namespace sanvat::analysis {

std::vector<UnitOverlap> unit_overlaps(const std::vector<const data::MultiPolygon*>& polygons,
                                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& candidates,
                                       double least_m2) {
    std::vector<UnitOverlap> overlaps;
    for (const auto& [first, second] : candidates) {
        const double area = data::area_m2(data::intersection(*polygons[first], *polygons[second]));
        if (area > 0 && area >= least_m2) overlaps.push_back({first, second, area});
    }
    std::ranges::sort(overlaps, [](const UnitOverlap& x, const UnitOverlap& y) {
        return std::tie(y.area_m2, x.first, x.second) < std::tie(x.area_m2, y.first, y.second);
    });
    return overlaps;
}

std::string area_text(double area_m2) {
    constexpr double hectare_m2 = 10'000;
    if (area_m2 < 0.01) return "less than 0.01 m²";
    if (area_m2 < 1) return fmt::format("{:.2f} m²", area_m2);
    return area_m2 < hectare_m2 ? fmt::format("{:.0f} m²", area_m2) : fmt::format("{:.1f} ha", area_m2 / hectare_m2);
}

}  // namespace sanvat::analysis
