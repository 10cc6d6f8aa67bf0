// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: answers as plain tables.
#pragma once

#include <string>

#include "data/gdal.hpp"
#include "data/table.hpp"

namespace sanvat::data {

/// The table with nothing but columns, for formats that have no geometry: the id first where rows have one and no
/// column is called so; places last, as `lon` and `lat` (`x` and `y` in another CRS) where all are points, else as
/// `WKT` where that is wanted. `transformation` takes longitude and latitude to the CRS asked for; none leaves them.
[[nodiscard]] Table flattened(const Table& table, OGRCoordinateTransformation* transformation, bool with_wkt);

/// RFC 4180 with LF, UTF-8 without a mark, header first. Values as `to_text` writes them.
[[nodiscard]] std::string to_csv(const Table& flat);

/// One line of it.
void append_csv(std::string& csv, const Row& row);

}  // namespace sanvat::data
