// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "data/geometry.hpp"

namespace sanvat::test {

/// A coverage and points that a reviewer can see.
///
///     AAABB     capital letters: cells of the polygon of that name (dissolved, so neighbours share edges)
///     Aa.B      small letters: a point in the middle of that cell; the cell itself belongs to nobody, unless
///               `owner` gives one
///
/// Rows run north to south. A cell is `cell` degrees wide and high; the south-west corner of the map is `origin`.
struct AsciiMap {
    std::map<char, data::MultiPolygon> polygons;
    std::map<char, data::LonLat> points;
};

struct AsciiMapOptions {
    data::LonLat origin{106.0, 22.0};
    double cell = 0.1;
    std::map<char, char> owner;  ///< which polygon's cell a point stands in
};

[[nodiscard]] AsciiMap draw(std::string_view picture, const AsciiMapOptions& options = {});

}  // namespace sanvat::test
