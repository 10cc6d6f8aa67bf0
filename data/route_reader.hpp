// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::data {

/// Positions a route may have at most, and so many named points. A track of a whole week, one position a second on the
/// move, has fewer.
inline constexpr std::size_t most_route_positions = 100'000;

/// Bytes that the name or the id of a point may have at most.
inline constexpr std::size_t longest_point_name = 500;

/// A place that the file of a route calls by name: where it stops, or what is to be seen.
struct NamedPoint {
    LonLat place;
    std::string name;               ///< not empty; UTF-8 in NFC
    std::optional<std::string> id;  ///< where the file gives one
    friend bool operator==(const NamedPoint&, const NamedPoint&) = default;
};

/// What the file of a route holds: WGS 84, each line at least two different positions.
struct RouteDrawing {
    MultiLineString line;            ///< in file order
    std::vector<NamedPoint> points;  ///< in file order; one of a name and place counts once
};

/// GeoJSON (a geometry, a Feature or a FeatureCollection; Point features with a `name` are its points, their id the
/// Feature's) or GPX (its tracks, or where it has none its routes; waypoints and route points with a name are its
/// points). Points without a name are passed over.
///
/// Throws Error: bad_input (neither format, malformed, a position off the globe, a polygon, no line, a name longer than
/// `longest_point_name`), too_large (more than `most_route_positions`). The text is one of a client: nothing of it is
/// opened, followed or executed.
[[nodiscard]] RouteDrawing read_route(std::string_view body);

/// Whether `source` names a file that is there, as FILE or as FILE:layer.
[[nodiscard]] bool is_route_file(const std::string& source);

/// The same from a file: GeoJSON, GPX, or a line layer of anything else GDAL reads ("FILE" or "FILE:layer"), which has
/// no points.
[[nodiscard]] RouteDrawing read_route_file(const std::filesystem::path& file);

}  // namespace sanvat::data
