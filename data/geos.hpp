// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the bridge between sanvat geometries and the GEOS C API.
#pragma once

#include <geos_c.h>

#include <memory>

#include "data/geometry.hpp"

namespace sanvat::data::geos {

/// The calling thread's GEOS context. Its errors throw Error(failure) from `check`.
[[nodiscard]] GEOSContextHandle_t context();

struct GeometryDeleter {
    void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(context(), geometry); }
};
/// Owned by the thread that made it.
using GeometryPtr = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

/// Takes ownership; throws Error(failure) with GEOS's own words where the pointer is null.
[[nodiscard]] GeometryPtr check(GEOSGeometry* geometry);

[[nodiscard]] GeometryPtr to_geos(const MultiPolygon& polygons);
[[nodiscard]] GeometryPtr to_geos(const MultiLineString& lines);
[[nodiscard]] GeometryPtr to_geos(LonLat point);

/// The polygonal parts of any geometry; lines and points are dropped. Normalised winding.
[[nodiscard]] MultiPolygon polygons_of(const GEOSGeometry* geometry);

}  // namespace sanvat::data::geos
