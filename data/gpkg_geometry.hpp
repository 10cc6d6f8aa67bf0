// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the geometry blobs of a GeoPackage.
#pragma once

#include <string>
#include <string_view>

#include "data/geometry.hpp"

namespace sanvat::data {

/// GeoPackage binary (OGC 12-128r18 §2.1.3): header with envelope, then little-endian WKB, SRS 4326. Points,
/// multi-lines and multi-polygons; empty for no geometry.
[[nodiscard]] std::string to_gpkg(const Geometry& geometry);

/// Reads what any GIS writes: either byte order, single or multi parts, Z and M dropped. Throws Error(bad_store)
/// without a place where the bytes are no such geometry or a position lies outside the globe; the caller names the
/// record.
[[nodiscard]] Geometry from_gpkg(std::string_view blob);

}  // namespace sanvat::data
