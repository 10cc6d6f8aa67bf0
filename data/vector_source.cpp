// SPDX-License-Identifier: Apache-2.0
#include "data/vector_source.hpp"

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "data/encoding.hpp"
#include "data/gdal.hpp"
#include "data/ogr_geometry.hpp"
#include "data/position_columns.hpp"
#include "data/text.hpp"
#include "data/vector_open.hpp"

namespace sanvat::data {

namespace {

ValueType type_of(const OGRFieldDefn& field) {
    switch (field.GetType()) {
        case OFTInteger:
            return field.GetSubType() == OFSTBoolean ? ValueType::boolean : ValueType::integer;
        case OFTInteger64:
            return ValueType::integer;
        case OFTReal:
            return ValueType::number;
        case OFTDate:
            return ValueType::date;
        default:
            return ValueType::string;
    }
}

std::string iso_day(const OGRFeature& feature, int field) {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int zone = 0;
    if (!feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) return {};
    char text[40];
    if (hour == 0 && minute == 0 && second == 0) {
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    } else {
        std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second);
    }
    return text;
}

/// The file as a place name in messages ends before a password could begin, so nothing is added to what the user typed.
ErrorPlace place_of(const std::string& file, const std::string& layer, std::optional<std::int64_t> record) {
    return {.file = file, .layer = layer, .record = record, .parameter = {}};
}

/// An odd number of quotation marks means that the last field never ended: a CSV file cut in half.
bool has_open_quote(const std::string& file) {
    VSILFILE* handle = VSIFOpenL(file.c_str(), "rb");
    if (!handle) return false;
    std::vector<char> block(1 << 16);
    bool open = false;
    for (std::size_t got = 1; got > 0;) {
        got = VSIFReadL(block.data(), 1, block.size(), handle);
        if (std::count(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got), '"') % 2 != 0) open = !open;
    }
    VSIFCloseL(handle);
    return open;
}

}  // namespace

struct VectorSource::Impl {
    gdal::OpenLayer open;
    std::string layer;
    Encoding encoding = Encoding::automatic;
    bool is_csv = false;
    bool is_gpx = false;
    std::vector<Column> columns;
    PositionColumns position;
    std::vector<std::string> position_names;
    bool has_geometries = false;
    std::optional<std::int64_t> count;
    std::vector<std::string> warnings;
    std::int64_t record = 0;
    std::string s_srs_option;
    // Destroyed before the dataset, whose coordinate system they were made from.
    gdal::TransformationPtr transformation;

    void read_columns();
    void find_position(const SourceOptions& options);
    void find_transformation(const SourceOptions& options);
    [[nodiscard]] std::string in_callers_words(std::string remedy) const;
    void remember(const gdal::ErrorTrap& trap);
    [[nodiscard]] Value value_of(const OGRFeature& feature, int field, SourceRow& row) const;
    [[nodiscard]] SourceRow row_of(const OGRFeature& feature) const;
};

void VectorSource::Impl::read_columns() {
    const OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        auto name = decode(field.GetNameRef(), encoding);
        if (!name) {
            throw bad_input(
                place_of(open.file, layer, {}),
                "the column names are not " + std::string{encoding == Encoding::cp1258 ? "CP1258" : "UTF-8"} + " text",
                "convert the file to UTF-8, or name its encoding with --encoding");
        }
        // GDAL marks the extensions of a GPX file, which are what people added.
        constexpr std::string_view extension = "ogr_";
        if (is_gpx && name->starts_with(extension)) name->erase(0, extension.size());
        columns.push_back({std::string{trim(*name)}, type_of(field)});
    }
}

void VectorSource::Impl::find_position(const SourceOptions& options) {
    // GDAL drops a broken WKT cell of a CSV file without a word; read here, it is a problem of its record.
    has_geometries =
        !is_csv && open.layer->GetLayerDefn()->GetGeomFieldCount() > 0 && open.layer->GetGeomType() != wkbNone;
    if (has_geometries) return;
    position = find_position_columns(columns, options);
    if (position.wkt) {
        position_names = {columns[*position.wkt].name};
    } else if (position.any()) {
        position_names = {columns[*position.lon].name, columns[*position.lat].name};
    }
}

/// Geometries are read for many callers and speak of --s-srs.
std::string VectorSource::Impl::in_callers_words(std::string remedy) const {
    constexpr std::string_view usual = "--s-srs";
    if (const auto at = remedy.find(usual); at != std::string::npos)
        remedy.replace(at, usual.size(), "--" + s_srs_option);
    return remedy;
}

void VectorSource::Impl::find_transformation(const SourceOptions& options) {
    s_srs_option = options.s_srs_option;
    gdal::SpatialReferencePtr from;
    if (const auto& asked = options.s_srs) {
        from = gdal::spatial_reference(*asked);
        if (!from)
            throw bad_value(s_srs_option, "\"" + *asked + "\" is no known coordinate system", "give it as EPSG:9210");
    } else if (const OGRSpatialReference* own = has_geometries ? open.layer->GetSpatialRef() : nullptr) {
        from.reset(own->Clone());
        from->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    const auto to = gdal::wgs84();
    if (!from || from->IsSame(to.get())) return;
    const gdal::ErrorTrap trap;
    transformation.reset(OGRCreateCoordinateTransformation(from.get(), to.get()));
    if (!transformation) {
        throw bad_input(place_of(open.file, layer, {}),
                        "its coordinate system cannot be turned into longitude and latitude",
                        in_callers_words("name the right one with --s-srs"));
    }
}

void VectorSource::Impl::remember(const gdal::ErrorTrap& trap) {
    for (const std::string& warning : trap.warnings()) {
        // Unclosed rings are judged, with their record, by whoever needs a polygon.
        if (warning.starts_with("Non closed ring")) continue;
        if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(warning);
    }
}

Value VectorSource::Impl::value_of(const OGRFeature& feature, int field, SourceRow& row) const {
    if (!feature.IsFieldSetAndNotNull(field)) return {};
    const OGRFieldDefn& definition = *feature.GetFieldDefnRef(field);
    switch (definition.GetType()) {
        case OFTInteger:
            if (definition.GetSubType() == OFSTBoolean) return feature.GetFieldAsInteger(field) != 0;
            return static_cast<std::int64_t>(feature.GetFieldAsInteger(field));
        case OFTInteger64:
            return static_cast<std::int64_t>(feature.GetFieldAsInteger64(field));
        case OFTReal:
            return feature.GetFieldAsDouble(field);
        case OFTDate:
        case OFTDateTime:
            return iso_day(feature, field);
        default:
            break;
    }
    auto text = decode(feature.GetFieldAsString(field), open.raw_text ? encoding : Encoding::automatic);
    if (text) return std::move(*text);
    row.problem = columns[static_cast<std::size_t>(field)].name + " is not " +
                  (encoding == Encoding::cp1258 ? "CP1258" : "UTF-8") + " text";
    row.remedy = "convert the file to UTF-8, or name its encoding with --encoding";
    return {};
}

SourceRow VectorSource::Impl::row_of(const OGRFeature& feature) const {
    SourceRow row{.record = record, .values = {}, .geometry = {}, .problem = {}, .remedy = {}};
    row.values.reserve(columns.size());
    for (int i = 0; i < feature.GetFieldCount(); ++i)
        row.values.push_back(value_of(feature, i, row));
    if (is_csv && feature.GetFieldCount() > 0 && !feature.IsFieldSet(feature.GetFieldCount() - 1)) {
        row.problem = "it has fewer fields than the header";
        row.remedy = "check that the file is whole and its quotation marks are paired";
    }
    if (!row.problem.empty()) return row;
    ReadGeometry read;
    if (has_geometries) {
        read = from_ogr(feature.GetGeometryRef(), transformation.get());
    } else if (position.any()) {
        read = read_position(position, row.values, transformation.get());
    }
    row.geometry = std::move(read.geometry);
    row.problem = std::move(read.problem);
    row.remedy = in_callers_words(std::move(read.remedy));
    return row;
}

VectorSource::VectorSource(const std::string& source, const SourceOptions& options) : impl_(std::make_unique<Impl>()) {
    impl_->encoding = parse_encoding(options.encoding);
    impl_->open = gdal::open_layer(source, impl_->encoding);
    const gdal::ErrorTrap trap;
    impl_->layer = impl_->open.layer->GetName();
    const std::string_view driver = impl_->open.dataset->GetDriverName();
    impl_->is_csv = driver == "CSV";
    impl_->is_gpx = driver == "GPX";
    impl_->read_columns();
    impl_->find_position(options);
    impl_->find_transformation(options);
    const auto count = impl_->open.layer->GetFeatureCount(FALSE);
    if (count >= 0) impl_->count = count;
    impl_->open.layer->ResetReading();
    impl_->remember(trap);
}

VectorSource::~VectorSource() = default;
VectorSource::VectorSource(VectorSource&&) noexcept = default;
VectorSource& VectorSource::operator=(VectorSource&&) noexcept = default;

const std::string& VectorSource::file() const noexcept {
    return impl_->open.file;
}
const std::string& VectorSource::layer() const noexcept {
    return impl_->layer;
}
const std::vector<Column>& VectorSource::columns() const noexcept {
    return impl_->columns;
}
std::optional<std::int64_t> VectorSource::row_count() const noexcept {
    return impl_->count;
}
bool VectorSource::spatial() const noexcept {
    return impl_->has_geometries || impl_->position.any();
}
const std::vector<std::string>& VectorSource::position_columns() const noexcept {
    return impl_->position_names;
}
const std::vector<std::string>& VectorSource::warnings() const noexcept {
    return impl_->warnings;
}

ErrorPlace VectorSource::place(std::optional<std::int64_t> record, std::string column) const {
    return {.file = impl_->open.file, .layer = impl_->layer, .record = record, .parameter = std::move(column)};
}

std::optional<SourceRow> VectorSource::next() {
    const gdal::ErrorTrap trap;
    const OGRFeatureUniquePtr feature{impl_->open.layer->GetNextFeature()};
    impl_->remember(trap);
    const bool cut_csv = !feature && impl_->is_csv && has_open_quote(impl_->open.file);
    if (!trap.failure().empty() || cut_csv) {
        throw bad_input(place(impl_->record + 1), cut_csv ? "a quotation mark is never closed" : trap.failure(),
                        "the file may be damaged or cut off: get it again");
    }
    if (!feature) return std::nullopt;
    ++impl_->record;
    return impl_->row_of(*feature);
}

}  // namespace sanvat::data
