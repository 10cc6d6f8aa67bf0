// SPDX-License-Identifier: Apache-2.0
#include "data/geodesic.hpp"

#include <geodesic.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace sanvat::data {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180;

/// WGS 84 defining constants (NIMA TR8350.2, table 3.1).
constexpr double semi_major_m = 6378137;
constexpr double flattening = 1 / 298.257223563;

/// The shortest that one degree of latitude gets, at the equator, rounded down: boxes made with it are never too small.
constexpr double least_metres_per_degree = 110'574;

const geod_geodesic& wgs84() {
    static const geod_geodesic ellipsoid = [] {
        geod_geodesic made;
        geod_init(&made, semi_major_m, flattening);
        return made;
    }();
    return ellipsoid;
}

double ring_area_m2(const Ring& ring) noexcept {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&wgs84(), &polygon, ring[i].lat, ring[i].lon);
    }
    double area = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

double distance_to_line(const std::vector<LonLat>& line, LonLat place) noexcept {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        least = std::min(least, foot_on_leg(place, line[i], line[i + 1]).distance_m);
    }
    return least;
}

double distance_to_polygon(const Polygon& polygon, LonLat place) noexcept {
    if (contains(polygon, place)) return 0;
    double least = distance_to_line(polygon.outer, place);
    for (const auto& hole : polygon.holes)
        least = std::min(least, distance_to_line(hole, place));
    return least;
}

/// Metres a degree of longitude and of latitude at that latitude.
struct DegreeLength {
    double lon_m;
    double lat_m;
};

DegreeLength degree_length(double lat) noexcept {
    constexpr double e2 = flattening * (2 - flattening);
    const double s = std::sin(lat * radians_per_degree);
    const double w = 1 - e2 * s * s;
    const double prime_vertical = semi_major_m / std::sqrt(w);
    const double meridian = prime_vertical * (1 - e2) / w;
    return {prime_vertical * std::cos(lat * radians_per_degree) * radians_per_degree, meridian * radians_per_degree};
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

}  // namespace

GeodesicLeg inverse(LonLat a, LonLat b) noexcept {
    GeodesicLeg leg{};
    geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &leg.distance_m, &leg.azimuth_start_deg, &leg.azimuth_end_deg);
    return leg;
}

double distance_m(LonLat a, LonLat b) noexcept {
    double distance = 0;
    geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &distance, nullptr, nullptr);
    return distance;
}

Geocentric geocentric(LonLat place) noexcept {
    constexpr double e2 = flattening * (2 - flattening);
    const double lat = place.lat * radians_per_degree;
    const double lon = place.lon * radians_per_degree;
    const double prime_vertical = semi_major_m / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
    return {prime_vertical * std::cos(lat) * std::cos(lon), prime_vertical * std::cos(lat) * std::sin(lon),
            prime_vertical * (1 - e2) * std::sin(lat)};
}

LonLat destination(LonLat start, double azimuth_deg, double distance_m) noexcept {
    LonLat end;
    geod_direct(&wgs84(), start.lat, start.lon, azimuth_deg, distance_m, &end.lat, &end.lon, nullptr);
    return end;
}

double area_m2(const MultiPolygon& polygons) noexcept {
    double area = 0;
    for (const auto& polygon : polygons) {
        area += ring_area_m2(polygon.outer);
        for (const auto& hole : polygon.holes)
            area -= ring_area_m2(hole);
    }
    return area;
}

double length_m(const LineString& line) noexcept {
    double length = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        length += distance_m(line[i], line[i + 1]);
    return length;
}

Envelope box_around(LonLat centre, double distance_m) noexcept {
    const double up = distance_m / least_metres_per_degree;
    Envelope box{-180, std::max(centre.lat - up, -90.0), 180, std::min(centre.lat + up, 90.0)};
    const double narrowest = std::cos(std::max(std::abs(box.south), std::abs(box.north)) * radians_per_degree);
    const double across = up / std::max(narrowest, 1e-9);
    if (across < 180 && centre.lon - across >= -180 && centre.lon + across <= 180) {
        box.west = centre.lon - across;
        box.east = centre.lon + across;
    }
    return box;
}

FootPoint foot_on_leg(LonLat p, LonLat a, LonLat b) noexcept {
    geod_geodesicline line;
    geod_inverseline(&line, &wgs84(), a.lat, a.lon, b.lat, b.lon,
                     GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_AZIMUTH | GEOD_DISTANCE_IN);
    const double length = line.s13;
    const GeodesicLeg from_a = inverse(a, p);
    FootPoint foot{a, from_a.distance_m, 0};
    if (length == 0) return foot;

    // Newton's method on the way along the geodesic: at the foot point the line to p stands square. The derivative of
    // that component along the leg is −1 on a plane and close to it for distances far below the Earth's radius, so a
    // few steps reach a micrometre.
    constexpr int most_steps = 12;
    constexpr double close_enough_m = 1e-6;
    double ahead = from_a.distance_m * std::cos((from_a.azimuth_start_deg - line.azi1) * radians_per_degree);
    for (int step = 0; step < most_steps && std::abs(ahead) >= close_enough_m; ++step) {
        const double next = std::clamp(foot.along_m + ahead, 0.0, length);
        if (next == foot.along_m) break;  // held at an end
        LonLat place;
        double azimuth = 0;
        geod_position(&line, next, &place.lat, &place.lon, &azimuth);
        if (next == 0) place = a;
        if (next == length) place = b;
        const GeodesicLeg to_p = inverse(place, p);
        foot = {place, to_p.distance_m, next};
        ahead = to_p.distance_m * std::cos((to_p.azimuth_start_deg - azimuth) * radians_per_degree);
    }
    // Along a leg that is short beside the Earth the distance from a place nearby has one minimum, which is this one.
    constexpr double nearby_m = 1'000'000;
    if (length < nearby_m && foot.distance_m < nearby_m) return foot;
    const FootPoint at_b{b, distance_m(p, b), length};
    if (from_a.distance_m <= std::min(foot.distance_m, at_b.distance_m)) return {a, from_a.distance_m, 0};
    return at_b.distance_m <= foot.distance_m ? at_b : foot;
}

double distance_to(const Geometry& geometry, LonLat place) {
    double least = std::numeric_limits<double>::infinity();
    if (const auto* point = std::get_if<LonLat>(&geometry)) least = distance_m(*point, place);
    if (const auto* lines = std::get_if<MultiLineString>(&geometry)) {
        for (const auto& line : *lines)
            least = std::min(least, distance_to_line(line, place));
    }
    if (const auto* polygons = std::get_if<MultiPolygon>(&geometry)) {
        for (const auto& polygon : *polygons)
            least = std::min(least, distance_to_polygon(polygon, place));
    }
    return least;
}

double distance_to_outline_m(const MultiPolygon& polygons, LonLat point) noexcept {
    const DegreeLength degree = degree_length(point.lat);
    double best = std::numeric_limits<double>::infinity();
    for (const Polygon& polygon : polygons) {
        best = std::min(best, distance_to_ring_m(polygon.outer, point, degree));
        for (const Ring& hole : polygon.holes)
            best = std::min(best, distance_to_ring_m(hole, point, degree));
    }
    return best;
}

}  // namespace sanvat::data
