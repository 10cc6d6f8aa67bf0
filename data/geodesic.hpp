// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geometry.hpp"

namespace sanvat::data {

// Measures on the WGS 84 ellipsoid by Karney's geodesics (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 2013),
// as PROJ has them. Thread-safe.

/// Metres along the shortest way between two positions; better than a micrometre.
[[nodiscard]] double distance_m(LonLat a, LonLat b) noexcept;

/// The position that many metres away in that direction, degrees clockwise from north.
[[nodiscard]] LonLat destination(LonLat from, double azimuth_deg, double metres) noexcept;

/// Square metres, edges taken as geodesics, holes taken off; above 0 however the rings are wound.
[[nodiscard]] double area_m2(const MultiPolygon& polygons);

/// True where the point lies inside; on the outline either answer may come.
[[nodiscard]] bool contains(const MultiPolygon& polygons, LonLat point) noexcept;

/// Metres from the point to the nearest place of any ring, inside or outside. Edges are straight in degrees, as they
/// are drawn. Measured on the plane that touches the ellipsoid at the point: good to 0.1 % up to 50 km away.
[[nodiscard]] double distance_to_outline_m(const MultiPolygon& polygons, LonLat point) noexcept;

}  // namespace sanvat::data
