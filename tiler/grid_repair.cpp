// SPDX-License-Identifier: Apache-2.0
#include "tiler/grid_repair.hpp"

#include <geos_c.h>

#include <cmath>
#include <memory>
#include <string>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

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

template <typename Ring>
GeometryPtr ring_to_geos(const Ring& ring) {
    const auto count = static_cast<unsigned>(ring.size()) + 1;
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos(), count, 2);
    for (unsigned i = 0; i < count; ++i) {
        const auto& p = ring[i % ring.size()];
        GEOSCoordSeq_setXY_r(geos(), sequence, i, p.x, p.y);
    }
    return checked(GEOSGeom_createLinearRing_r(geos(), sequence));
}

template <typename Polygons>
GeometryPtr to_geos(const Polygons& polygons) {
    std::vector<GEOSGeometry*> parts;
    for (const auto& polygon : polygons) {
        GeometryPtr outer = ring_to_geos(polygon.front());
        std::vector<GEOSGeometry*> holes;
        for (std::size_t i = 1; i < polygon.size(); ++i)
            holes.push_back(ring_to_geos(polygon[i]).release());
        parts.push_back(checked(GEOSGeom_createPolygon_r(geos(), outer.release(), holes.data(),
                                                         static_cast<unsigned>(holes.size())))
                            .release());
    }
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

constexpr double grid = 1;

}  // namespace

bool is_valid(const std::vector<GridPolygon>& polygons) {
    return polygons.empty() || GEOSisValid_r(geos(), to_geos(polygons).get()) == 1;
}

std::vector<GridPolygon> snap_rounded(const std::vector<ExactPolygon>& polygons, double low, double high) {
    const ExactRing corners{{low, low}, {high, low}, {high, high}, {low, high}};
    const GeometryPtr frame = to_geos(std::vector<ExactPolygon>(1, ExactPolygon{corners}));
    GeometryPtr exact = to_geos(polygons);
    GEOSGeometry* cut = GEOSIntersectionPrec_r(geos(), exact.get(), frame.get(), grid);
    if (!cut) {
        // The source itself is not valid, which `sanvat check` tells: draw what it may have meant.
        exact = checked(GEOSMakeValid_r(geos(), exact.get()));
        cut = GEOSIntersectionPrec_r(geos(), exact.get(), frame.get(), grid);
    }
    std::vector<GridPolygon> result;
    collect(checked(cut).get(), result);
    return result;
}

}  // namespace sanvat::tiler
