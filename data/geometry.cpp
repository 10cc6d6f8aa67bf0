// SPDX-License-Identifier: Apache-2.0
#include "data/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "data/error.hpp"
#include "data/geos.hpp"

namespace sanvat::data {

namespace {

/// Twice the signed planar area: above 0 for counter-clockwise. Relative to the first position, so that small rings far
/// from the origin keep their digits.
double signed_area2(const Ring& ring) noexcept {
    double sum = 0;
    if (ring.empty()) return sum;
    const LonLat o = ring.front();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += (ring[i].lon - o.lon) * (ring[i + 1].lat - o.lat) - (ring[i + 1].lon - o.lon) * (ring[i].lat - o.lat);
    }
    return sum;
}

void normalise(Ring& ring, bool counter_clockwise) {
    const auto repeated = std::ranges::unique(ring);
    ring.erase(repeated.begin(), repeated.end());
    if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
    if ((signed_area2(ring) > 0) != counter_clockwise) std::ranges::reverse(ring);
}

bool rings_are_closed(const MultiPolygon& polygons) noexcept {
    const auto closed = [](const Ring& ring) { return ring.size() >= 4 && ring.front() == ring.back(); };
    return std::ranges::all_of(polygons, [&](const Polygon& polygon) {
        return closed(polygon.outer) && std::ranges::all_of(polygon.holes, closed);
    });
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

Envelope envelope_of(const MultiPolygon& polygons) noexcept {
    Envelope box;
    for (const Polygon& polygon : polygons) {
        for (const LonLat p : polygon.outer)
            box.extend(p);
    }
    return box;
}

Envelope envelope_of(const MultiLineString& lines) noexcept {
    Envelope box;
    for (const LineString& line : lines) {
        for (const LonLat p : line)
            box.extend(p);
    }
    return box;
}

Envelope envelope_of(const Geometry& geometry) noexcept {
    Envelope box;
    if (const auto* point = std::get_if<LonLat>(&geometry)) box.extend(*point);
    if (const auto* lines = std::get_if<MultiLineString>(&geometry)) box = envelope_of(*lines);
    if (const auto* polygons = std::get_if<MultiPolygon>(&geometry)) box = envelope_of(*polygons);
    return box;
}

bool contains(const Polygon& polygon, LonLat point) noexcept {
    return ring_contains(polygon.outer, point) &&
           std::ranges::none_of(polygon.holes, [&](const Ring& hole) { return ring_contains(hole, point); });
}

bool contains(const MultiPolygon& polygons, LonLat point) noexcept {
    return std::ranges::any_of(polygons, [&](const Polygon& polygon) { return contains(polygon, point); });
}

std::string invalid_reason(const MultiPolygon& polygons) {
    if (!rings_are_closed(polygons)) return "a ring is not closed or has fewer than 4 positions";
    const auto geometry = geos::to_geos(polygons);
    char* reason = nullptr;
    GEOSGeometry* place = nullptr;
    const char valid = GEOSisValidDetail_r(geos::context(), geometry.get(), 0, &reason, &place);
    if (valid == 1) return {};
    std::string text = reason ? reason : "not a valid polygon";
    if (place) {
        double lon = 0;
        double lat = 0;
        GEOSGeomGetX_r(geos::context(), place, &lon);
        GEOSGeomGetY_r(geos::context(), place, &lat);
        text += " at " + std::to_string(lon) + " " + std::to_string(lat);
        GEOSGeom_destroy_r(geos::context(), place);
    }
    if (reason) GEOSFree_r(geos::context(), reason);
    return text;
}

MultiPolygon normalised(MultiPolygon polygons) {
    for (Polygon& polygon : polygons) {
        normalise(polygon.outer, true);
        for (Ring& hole : polygon.holes)
            normalise(hole, false);
    }
    return polygons;
}

LonLat inside_point(const MultiPolygon& polygons) {
    const Envelope box = envelope_of(polygons);
    // Degrees of longitude are shorter than those of latitude: stretch so that "far from the outline" means metres.
    const double stretch = std::cos((box.south + box.north) / 2 * 0.017453292519943295);
    MultiPolygon stretched = polygons;
    for (Polygon& polygon : stretched) {
        for (LonLat& p : polygon.outer)
            p.lon *= stretch;
        for (Ring& hole : polygon.holes) {
            for (LonLat& p : hole)
                p.lon *= stretch;
        }
    }
    const double tolerance = std::max((box.east - box.west) * stretch, box.north - box.south) / 100;
    const auto geometry = geos::to_geos(stretched);
    const auto radius = geos::check(GEOSMaximumInscribedCircle_r(geos::context(), geometry.get(), tolerance));
    const auto centre = geos::check(GEOSGeomGetStartPoint_r(geos::context(), radius.get()));
    LonLat point;
    GEOSGeomGetX_r(geos::context(), centre.get(), &point.lon);
    GEOSGeomGetY_r(geos::context(), centre.get(), &point.lat);
    point.lon /= stretch;
    return point;
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
    const auto left = geos::to_geos(a);
    const auto right = geos::to_geos(b);
    const auto shared = geos::check(GEOSIntersection_r(geos::context(), left.get(), right.get()));
    return geos::polygons_of(shared.get());
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
    const auto left = geos::to_geos(a);
    const auto right = geos::to_geos(b);
    const auto rest = geos::check(GEOSDifference_r(geos::context(), left.get(), right.get()));
    return geos::polygons_of(rest.get());
}

MultiPolygon dissolve(const std::vector<MultiPolygon>& cells) {
    MultiPolygon all;
    for (const MultiPolygon& cell : cells)
        all.insert(all.end(), cell.begin(), cell.end());
    // The cells overlap nowhere but may make an invalid multi-polygon by sharing edges, which unary union allows.
    const auto collection = geos::to_geos(all);
    const auto whole = geos::check(GEOSUnaryUnion_r(geos::context(), collection.get()));
    return geos::polygons_of(whole.get());
}

}  // namespace sanvat::data
