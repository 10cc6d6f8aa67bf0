// SPDX-License-Identifier: Apache-2.0
#include "data/table.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <optional>
#include <utility>

#include "data/date.hpp"
#include "data/error.hpp"
#include "data/layer_writer.hpp"
#include "data/ogr_geometry.hpp"
#include "data/output_file.hpp"
#include "data/table_csv.hpp"

namespace sanvat::data {

namespace {

namespace fs = std::filesystem;

/// What the rows have in common, for formats that want to know before.
OGRwkbGeometryType geometry_type(const Table& table) {
    if (!table.spatial) return wkbNone;
    bool multi = false;
    std::optional<std::size_t> kind;
    for (const Row& row : table.rows) {
        if (!has_geometry(row.geometry)) continue;
        if (kind && *kind != row.geometry.index()) return wkbUnknown;
        kind = row.geometry.index();
        if (const auto* lines = std::get_if<MultiLineString>(&row.geometry)) multi = multi || lines->size() > 1;
        if (const auto* polygons = std::get_if<MultiPolygon>(&row.geometry)) multi = multi || polygons->size() > 1;
    }
    if (!kind) return wkbUnknown;
    const Geometry example =
        std::ranges::find_if(table.rows, [](const Row& r) { return has_geometry(r.geometry); })->geometry;
    if (std::holds_alternative<LonLat>(example)) return wkbPoint;
    if (std::holds_alternative<MultiLineString>(example)) return multi ? wkbMultiLineString : wkbLineString;
    return multi ? wkbMultiPolygon : wkbPolygon;
}

/// True where every value of the column is a whole day; sources also write "2023-12".
bool holds_days(const Table& table, std::size_t column) {
    return std::ranges::all_of(table.rows, [&](const Row& row) {
        const auto* text = std::get_if<std::string>(&row.values[column]);
        return is_null(row.values[column]) || (text && Date::parse(*text));
    });
}

LayerPlan plan_of(const Table& table, int epsg) {
    LayerPlan plan{.name = table.name, .columns = table.columns, .geometry = geometry_type(table), .epsg = epsg};
    plan.has_ids = std::ranges::any_of(table.rows, [](const Row& row) { return !row.id.empty(); });
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        Column& column = plan.columns[i];
        if (column.type == ValueType::date && !holds_days(table, i)) column.type = ValueType::string;
    }
    return plan;
}

void write_dataset(const Table& table, GDALDriver& driver, const std::string& path, const fs::path& asked, int epsg,
                   OGRCoordinateTransformation* transformation) {
    LayerWriter writer(plan_of(table, epsg), driver, path, asked);
    for (const Row& row : table.rows)
        writer.write(row, transformation);
    writer.finish();
}

void write_text(const std::string& text, const fs::path& path, const fs::path& asked) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw disk_failure(asked, "cannot be written");
}

gdal::SpatialReferencePtr output_reference(int epsg) {
    auto reference = gdal::spatial_reference("EPSG:" + std::to_string(epsg));
    if (!reference) {
        throw bad_value("crs", "EPSG:" + std::to_string(epsg) + " is no known coordinate system",
                        "give one as EPSG:9210");
    }
    return reference;
}

gdal::TransformationPtr output_transformation(int epsg, OGRSpatialReference& reference) {
    if (epsg == 4326) return nullptr;
    const gdal::ErrorTrap trap;
    const auto from = gdal::wgs84();
    gdal::TransformationPtr transformation{OGRCreateCoordinateTransformation(from.get(), &reference)};
    if (!transformation) {
        throw bad_value("crs", "nothing leads from longitude and latitude to EPSG:" + std::to_string(epsg),
                        "choose another");
    }
    return transformation;
}

std::string read_vsi(const std::string& path) {
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(path.c_str(), &size, FALSE);
    return bytes ? std::string{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)} : std::string{};
}

}  // namespace

void write_table(const Table& table, const fs::path& file, int epsg) {
    gdal::initialise();
    const std::string ending = ending_of(file);
    const auto reference = output_reference(epsg);
    const auto transformation = output_transformation(epsg, *reference);
    const WorkFolder folder(file);
    const fs::path path = folder.file();
    if (ending == "csv") {
        write_text(to_csv(flattened(table, transformation.get(), true)), path, file);
        folder.release();
        return;
    }
    GDALDriver& driver = driver_for(ending);
    if (epsg != 4326 && (ending == "kml" || ending == "gpx")) {
        throw bad_value("crs", "." + ending + " files are always in longitude and latitude", "leave the CRS out");
    }
    if (ending == "xlsx" || ending == "ods") {
        write_dataset(flattened(table, transformation.get(), false), driver, path.string(), file, epsg, nullptr);
    } else {
        write_dataset(table, driver, path.string(), file, epsg, transformation.get());
    }
    folder.release();
}

std::string write_table_bytes(const Table& table, const std::string& format) {
    if (format == "csv") return to_csv(flattened(table, nullptr, true));
    if (format != "xlsx" && format != "geojson") {
        throw bad_value("f", "\"" + format + "\" is no format for bytes", "use csv, xlsx or geojson");
    }
    gdal::initialise();
    static std::atomic<std::uint64_t> number{0};
    const std::string path = "/vsimem/sanvat-" + std::to_string(++number) + "." + format;
    struct Unlink {
        const std::string& path;
        ~Unlink() { VSIUnlink(path.c_str()); }
    } const unlink{path};
    const Table flat = format == "xlsx" ? flattened(table, nullptr, false) : Table{};
    write_dataset(format == "xlsx" ? flat : table, driver_for(format), path, path, 4326, nullptr);
    return read_vsi(path);
}

}  // namespace sanvat::data
