// SPDX-License-Identifier: Apache-2.0
#include "tiler/web_mercator.hpp"

#include <algorithm>
#include <cmath>

namespace sanvat::tiler {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180;

}  // namespace

// EPSG Guidance Note 7-2, method 1024: x = R λ, y = R ln tan(π/4 + φ/2), written with asinh, which keeps its precision
// near the equator.
MercatorPoint to_mercator(data::LonLat position) noexcept {
    const double latitude = std::clamp(position.lat, -max_latitude, max_latitude);
    return {web_mercator_radius_m * position.lon * radians_per_degree,
            web_mercator_radius_m * std::asinh(std::tan(latitude * radians_per_degree))};
}

data::LonLat to_lon_lat(MercatorPoint point) noexcept {
    return {point.x / web_mercator_radius_m / radians_per_degree,
            std::atan(std::sinh(point.y / web_mercator_radius_m)) / radians_per_degree};
}

MercatorBox to_mercator(const data::Envelope& envelope) noexcept {
    const auto low = to_mercator(data::LonLat{envelope.west, envelope.south});
    const auto high = to_mercator(data::LonLat{envelope.east, envelope.north});
    return {low.x, low.y, high.x, high.y};
}

data::Envelope to_lon_lat(const MercatorBox& box) noexcept {
    const auto low = to_lon_lat(MercatorPoint{box.west, box.south});
    const auto high = to_lon_lat(MercatorPoint{box.east, box.north});
    return {low.lon, low.lat, high.lon, high.lat};
}

double metres_per_pixel(double zoom) noexcept {
    constexpr double pixels_across = 256;
    return 2 * web_mercator_half_world_m / pixels_across / std::exp2(zoom);
}

}  // namespace sanvat::tiler
