// SPDX-License-Identifier: Apache-2.0
#include "data/geos.hpp"

#include <string>
#include <utility>

#include "data/error.hpp"

namespace sanvat::data::geos {

namespace {

thread_local std::string last_message;

void remember(const char* message, void* /*unused*/) {
    last_message = message;
}

struct Context {
    GEOSContextHandle_t handle = GEOS_init_r();
    Context() {
        GEOSContext_setErrorMessageHandler_r(handle, remember, nullptr);
        GEOSContext_setNoticeMessageHandler_r(handle, remember, nullptr);
    }
    ~Context() { GEOS_finish_r(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

GEOSCoordSequence* sequence_of(const std::vector<LonLat>& positions) {
    static_assert(sizeof(LonLat) == 2 * sizeof(double));
    auto* sequence = GEOSCoordSeq_copyFromBuffer_r(context(), reinterpret_cast<const double*>(positions.data()),
                                                   static_cast<unsigned>(positions.size()), 0, 0);
    if (!sequence) throw Error(ErrorKind::failure, {}, "GEOS: " + last_message);
    return sequence;
}

/// A collection of the parts, which it takes over.
GeometryPtr collection_of(int type, std::vector<GeometryPtr> parts) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts)
        raw.push_back(part.release());
    return check(GEOSGeom_createCollection_r(context(), type, raw.data(), static_cast<unsigned>(raw.size())));
}

GeometryPtr ring_of(const Ring& ring) {
    return check(GEOSGeom_createLinearRing_r(context(), sequence_of(ring)));
}

GeometryPtr polygon_of(const Polygon& polygon) {
    auto outer = ring_of(polygon.outer);
    std::vector<GeometryPtr> holes;
    holes.reserve(polygon.holes.size());
    for (const Ring& hole : polygon.holes)
        holes.push_back(ring_of(hole));
    std::vector<GEOSGeometry*> raw;
    raw.reserve(holes.size());
    for (auto& hole : holes)
        raw.push_back(hole.release());
    return check(GEOSGeom_createPolygon_r(context(), outer.release(), raw.data(), static_cast<unsigned>(raw.size())));
}

Ring positions_of(const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context(), sequence, &size);
    Ring positions(size);
    GEOSCoordSeq_copyToBuffer_r(context(), sequence, reinterpret_cast<double*>(positions.data()), 0, 0);
    return positions;
}

void append_polygons(const GEOSGeometry* geometry, MultiPolygon& out) {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), geometry)) return;
        Polygon polygon{positions_of(GEOSGetExteriorRing_r(context(), geometry)), {}};
        const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
        for (int i = 0; i < holes; ++i) {
            polygon.holes.push_back(positions_of(GEOSGetInteriorRingN_r(context(), geometry, i)));
        }
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < parts; ++i)
            append_polygons(GEOSGetGeometryN_r(context(), geometry, i), out);
    }
}

}  // namespace

GEOSContextHandle_t context() {
    thread_local const Context own;
    return own.handle;
}

GeometryPtr check(GEOSGeometry* geometry) {
    if (!geometry) throw Error(ErrorKind::failure, {}, "GEOS: " + last_message);
    return GeometryPtr{geometry};
}

GeometryPtr to_geos(const MultiPolygon& polygons) {
    std::vector<GeometryPtr> parts;
    parts.reserve(polygons.size());
    for (const Polygon& polygon : polygons)
        parts.push_back(polygon_of(polygon));
    return collection_of(GEOS_MULTIPOLYGON, std::move(parts));
}

GeometryPtr to_geos(const MultiLineString& lines) {
    std::vector<GeometryPtr> parts;
    parts.reserve(lines.size());
    for (const LineString& line : lines)
        parts.push_back(check(GEOSGeom_createLineString_r(context(), sequence_of(line))));
    return collection_of(GEOS_MULTILINESTRING, std::move(parts));
}

GeometryPtr to_geos(LonLat point) {
    return check(GEOSGeom_createPointFromXY_r(context(), point.lon, point.lat));
}

MultiPolygon polygons_of(const GEOSGeometry* geometry) {
    MultiPolygon polygons;
    append_polygons(geometry, polygons);
    return normalised(std::move(polygons));
}

}  // namespace sanvat::data::geos
