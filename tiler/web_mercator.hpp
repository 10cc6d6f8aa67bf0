// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>

#include "data/geometry.hpp"

namespace sanvat::tiler {

/// Radius of the sphere of EPSG:3857 in metres: the semi-major axis of WGS 84 (EPSG Guidance Note 7-2, method 1024
/// "Popular Visualisation Pseudo Mercator"). For drawing only: distances come from data/geodesic.hpp.
inline constexpr double web_mercator_radius_m = 6'378'137.0;

/// Half the width of the world in EPSG:3857 metres.
inline constexpr double web_mercator_half_world_m = std::numbers::pi * web_mercator_radius_m;

/// Latitude in degrees at which the square world ends: atan(sinh(π)).
inline constexpr double max_latitude = 85.051'128'779'806'592;

/// A place in EPSG:3857 metres, x eastwards and y northwards.
struct MercatorPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const MercatorPoint&, const MercatorPoint&) noexcept = default;
};

/// A box in EPSG:3857 metres.
struct MercatorBox {
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;

    [[nodiscard]] double width() const noexcept { return east - west; }
    [[nodiscard]] double height() const noexcept { return north - south; }
    /// The same box with that many metres more on each side.
    [[nodiscard]] MercatorBox grown(double metres) const noexcept {
        return {west - metres, south - metres, east + metres, north + metres};
    }
    [[nodiscard]] bool intersects(const MercatorBox& other) const noexcept {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
    friend bool operator==(const MercatorBox&, const MercatorBox&) noexcept = default;
};

/// Latitudes beyond `max_latitude` are put on the edge of the world.
[[nodiscard]] MercatorPoint to_mercator(data::LonLat position) noexcept;
[[nodiscard]] data::LonLat to_lon_lat(MercatorPoint point) noexcept;

[[nodiscard]] MercatorBox to_mercator(const data::Envelope& envelope) noexcept;
[[nodiscard]] data::Envelope to_lon_lat(const MercatorBox& box) noexcept;

/// Width of one pixel in metres at a zoom, for tiles of 256 pixels. Any zoom from 0, fractions too.
[[nodiscard]] double metres_per_pixel(double zoom) noexcept;

}  // namespace sanvat::tiler
