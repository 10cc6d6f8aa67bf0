// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "data/geometry.hpp"

namespace sanvat::data {

/// Positions a route may have at most. A track of a whole week, one position a second on the move, has fewer.
inline constexpr std::size_t most_route_positions = 100'000;

/// The lines of a route in file order: GeoJSON (a geometry, a Feature or a FeatureCollection; points in it are passed
/// over) or GPX (its tracks, or where it has none its routes). WGS 84, each line at least two different positions.
///
/// Throws Error: bad_input (neither format, malformed, a position off the globe, a polygon, no line), too_large (more
/// than `most_route_positions`). The text is one of a client: nothing of it is opened, followed or executed.
[[nodiscard]] MultiLineString read_route(std::string_view body);

/// The same from a file: GeoJSON, GPX, or a line layer of anything else GDAL reads ("FILE" or "FILE:layer").
[[nodiscard]] MultiLineString read_route_file(const std::filesystem::path& file);

}  // namespace sanvat::data
