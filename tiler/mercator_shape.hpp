// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>
#include <vector>

#include "data/geometry.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

using MercatorLine = std::vector<MercatorPoint>;
using MercatorPolygon = std::vector<MercatorLine>;  ///< closed rings, the outer one first

/// A geometry in EPSG:3857 metres, for drawing.
using MercatorShape =
    std::variant<std::monostate, MercatorPoint, std::vector<MercatorLine>, std::vector<MercatorPolygon>>;

[[nodiscard]] MercatorLine project(const data::LineString& line);
[[nodiscard]] MercatorShape project(const data::Geometry& geometry);

/// The smallest box around the shape. Requires a shape that is not empty.
[[nodiscard]] MercatorBox box_of(const MercatorShape& shape);

}  // namespace sanvat::tiler
