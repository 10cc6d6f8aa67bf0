// SPDX-License-Identifier: Apache-2.0
#include "tiler/grid_repair.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::int32_t frame = 4 * TileGrid::extent;

/// One a thread: GEOS contexts are not shared. Errors show as null results and are thrown where they are seen; GEOS's
/// words are kept for that.
class Geos {
public:
    Geos() : context_(GEOS_init_r()) {
        GEOSContext_setErrorMessageHandler_r(
            context_, [](const char* message, void* self) { static_cast<Geos*>(self)->words_ = message; }, this);
    }
    ~Geos() { GEOS_finish_r(context_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    operator GEOSContextHandle_t() const noexcept { return context_; }
    [[nodiscard]] const std::string& words() const noexcept { return words_; }

private:
    GEOSContextHandle_t context_;
    std::string words_;
};

const Geos& geos() {
    thread_local const Geos instance;
    return instance;
}

struct Deleter {
    void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(geos(), geometry); }
};
using GeometryPtr = std::unique_ptr<GEOSGeometry, Deleter>;

GeometryPtr checked(GEOSGeometry* geometry) {
    if (!geometry) throw data::Error(data::ErrorKind::failure, {}, "polygon of a tile not repaired: " + geos().words());
    return GeometryPtr(geometry);
}

GeometryPtr to_geos(const GridRing& ring) {
    const auto count = static_cast<unsigned>(ring.size()) + 1;
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos(), count, 2);
    for (unsigned i = 0; i < count; ++i) {
        const GridPoint p = ring[i % ring.size()];
        GEOSCoordSeq_setXY_r(geos(), sequence, i, p.x, p.y);
    }
    return checked(GEOSGeom_createLinearRing_r(geos(), sequence));
}

GeometryPtr to_geos(const GridPolygon& polygon) {
    GeometryPtr outer = to_geos(polygon.front());
    std::vector<GEOSGeometry*> holes;
    for (std::size_t i = 1; i < polygon.size(); ++i)
        holes.push_back(to_geos(polygon[i]).release());
    return checked(
        GEOSGeom_createPolygon_r(geos(), outer.release(), holes.data(), static_cast<unsigned>(holes.size())));
}

GeometryPtr to_geos(const std::vector<GridPolygon>& polygons) {
    std::vector<GEOSGeometry*> parts;
    for (const auto& polygon : polygons)
        parts.push_back(to_geos(polygon).release());
    return checked(
        GEOSGeom_createCollection_r(geos(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
}

GridRing ring_of(const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos(), ring);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(geos(), sequence, &count);
    GridRing result;
    for (unsigned i = 0; i + 1 < count; ++i) {
        double x = 0;
        double y = 0;
        GEOSCoordSeq_getXY_r(geos(), sequence, i, &x, &y);
        result.push_back({static_cast<std::int32_t>(std::lround(x)), static_cast<std::int32_t>(std::lround(y))});
    }
    return result;
}

void collect(const GEOSGeometry* geometry, std::vector<GridPolygon>& result) {
    const int type = GEOSGeomTypeId_r(geos(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos(), geometry) == 1) return;
        GridPolygon polygon{ring_of(GEOSGetExteriorRing_r(geos(), geometry))};
        const int holes = GEOSGetNumInteriorRings_r(geos(), geometry);
        for (int i = 0; i < holes; ++i)
            polygon.push_back(ring_of(GEOSGetInteriorRingN_r(geos(), geometry, i)));
        result.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(geos(), geometry);
        for (int i = 0; i < parts; ++i)
            collect(GEOSGetGeometryN_r(geos(), geometry, i), result);
    }
}

void wind(std::vector<GridPolygon>& polygons) {
    for (GridPolygon& polygon : polygons) {
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            if ((area2(polygon[i]) > 0) != (i == 0)) std::ranges::reverse(polygon[i]);
        }
    }
}

}  // namespace

std::vector<GridPolygon> repaired(std::vector<GridPolygon> polygons) {
    if (polygons.empty()) return polygons;
    const GeometryPtr geometry = to_geos(polygons);
    if (GEOSisValid_r(geos(), geometry.get()) != 1) {
        // Cutting with a frame around everything changes nothing but what snap rounding puts right: a union of one
        // polygon with nothing would be handed back as it is.
        constexpr double grid = 1;
        const GridRing corners{{-frame, -frame}, {frame, -frame}, {frame, frame}, {-frame, frame}};
        const GeometryPtr everything = to_geos(GridPolygon{corners});
        const GeometryPtr result = checked(GEOSIntersectionPrec_r(geos(), geometry.get(), everything.get(), grid));
        polygons.clear();
        collect(result.get(), polygons);
    }
    wind(polygons);
    return polygons;
}

}  // namespace sanvat::tiler
