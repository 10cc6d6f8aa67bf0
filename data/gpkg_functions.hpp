// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the SQL functions that a GeoPackage may call.
#pragma once

#include "data/sqlite.hpp"

namespace sanvat::data {

/// ST_IsEmpty, ST_MinX, ST_MaxX, ST_MinY and ST_MaxY of a geometry blob (OGC 12-128r18 annex F.3). A GIS that makes a
/// spatial index leaves triggers that call them, and plain SQLite has none, so that no row of the layer could be
/// written. They give NULL where the bytes are no geometry.
void add_gpkg_functions(sqlite::Database& database);

}  // namespace sanvat::data
