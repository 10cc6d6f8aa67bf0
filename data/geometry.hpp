// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace sanvat::data {

/// A position in WGS 84 degrees, longitude first, as in GeoJSON and in every geometry inside sanvat.
/// Longitude −180 to 180, latitude −90 to 90, both finite: whoever makes one from untrusted input checks that first.
struct LonLat {
    double lon = 0;
    double lat = 0;
    friend bool operator==(const LonLat&, const LonLat&) noexcept = default;
    friend auto operator<=>(const LonLat&, const LonLat&) noexcept = default;
};

/// A box in degrees that does not cross the antimeridian. Empty where west > east.
struct Envelope {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const noexcept { return !(west <= east && south <= north); }
    void extend(LonLat p) noexcept {
        west = std::min(west, p.lon);
        east = std::max(east, p.lon);
        south = std::min(south, p.lat);
        north = std::max(north, p.lat);
    }
    void extend(const Envelope& other) noexcept {
        west = std::min(west, other.west);
        east = std::max(east, other.east);
        south = std::min(south, other.south);
        north = std::max(north, other.north);
    }
    [[nodiscard]] bool contains(LonLat p) const noexcept {
        return p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
    }
    [[nodiscard]] bool intersects(const Envelope& other) const noexcept {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
    friend bool operator==(const Envelope&, const Envelope&) noexcept = default;
};

using Ring = std::vector<LonLat>;        ///< closed: the last position repeats the first; at least 4 positions
using LineString = std::vector<LonLat>;  ///< at least 2 positions

/// Outer ring counter-clockwise, holes clockwise (RFC 7946), all simple.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
    friend bool operator==(const Polygon&, const Polygon&) noexcept = default;
};

using MultiLineString = std::vector<LineString>;
using MultiPolygon = std::vector<Polygon>;

/// `std::monostate` is "no geometry known", which is different from an error.
using Geometry = std::variant<std::monostate, LonLat, MultiLineString, MultiPolygon>;

[[nodiscard]] inline bool has_geometry(const Geometry& g) noexcept {
    return g.index() != 0;
}

/// The smallest box around the geometry; empty for no geometry.
[[nodiscard]] Envelope envelope_of(const Geometry& geometry) noexcept;
[[nodiscard]] Envelope envelope_of(const MultiPolygon& polygons) noexcept;
[[nodiscard]] Envelope envelope_of(const MultiLineString& lines) noexcept;

/// True where the point lies inside the polygon and in none of its holes (planar, even-odd). A point on the boundary
/// may go either way: for exact answers ask analysis::Locator.
[[nodiscard]] bool contains(const Polygon& polygon, LonLat point) noexcept;
[[nodiscard]] bool contains(const MultiPolygon& polygons, LonLat point) noexcept;

/// What is wrong with the polygon by OGC rules ("self-intersection at 106.2 22.7"), empty where it is valid.
[[nodiscard]] std::string invalid_reason(const MultiPolygon& polygons);

/// The polygon with rings closed, wound and repeated positions dropped; no repair of crossings.
[[nodiscard]] MultiPolygon normalised(MultiPolygon polygons);

/// A point certainly inside, far from the outline where the shape allows it (GEOS maximum inscribed circle to about
/// 1/100 of the envelope). Requires a valid, non-empty polygon.
[[nodiscard]] LonLat inside_point(const MultiPolygon& polygons);

/// The shared area of two valid polygons; empty where they only touch.
[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);

/// What is left of `a` without `b`.
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

/// The union without inner edges. Exact for cells of a coverage, which share vertices.
[[nodiscard]] MultiPolygon dissolve(const std::vector<MultiPolygon>& cells);

}  // namespace sanvat::data
