// SPDX-License-Identifier: Apache-2.0
#include "data/ogr_geometry.hpp"

#include <cmath>
#include <cstdio>
#include <utility>

namespace sanvat::data {

namespace {

/// Thrown and caught in this file only: the way out of a nested geometry that cannot be taken.
struct Refused {
    std::string problem;
    std::string remedy;
};

LonLat position(double x, double y) {
    if (std::isfinite(x) && std::isfinite(y) && std::abs(x) <= 180 && std::abs(y) <= 90) return {x, y};
    char text[80];
    std::snprintf(text, sizeof text, "%.9g %.9g is no longitude and latitude", x, y);
    if (std::abs(x) <= 360 && std::abs(y) <= 90) {
        // Longitudes counted on across the antimeridian, or from 0 to 360.
        throw Refused{text,
                      "count longitudes from -180 to 180 and split what crosses the antimeridian, or name the "
                      "coordinate system of the file with --s-srs"};
    }
    const bool exchanged = std::abs(x) <= 90 && std::abs(y) > 90 && std::abs(y) <= 180;
    if (exchanged) throw Refused{text, "longitude and latitude seem exchanged: give longitude as lon"};
    throw Refused{text, "name the coordinate system of the file with --s-srs (EPSG:9210 for instance)"};
}

std::vector<LonLat> positions_of(const OGRSimpleCurve& line) {
    std::vector<LonLat> positions;
    positions.reserve(static_cast<std::size_t>(line.getNumPoints()));
    for (int i = 0; i < line.getNumPoints(); ++i)
        positions.push_back(position(line.getX(i), line.getY(i)));
    return positions;
}

Polygon polygon_of(const OGRPolygon& polygon) {
    Polygon made{positions_of(*polygon.getExteriorRing()), {}};
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
        made.holes.push_back(positions_of(*polygon.getInteriorRing(i)));
    return made;
}

/// Parts of one dimension, gathered from however many levels of collections.
struct Parts {
    std::vector<LonLat> points;
    MultiLineString lines;
    MultiPolygon polygons;

    void add(const OGRGeometry& geometry) {
        if (geometry.IsEmpty()) return;
        switch (wkbFlatten(geometry.getGeometryType())) {
            case wkbPoint:
                points.push_back(position(geometry.toPoint()->getX(), geometry.toPoint()->getY()));
                break;
            case wkbLineString:
                lines.push_back(positions_of(*geometry.toLineString()));
                break;
            case wkbPolygon:
            case wkbTriangle:
                polygons.push_back(polygon_of(*geometry.toPolygon()));
                break;
            case wkbMultiPoint:
            case wkbMultiLineString:
            case wkbMultiPolygon:
            case wkbGeometryCollection:
                for (const OGRGeometry* part : *geometry.toGeometryCollection())
                    add(*part);
                break;
            default:
                throw Refused{std::string{"a geometry of type "} + geometry.getGeometryName() + " cannot be used",
                              "convert it to points, lines or polygons"};
        }
    }

    [[nodiscard]] Geometry only() && {
        const int kinds = (points.empty() ? 0 : 1) + (lines.empty() ? 0 : 1) + (polygons.empty() ? 0 : 1);
        if (kinds > 1) {
            throw Refused{"points, lines and polygons are mixed in one record",
                          "give each record one sort of geometry"};
        }
        if (points.size() > 1) {
            throw Refused{"the record has " + std::to_string(points.size()) + " points", "give each place a record"};
        }
        if (!points.empty()) return points.front();
        if (!lines.empty()) return std::move(lines);
        if (!polygons.empty()) return std::move(polygons);
        return {};
    }
};

std::unique_ptr<OGRLinearRing> ring_of(const Ring& ring) {
    auto made = std::make_unique<OGRLinearRing>();
    made->setNumPoints(static_cast<int>(ring.size()));
    for (std::size_t i = 0; i < ring.size(); ++i)
        made->setPoint(static_cast<int>(i), ring[i].lon, ring[i].lat);
    return made;
}

std::unique_ptr<OGRPolygon> polygon_of(const Polygon& polygon) {
    auto made = std::make_unique<OGRPolygon>();
    made->addRingDirectly(ring_of(polygon.outer).release());
    for (const Ring& hole : polygon.holes)
        made->addRingDirectly(ring_of(hole).release());
    return made;
}

std::unique_ptr<OGRLineString> line_of(const LineString& line) {
    auto made = std::make_unique<OGRLineString>();
    made->setNumPoints(static_cast<int>(line.size()));
    for (std::size_t i = 0; i < line.size(); ++i)
        made->setPoint(static_cast<int>(i), line[i].lon, line[i].lat);
    return made;
}

template <typename Collection, typename Parts_, typename Make>
std::unique_ptr<OGRGeometry> gathered(const Parts_& parts, bool multi, Make make) {
    if (parts.empty()) return nullptr;
    if (parts.size() == 1 && !multi) return make(parts.front());
    auto collection = std::make_unique<Collection>();
    for (const auto& part : parts)
        collection->addGeometryDirectly(make(part).release());
    return collection;
}

}  // namespace

ReadGeometry from_ogr(const OGRGeometry* geometry, OGRCoordinateTransformation* transformation) {
    if (!geometry || geometry->IsEmpty()) return {};
    std::unique_ptr<OGRGeometry> own;
    if (geometry->hasCurveGeometry()) own.reset(geometry->getLinearGeometry());
    if (transformation) {
        if (!own) own.reset(geometry->clone());
        if (own->transform(transformation) != OGRERR_NONE) {
            return {{}, "the coordinates do not fit the coordinate system", "check the file's system, or give --s-srs"};
        }
    }
    try {
        Parts parts;
        parts.add(own ? *own : *geometry);
        return {std::move(parts).only(), {}, {}};
    } catch (const Refused& refused) {
        return {{}, refused.problem, refused.remedy};
    }
}

std::unique_ptr<OGRGeometry> to_ogr(const Geometry& geometry, bool multi) {
    if (const auto* point = std::get_if<LonLat>(&geometry)) return std::make_unique<OGRPoint>(point->lon, point->lat);
    if (const auto* lines = std::get_if<MultiLineString>(&geometry)) {
        return gathered<OGRMultiLineString>(*lines, multi, line_of);
    }
    if (const auto* polygons = std::get_if<MultiPolygon>(&geometry)) {
        return gathered<OGRMultiPolygon>(*polygons, multi, [](const Polygon& part) { return polygon_of(part); });
    }
    return nullptr;
}

}  // namespace sanvat::data
