// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: places that a table holds in ordinary columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "data/gdal.hpp"
#include "data/ogr_geometry.hpp"
#include "data/table.hpp"
#include "data/vector_source.hpp"

namespace sanvat::data {

/// Which columns hold the place of a row: two with longitude and latitude (or x and y of a CRS), or one with WKT.
struct PositionColumns {
    std::optional<std::size_t> lon;
    std::optional<std::size_t> lat;
    std::optional<std::size_t> wkt;

    [[nodiscard]] bool any() const noexcept { return wkt || (lon && lat); }
};

/// The columns named in the options, else those whose names say what they are. Throws Error(bad_value) where an option
/// names a column that is not there.
[[nodiscard]] PositionColumns find_position_columns(const std::vector<Column>& columns, const SourceOptions& options);

/// The place in these columns; none where they are blank, a problem where they hold something else.
[[nodiscard]] ReadGeometry read_position(const PositionColumns& columns, const std::vector<Value>& values,
                                         OGRCoordinateTransformation* transformation);

}  // namespace sanvat::data
