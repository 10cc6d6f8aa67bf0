// SPDX-License-Identifier: Apache-2.0
#include "data/position_columns.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>

#include "data/error.hpp"
#include "data/loose_value.hpp"
#include "data/text.hpp"

namespace sanvat::data {

namespace {

// Folded, best first. x and y come last: on a Vietnamese survey sheet X is north, in a GIS it is east.
constexpr std::array<std::string_view, 9> lon_names{"lon",       "longitude",      "long", "lng",    "kinh do",
                                                    "kinh do e", "toa do kinh do", "x",    "easting"};
constexpr std::array<std::string_view, 8> lat_names{"lat",          "latitude", "vi do",    "vi do n",
                                                    "toa do vi do", "y",        "northing", "vido"};
constexpr std::array<std::string_view, 7> wkt_names{"wkt",  "wkt geom", "geom wkt", "geometry wkt",
                                                    "geom", "geometry", "the geom"};

std::optional<std::size_t> guessed(const std::vector<Column>& columns, std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
        const auto found =
            std::ranges::find_if(columns, [&](const Column& column) { return fold(column.name) == name; });
        if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    }
    return std::nullopt;
}

std::optional<std::size_t> named(const std::vector<Column>& columns, const std::string& name) {
    if (name.empty()) return std::nullopt;
    const auto found = std::ranges::find(columns, to_nfc(name), &Column::name);
    if (found == columns.end()) throw bad_value("mapping", "no column \"" + name + "\"", "name a column of the file");
    return static_cast<std::size_t>(found - columns.begin());
}

bool is_blank(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return is_null(value) || (text && trim(*text).empty());
}

ReadGeometry from_wkt(const std::string& text, OGRCoordinateTransformation* transformation) {
    const gdal::ErrorTrap trap;
    OGRGeometry* parsed = nullptr;
    const char* rest = text.c_str();
    const OGRErr code = OGRGeometryFactory::createFromWkt(&rest, nullptr, &parsed);
    const std::unique_ptr<OGRGeometry> geometry{parsed};
    if (code != OGRERR_NONE || !trim(rest).empty()) {
        return {{}, "\"" + text.substr(0, 40) + "\" is not WKT", "write POINT (106.2 22.7), POLYGON ((…)) and so on"};
    }
    return from_ogr(geometry.get(), transformation);
}

Loose<double> angle_of(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    return read_angle(to_text(value));
}

}  // namespace

PositionColumns find_position_columns(const std::vector<Column>& columns, const SourceOptions& options) {
    PositionColumns found{.lon = named(columns, options.lon_column),
                          .lat = named(columns, options.lat_column),
                          .wkt = named(columns, options.wkt_column)};
    if (found.any()) return found;
    if (!found.lon) found.lon = guessed(columns, lon_names);
    if (!found.lat) found.lat = guessed(columns, lat_names);
    if (!found.any()) found.wkt = guessed(columns, wkt_names);
    return found;
}

ReadGeometry read_position(const PositionColumns& columns, const std::vector<Value>& values,
                           OGRCoordinateTransformation* transformation) {
    if (columns.wkt) {
        const Value& cell = values[*columns.wkt];
        if (is_blank(cell)) return {};
        return from_wkt(to_text(cell), transformation);
    }
    const Value& lon = values[*columns.lon];
    const Value& lat = values[*columns.lat];
    if (is_blank(lon) && is_blank(lat)) return {};
    if (is_blank(lon) || is_blank(lat)) return {{}, "it has only one of two coordinates", "give both or neither"};
    const auto x = angle_of(lon);
    const auto y = angle_of(lat);
    for (const auto* read : {&x, &y}) {
        if (const auto* problem = std::get_if<std::string>(read)) return {{}, *problem, "write degrees as 106.2577"};
    }
    const OGRPoint point{std::get<double>(x), std::get<double>(y)};
    return from_ogr(&point, transformation);
}

}  // namespace sanvat::data
