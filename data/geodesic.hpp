// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "data/geometry.hpp"

namespace sanvat::data {

/// Geodesics on the WGS 84 ellipsoid (Karney 2013, as PROJ's geodesic.h computes them: better than 1 µm).
/// Distances in metres, azimuths in degrees clockwise from north, areas in square metres.

[[nodiscard]] double distance_m(LonLat a, LonLat b) noexcept;

/// A place on the WGS 84 ellipsoid in metres from the Earth's centre (EPSG:4978).
struct Geocentric {
    double x = 0;
    double y = 0;
    double z = 0;
};
[[nodiscard]] Geocentric geocentric(LonLat place) noexcept;

/// The straight way through the ground: never longer than the geodesic.
[[nodiscard]] inline double chord_m(const Geocentric& a, const Geocentric& b) noexcept {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z));
}

/// `distance_m` of two places whose chord is known. Up to 20 km it takes the arc over the chord on a sphere,
/// c + c³ / 24 R², which is within 0.1 mm of the geodesic: c³ / 24 R² is 8 mm there, and the radius of curvature
/// R changes by less than 1 % with place and direction. Beyond, it is `distance_m`.
[[nodiscard]] inline double distance_near_m(double chord_m, LonLat a, LonLat b) noexcept {
    constexpr double farthest_arc_m = 20'000;
    constexpr double mean_radius_m = 6'371'009;  // IUGG mean radius R1 of WGS 84
    if (chord_m > farthest_arc_m) return distance_m(a, b);
    return chord_m * (1 + chord_m * chord_m / (24 * mean_radius_m * mean_radius_m));
}

struct GeodesicLeg {
    double distance_m;
    double azimuth_start_deg;
    double azimuth_end_deg;
};
[[nodiscard]] GeodesicLeg inverse(LonLat a, LonLat b) noexcept;

/// The place that far away in that direction.
[[nodiscard]] LonLat destination(LonLat start, double azimuth_deg, double distance_m) noexcept;

/// Area with holes taken off, edges as geodesics.
[[nodiscard]] double area_m2(const MultiPolygon& polygons) noexcept;
[[nodiscard]] double length_m(const LineString& line) noexcept;

/// A box that certainly holds everything at most that far from the place. Clamped to the globe; the whole width where
/// it would cross the antimeridian or a pole.
[[nodiscard]] Envelope box_around(LonLat centre, double distance_m) noexcept;

/// The place on the geodesic from a to b that is nearest to p, and how far it is.
struct FootPoint {
    LonLat place;
    double distance_m;
    double along_m;  ///< from a
};
[[nodiscard]] FootPoint foot_on_leg(LonLat p, LonLat a, LonLat b) noexcept;

/// Geodesic distance from the place to the geometry; 0 inside a polygon; infinite for no geometry.
[[nodiscard]] double distance_to(const Geometry& geometry, LonLat place);

/// Metres from the point to the nearest place of any ring, inside or outside. Edges are straight in degrees, as they
/// are drawn. Measured on the plane that touches the ellipsoid at the point: good to 0.1 % up to 50 km away.
[[nodiscard]] double distance_to_outline_m(const MultiPolygon& polygons, LonLat point) noexcept;

}  // namespace sanvat::data
