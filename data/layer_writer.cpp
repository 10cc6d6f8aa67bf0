// SPDX-License-Identifier: Apache-2.0
#include "data/layer_writer.hpp"

#include <algorithm>

#include "data/error.hpp"
#include "data/ogr_geometry.hpp"
#include "data/output_file.hpp"

namespace sanvat::data {

namespace {

/// The name of the field that becomes the `id` of GeoJSON features and is no property.
constexpr auto geojson_id = "sanvat_feature_id";

CPLStringList layer_options(const std::string& format, int epsg) {
    CPLStringList options;
    if (format == "GeoJSON") {
        options.SetNameValue("ID_FIELD", geojson_id);
        options.SetNameValue("ID_TYPE", "String");
        if (epsg == 4326) options.SetNameValue("RFC7946", "YES");
    }
    if (format == "ESRI Shapefile" || format == "MapInfo File") options.SetNameValue("ENCODING", "UTF-8");
    return options;
}

CPLStringList dataset_options(const std::string& format) {
    CPLStringList options;
    if (format == "GPX") options.SetNameValue("GPX_USE_EXTENSIONS", "YES");
    return options;
}

void set(OGRFeature& feature, int field, const Value& value) {
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

Error cannot_hold(const std::string& format, const std::string& problem) {
    return bad_value("out", format + " cannot hold this table: " + problem, "choose another format, as .gpkg");
}

bool knows_field_type(GDALDriver& driver, const char* type) {
    const CPLStringList known(CSLTokenizeString(driver.GetMetadataItem(GDAL_DMD_CREATIONFIELDDATATYPES)));
    return known.FindString(type) >= 0;
}

}  // namespace

LayerWriter::LayerWriter(const LayerPlan& plan, GDALDriver& driver, const std::string& path,
                         const std::filesystem::path& asked)
    : format_(driver.GetDescription()), has_long_integers_(knows_field_type(driver, "Integer64")) {
    dataset_.reset(driver.Create(path.c_str(), 0, 0, 0, GDT_Unknown, dataset_options(format_).List()));
    if (!dataset_) throw disk_failure(asked, "cannot be written: " + trap_.failure());
    const auto reference = gdal::spatial_reference("EPSG:" + std::to_string(plan.epsg));
    layer_ = dataset_->CreateLayer(plan.name.c_str(), plan.geometry == wkbNone ? nullptr : reference.get(),
                                   plan.geometry, layer_options(format_, plan.epsg).List());
    if (!layer_) throw cannot_hold(format_, trap_.failure());
    const auto flat = wkbFlatten(layer_->GetGeomType());
    multi_ = flat == wkbMultiPolygon || flat == wkbMultiLineString;
    for (const Column& column : plan.columns)
        add_field(column);
    if (plan.has_ids && format_ == "GeoJSON") {
        id_field_ = add_field(geojson_id, OFTString);
    } else if (plan.has_ids && std::ranges::find(plan.columns, "id", &Column::name) == plan.columns.end()) {
        id_field_ = add_field("id", OFTString);
    }
    in_transaction_ = dataset_->StartTransaction() == OGRERR_NONE;
    trap_.clear();  // most formats have no transactions and say so
}

void LayerWriter::write(const Row& row, OGRCoordinateTransformation* transformation) {
    if (format_ == "FlatGeobuf" && !has_geometry(row.geometry)) {
        // It would leave them out without a word.
        throw bad_value("out", "FlatGeobuf cannot hold rows that have no place", "choose another format, as .gpkg");
    }
    const OGRFeatureUniquePtr feature{OGRFeature::CreateFeature(layer_->GetLayerDefn())};
    for (std::size_t i = 0; i < row.values.size(); ++i)
        set(*feature, fields_[i], row.values[i]);
    if (id_field_ && !row.id.empty()) feature->SetField(*id_field_, row.id.c_str());
    if (auto geometry = to_ogr(row.geometry, multi_)) {
        if (transformation && geometry->transform(transformation) != OGRERR_NONE) {
            throw bad_value("crs", "a place does not fit this coordinate system", "choose one made for the area");
        }
        feature->SetGeometryDirectly(geometry.release());
    }
    if (layer_->CreateFeature(feature.get()) != OGRERR_NONE) failed_ = true;
}

void LayerWriter::finish() {
    if (in_transaction_) dataset_->CommitTransaction();
    dataset_->FlushCache(false);
    GDALClose(GDALDataset::ToHandle(dataset_.release()));
    if (!trap_.failure().empty() || failed_) throw cannot_hold(format_, trap_.failure());
}

int LayerWriter::add_field(const char* name, OGRFieldType type, OGRFieldSubType subtype) {
    OGRFieldDefn definition(name, type);
    definition.SetSubType(subtype);
    const int before = layer_->GetLayerDefn()->GetFieldCount();
    if (layer_->CreateField(&definition) != OGRERR_NONE) failed_ = true;
    const int after = layer_->GetLayerDefn()->GetFieldCount();
    // A layer may shorten the name, or have such a field already (`name` in GPX).
    return after > before ? after - 1 : layer_->GetLayerDefn()->GetFieldIndex(name);
}

void LayerWriter::add_field(const Column& column) {
    const char* name = column.name.c_str();
    switch (column.type) {
        case ValueType::boolean:
            fields_.push_back(add_field(name, OFTInteger, OFSTBoolean));
            return;
        case ValueType::integer:
            fields_.push_back(add_field(name, has_long_integers_ ? OFTInteger64 : OFTReal));
            return;
        case ValueType::number:
            fields_.push_back(add_field(name, OFTReal));
            return;
        case ValueType::date: {
            // GDAL writes its own dates with slashes into text formats; ISO text is what a date is there.
            const bool has_dates = format_ != "GeoJSON" && format_ != "LIBKML" && format_ != "GPX";
            fields_.push_back(add_field(name, has_dates ? OFTDate : OFTString));
            return;
        }
        case ValueType::string:
            break;
    }
    fields_.push_back(add_field(name, OFTString));
}

}  // namespace sanvat::data
