// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/geometry.hpp"
#include "data/value.hpp"

namespace sanvat::data {

struct Column {
    std::string name;
    ValueType type = ValueType::string;
};

struct Row {
    std::string id;             ///< feature id; empty where rows have none
    std::vector<Value> values;  ///< one for each column, in order
    Geometry geometry;          ///< monostate where it has none
};

/// An answer on its way out of the program: what a file or a response body holds, whatever its format.
struct Table {
    std::string name;  ///< layer name in files
    std::vector<Column> columns;
    std::vector<Row> rows;
    bool spatial = true;  ///< false for figures without any geometry
};

/// Writes the table to a new file of the format its name ends with: .geojson .json .csv .xlsx .gpkg .shp .kml .gpx .fgb
/// and whatever else GDAL writes. `epsg` is the CRS of the output coordinates (4326: longitude, latitude). CSV gets
/// `lon`, `lat` columns for points and WKT otherwise. Text is UTF-8.
/// The file appears under its name only when complete. Throws Error: bad_value for an unknown ending or CRS, failure
/// where the disk fails.
void write_table(const Table& table, const std::filesystem::path& file, int epsg = 4326);

/// The same as bytes in memory, for "csv", "xlsx" and "geojson".
[[nodiscard]] std::string write_table_bytes(const Table& table, const std::string& format);

}  // namespace sanvat::data
