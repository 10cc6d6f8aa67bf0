// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the bridge between sanvat geometries and OGR's.
#pragma once

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <memory>
#include <string>

#include "data/geometry.hpp"

namespace sanvat::data {

/// What became of a geometry from outside: the geometry, or what is wrong with it.
struct ReadGeometry {
    Geometry geometry;
    std::string problem;  ///< empty where all is well
    std::string remedy;
};

/// Any OGR geometry as one of ours: Z and M dropped, curves made straight, collections of one type merged, coordinates
/// transformed (no transformation: they are longitude and latitude already). Rings stay as they are, unclosed or wound
/// the wrong way: judging a polygon is the caller's. A null or empty geometry is none.
[[nodiscard]] ReadGeometry from_ogr(const OGRGeometry* geometry, OGRCoordinateTransformation* transformation);

/// Ours as OGR's: point, line or polygon, multi only where it has several parts or `multi` asks for it. Null for none.
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr(const Geometry& geometry, bool multi = false);

}  // namespace sanvat::data
