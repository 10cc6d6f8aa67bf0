// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/error.hpp"
#include "data/geometry.hpp"
#include "data/table.hpp"
#include "data/value.hpp"

namespace sanvat::data {

/// How to read a source that does not say everything itself.
struct SourceOptions {
    /// CRS of the coordinates, over what the file says: "EPSG:9210", PROJ or WKT text. x is east, y north.
    std::optional<std::string> s_srs;
    /// What the caller's option for it is called; messages name it.
    std::string s_srs_option = "s-srs";
    /// "auto" (what the file says, else UTF-8), "UTF-8" or "CP1258". The last two hold for formats that do not fix
    /// their encoding (CSV, Shapefile); for others anything but "auto" and "UTF-8" is refused.
    std::string encoding = "auto";
    /// Columns of a table without geometries that hold its places; empty ones are guessed from Vietnamese and English
    /// names ("Kinh độ", "lon", "WKT").
    std::string lon_column;
    std::string lat_column;
    std::string wkt_column;
};

/// One record of a source.
struct SourceRow {
    std::int64_t record = 0;    ///< from 1, in file order
    std::vector<Value> values;  ///< one for each column; text in NFC, dates as ISO text, otherwise as the file has it
    Geometry geometry;          ///< WGS 84; rings as the file has them, perhaps unclosed or crossing
    std::string problem;        ///< empty, or why this record cannot be trusted (text, place or missing fields)
    std::string remedy;         ///< what to do about the problem
};

/// A vector layer of anything GDAL reads, row by row.
///
/// "FILE" is tried whole first, then split at its last colon as "FILE:layer". A layer without geometries of its own
/// takes them from longitude and latitude columns or a WKT column. Coordinates come out as longitude and latitude
/// in WGS 84; where nobody names a CRS they are taken for that and checked to be in range.
///
/// Not thread-safe: one object a thread. Throws Error: bad_input (no such file, not a format GDAL reads, no such layer,
/// several layers and none named, a file that is damaged or cut off), bad_value (an unknown CRS or encoding).
class VectorSource {
public:
    explicit VectorSource(const std::string& source, const SourceOptions& options = {});
    ~VectorSource();
    VectorSource(VectorSource&&) noexcept;
    VectorSource& operator=(VectorSource&&) noexcept;

    [[nodiscard]] const std::string& file() const noexcept;   ///< as the user gave it, without the layer
    [[nodiscard]] const std::string& layer() const noexcept;  ///< name of the layer read
    [[nodiscard]] const std::vector<Column>& columns() const noexcept;

    /// Rows in all where the format knows without reading them.
    [[nodiscard]] std::optional<std::int64_t> row_count() const noexcept;

    /// True where rows can have a place: a geometry column, or columns that hold one.
    [[nodiscard]] bool spatial() const noexcept;

    /// Columns the places come from, where they are columns: {"Kinh độ", "Vĩ độ"} or {"WKT"}.
    [[nodiscard]] const std::vector<std::string>& position_columns() const noexcept;

    /// What GDAL warned of so far, each once.
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept;

    /// Where a row stands, for an Error about it.
    [[nodiscard]] ErrorPlace place(std::optional<std::int64_t> record = {}, std::string column = {}) const;

    /// The next row; none at the end.
    [[nodiscard]] std::optional<SourceRow> next();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::data
