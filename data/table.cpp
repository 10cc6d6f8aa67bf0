// SPDX-License-Identifier: Apache-2.0
#include "data/table.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>
#include <stdlib.h>  // mkdtemp

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include "data/date.hpp"
#include "data/error.hpp"
#include "data/gdal.hpp"
#include "data/ogr_geometry.hpp"
#include "data/table_csv.hpp"

namespace sanvat::data {

namespace {

namespace fs = std::filesystem;

/// The name of the field that becomes the `id` of GeoJSON features and is no property.
constexpr auto geojson_id = "sanvat_feature_id";

Error disk_failure(const fs::path& file, const std::string& problem) {
    return {ErrorKind::failure,
            {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
            problem,
            "check the folder, its permissions and the space on the disk"};
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string ending_of(const fs::path& file) {
    const std::string extension = file.extension().string();
    return lower_case(extension.empty() ? "" : extension.substr(1));
}

/// The driver for a file ending. Several endings have more than one, so the usual ones are fixed.
GDALDriver* driver_for(const std::string& ending) {
    constexpr std::array<std::pair<std::string_view, const char*>, 10> usual{{{"geojson", "GeoJSON"},
                                                                              {"json", "GeoJSON"},
                                                                              {"xlsx", "XLSX"},
                                                                              {"gpkg", "GPKG"},
                                                                              {"shp", "ESRI Shapefile"},
                                                                              {"kml", "LIBKML"},
                                                                              {"gpx", "GPX"},
                                                                              {"fgb", "FlatGeobuf"},
                                                                              {"gdb", "OpenFileGDB"},
                                                                              {"tab", "MapInfo File"}}};
    GDALDriverManager& manager = *GetGDALDriverManager();
    for (const auto& [known, name] : usual) {
        if (known == ending) return manager.GetDriverByName(name);
    }
    for (int i = 0; i < manager.GetDriverCount(); ++i) {
        GDALDriver* driver = manager.GetDriver(i);
        const bool writes = driver->GetMetadataItem(GDAL_DCAP_VECTOR) && driver->GetMetadataItem(GDAL_DCAP_CREATE);
        const char* endings = driver->GetMetadataItem(GDAL_DMD_EXTENSIONS);
        if (!writes || !endings || ending.empty()) continue;
        const CPLStringList list(CSLTokenizeString(endings));
        if (list.FindString(ending.c_str()) >= 0) return driver;
    }
    return nullptr;
}

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

/// Writes one layer of an open dataset.
class LayerWriter {
public:
    LayerWriter(const Table& table, GDALDataset& dataset, OGRLayer& layer) : table_(table), layer_(layer) {
        format_ = dataset.GetDriverName();
        multi_ =
            wkbFlatten(layer.GetGeomType()) == wkbMultiPolygon || wkbFlatten(layer.GetGeomType()) == wkbMultiLineString;
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            add_field(i);
        const bool has_ids = std::ranges::any_of(table.rows, [](const Row& row) { return !row.id.empty(); });
        if (has_ids && format_ == "GeoJSON") {
            id_field_ = add_field(geojson_id, OFTString);
        } else if (has_ids && std::ranges::find(table.columns, "id", &Column::name) == table.columns.end()) {
            id_field_ = add_field("id", OFTString);
        }
    }

    void write(const Row& row, OGRCoordinateTransformation* transformation) {
        const OGRFeatureUniquePtr feature{OGRFeature::CreateFeature(layer_.GetLayerDefn())};
        for (std::size_t i = 0; i < row.values.size(); ++i)
            set(*feature, fields_[i], row.values[i]);
        if (id_field_ && !row.id.empty()) feature->SetField(*id_field_, row.id.c_str());
        if (auto geometry = to_ogr(row.geometry, multi_)) {
            if (transformation && geometry->transform(transformation) != OGRERR_NONE) {
                throw bad_value("crs", "a place does not fit this coordinate system", "choose one made for the area");
            }
            feature->SetGeometryDirectly(geometry.release());
        }
        if (layer_.CreateFeature(feature.get()) != OGRERR_NONE) failed_ = true;
    }

    [[nodiscard]] bool failed() const noexcept { return failed_; }

private:
    int add_field(const char* name, OGRFieldType type, OGRFieldSubType subtype = OFSTNone) {
        OGRFieldDefn definition(name, type);
        definition.SetSubType(subtype);
        const int before = layer_.GetLayerDefn()->GetFieldCount();
        if (layer_.CreateField(&definition) != OGRERR_NONE) failed_ = true;
        const int after = layer_.GetLayerDefn()->GetFieldCount();
        // A layer may shorten the name, or have such a field already (`name` in GPX).
        return after > before ? after - 1 : layer_.GetLayerDefn()->GetFieldIndex(name);
    }

    void add_field(std::size_t column) {
        const auto& [name, type] = table_.columns[column];
        switch (type) {
            case ValueType::boolean:
                fields_.push_back(add_field(name.c_str(), OFTInteger, OFSTBoolean));
                return;
            case ValueType::integer:
                fields_.push_back(add_field(name.c_str(), OFTInteger64));
                return;
            case ValueType::number:
                fields_.push_back(add_field(name.c_str(), OFTReal));
                return;
            case ValueType::date: {
                // GDAL writes its own dates with slashes into text formats; ISO text is what a date is there.
                const bool has_dates = format_ != "GeoJSON" && format_ != "LIBKML" && format_ != "GPX";
                fields_.push_back(
                    add_field(name.c_str(), has_dates && holds_days(table_, column) ? OFTDate : OFTString));
                return;
            }
            case ValueType::string:
                break;
        }
        fields_.push_back(add_field(name.c_str(), OFTString));
    }

    static void set(OGRFeature& feature, int field, const Value& value) {
        if (const auto* flag = std::get_if<bool>(&value)) {
            feature.SetField(field, *flag ? 1 : 0);
        } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            feature.SetField(field, static_cast<GIntBig>(*integer));
        } else if (const auto* number = std::get_if<double>(&value)) {
            feature.SetField(field, *number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            feature.SetField(field, text->c_str());
        } else {
            feature.SetFieldNull(field);
        }
    }

    const Table& table_;
    OGRLayer& layer_;
    std::string format_;
    bool multi_ = false;
    bool failed_ = false;
    std::vector<int> fields_;
    std::optional<int> id_field_;
};

CPLStringList layer_options(const std::string& format, int epsg) {
    CPLStringList options;
    if (format == "GeoJSON") {
        options.SetNameValue("ID_FIELD", geojson_id);
        options.SetNameValue("ID_TYPE", "String");
        if (epsg == 4326) options.SetNameValue("RFC7946", "YES");
    }
    if (format == "ESRI Shapefile") options.SetNameValue("ENCODING", "UTF-8");
    return options;
}

CPLStringList dataset_options(const std::string& format) {
    CPLStringList options;
    if (format == "GPX") options.SetNameValue("GPX_USE_EXTENSIONS", "YES");
    return options;
}

void write_dataset(const Table& table, GDALDriver& driver, const std::string& path, const fs::path& asked, int epsg,
                   OGRCoordinateTransformation* transformation, OGRSpatialReference& reference) {
    gdal::ErrorTrap trap;
    const std::string format = driver.GetDescription();
    const bool all_placed = std::ranges::all_of(table.rows, [](const Row& row) { return has_geometry(row.geometry); });
    if (format == "FlatGeobuf" && !all_placed) {
        // It would leave them out without a word.
        throw bad_value("out", "FlatGeobuf cannot hold rows that have no place", "choose another format, as .gpkg");
    }
    gdal::DatasetPtr dataset{driver.Create(path.c_str(), 0, 0, 0, GDT_Unknown, dataset_options(format).List())};
    if (!dataset) throw disk_failure(asked, "cannot be written: " + trap.failure());
    const auto type = geometry_type(table);
    OGRLayer* layer = dataset->CreateLayer(table.name.c_str(), type == wkbNone ? nullptr : &reference, type,
                                           layer_options(format, epsg).List());
    if (!layer)
        throw bad_value("out", format + " cannot hold this table: " + trap.failure(),
                        "choose another format, as .gpkg");
    LayerWriter writer(table, *dataset, *layer);
    const bool in_transaction = dataset->StartTransaction() == OGRERR_NONE;
    trap.clear();  // most formats have no transactions and say so
    for (const Row& row : table.rows)
        writer.write(row, transformation);
    if (in_transaction) dataset->CommitTransaction();
    dataset->FlushCache(false);
    GDALClose(GDALDataset::ToHandle(dataset.release()));
    if (trap.failure().empty() && !writer.failed()) return;
    throw bad_value("out", format + " cannot hold this table: " + trap.failure(), "choose another format, as .gpkg");
}

/// A folder beside the target, so that files move into place by rename, with everything that is left in it at the end.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& target) {
        const fs::path parent = target.parent_path();
        std::string pattern = ((parent.empty() ? fs::path(".") : parent) / ".sanvat-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw disk_failure(target, std::string{"cannot be written: "} + std::strerror(errno));
        path_ = pattern;
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const fs::path& path() const noexcept { return path_; }

    /// Moves every file into the target's folder, the target itself last.
    void release(const fs::path& target) const {
        std::vector<fs::path> made;
        for (const auto& entry : fs::directory_iterator(path_))
            made.push_back(entry.path());
        std::ranges::sort(made, {}, [&](const fs::path& file) { return file.filename() == target.filename(); });
        for (const fs::path& file : made) {
            const fs::path place = target.parent_path() / file.filename();
            std::error_code code;
            if (fs::is_directory(place)) fs::remove_all(place, code);
            fs::rename(file, place, code);
            if (code) throw disk_failure(place, "cannot be replaced: " + code.message());
        }
    }

private:
    fs::path path_;
};

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
    const fs::path path = folder.path() / file.filename();
    if (ending == "csv") {
        write_text(to_csv(flattened(table, transformation.get(), true)), path, file);
        folder.release(file);
        return;
    }
    GDALDriver* driver = driver_for(ending);
    if (!driver) {
        throw bad_value("out", "no format is written for \"." + ending + "\"",
                        "end the name in .geojson .csv .xlsx .gpkg .shp .kml .gpx or .fgb");
    }
    if (epsg != 4326 && (ending == "kml" || ending == "gpx")) {
        throw bad_value("crs", "." + ending + " files are always in longitude and latitude", "leave the CRS out");
    }
    if (ending == "xlsx" || ending == "ods") {
        write_dataset(flattened(table, transformation.get(), false), *driver, path.string(), file, epsg, nullptr,
                      *reference);
    } else {
        write_dataset(table, *driver, path.string(), file, epsg, transformation.get(), *reference);
    }
    folder.release(file);
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
    const auto reference = gdal::wgs84();
    const Table flat = format == "xlsx" ? flattened(table, nullptr, false) : Table{};
    write_dataset(format == "xlsx" ? flat : table, *driver_for(format), path, path, 4326, nullptr, *reference);
    return read_vsi(path);
}

}  // namespace sanvat::data
