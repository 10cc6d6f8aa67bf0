// SPDX-License-Identifier: Apache-2.0
#include "data/geodesic.hpp"

#include <geodesic.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sanvat::data {

namespace {

constexpr double semi_major_axis_m = 6378137;         // WGS 84
constexpr double flattening = 1 / 298.257223563;      // WGS 84
constexpr double radians = std::numbers::pi / 180;

const geod_geodesic& wgs84() {
    static const geod_geodesic ellipsoid = [] {
        geod_geodesic made;
        geod_init(&made, semi_major_axis_m, flattening);
        return made;
    }();
    return ellipsoid;
}

double ring_area_m2(const Ring& ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&wgs84(), &polygon, ring[i].lat, ring[i].lon);
    }
    double area = 0;
    double perimeter = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, &perimeter);
    return std::abs(area);
}

/// Metres a degree of longitude and of latitude at that latitude.
struct DegreeLength {
    double lon_m;
    double lat_m;
};

DegreeLength degree_length(double lat) noexcept {
    constexpr double e2 = flattening * (2 - flattening);
    const double s = std::sin(lat * radians);
    const double w = 1 - e2 * s * s;
    const double prime_vertical = semi_major_axis_m / std::sqrt(w);
    const double meridian = prime_vertical * (1 - e2) / w;
    return {prime_vertical * std::cos(lat * radians) * radians, meridian * radians};
}

double distance_to_ring_m(const Ring& ring, LonLat point, DegreeLength degree) noexcept {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double ax = (ring[i].lon - point.lon) * degree.lon_m;
        const double ay = (ring[i].lat - point.lat) * degree.lat_m;
        const double dx = (ring[i + 1].lon - ring[i].lon) * degree.lon_m;
        const double dy = (ring[i + 1].lat - ring[i].lat) * degree.lat_m;
        const double length2 = dx * dx + dy * dy;
        const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
        best = std::min(best, std::hypot(ax + t * dx, ay + t * dy));
    }
    return best;
}

bool ring_contains(const Ring& ring, LonLat point) noexcept {
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const LonLat a = ring[i];
        const LonLat b = ring[i + 1];
        if ((a.lat > point.lat) == (b.lat > point.lat)) continue;
        if (point.lon < a.lon + (b.lon - a.lon) * (point.lat - a.lat) / (b.lat - a.lat)) inside = !inside;
    }
    return inside;
}

}  // namespace

double distance_m(LonLat a, LonLat b) noexcept {
    double metres = 0;
    geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
    return metres;
}

LonLat destination(LonLat from, double azimuth_deg, double metres) noexcept {
    LonLat to;
    geod_direct(&wgs84(), from.lat, from.lon, azimuth_deg, metres, &to.lat, &to.lon, nullptr);
    return to;
}

double area_m2(const MultiPolygon& polygons) {
    double area = 0;
    for (const Polygon& polygon : polygons) {
        area += ring_area_m2(polygon.outer);
        for (const Ring& hole : polygon.holes) area -= ring_area_m2(hole);
    }
    return area;
}

bool contains(const MultiPolygon& polygons, LonLat point) noexcept {
    return std::ranges::any_of(polygons, [&](const Polygon& polygon) {
        return ring_contains(polygon.outer, point) &&
               std::ranges::none_of(polygon.holes, [&](const Ring& hole) { return ring_contains(hole, point); });
    });
}

double distance_to_outline_m(const MultiPolygon& polygons, LonLat point) noexcept {
    const DegreeLength degree = degree_length(point.lat);
    double best = std::numeric_limits<double>::infinity();
    for (const Polygon& polygon : polygons) {
        best = std::min(best, distance_to_ring_m(polygon.outer, point, degree));
        for (const Ring& hole : polygon.holes) best = std::min(best, distance_to_ring_m(hole, point, degree));
    }
    return best;
}

}  // namespace sanvat::data
