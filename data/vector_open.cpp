// SPDX-License-Identifier: Apache-2.0
#include "data/vector_open.hpp"

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <array>
#include <utility>
#include <vector>

#include "data/error.hpp"

namespace sanvat::data::gdal {

namespace {

bool exists(const std::string& file) {
    VSIStatBufL status{};
    return VSIStatL(file.c_str(), &status) == 0;
}

/// Set for the time of one open only, and in this thread only.
class ThreadOption {
public:
    ThreadOption(const char* name, const char* value) : name_(name) { CPLSetThreadLocalConfigOption(name, value); }
    ~ThreadOption() { CPLSetThreadLocalConfigOption(name_, nullptr); }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* name_;
};

DatasetPtr open_vector(const std::string& file, std::string& failure) {
    ErrorTrap trap;
    // A sheet of texts only gives GDAL no hint that its first row is a header. Ours always have one.
    const ThreadOption xlsx("OGR_XLSX_HEADERS", "FORCE");
    const ThreadOption ods("OGR_ODS_HEADERS", "FORCE");
    DatasetPtr dataset{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)};
    failure = trap.failure();
    return dataset;
}

std::string driver_of(GDALDataset& dataset) {
    return dataset.GetDriverName();
}

/// True for formats whose text is whatever bytes the writer put there.
bool leaves_text_open(const std::string& driver) {
    return driver == "CSV" || driver == "ESRI Shapefile";
}

/// True where a .cpg file says what the text of a Shapefile is. Without one GDAL takes it for Latin-1, which no
/// Vietnamese text is, and the mark inside the .dbf is one that writers leave at whatever it was.
bool names_its_encoding(GDALDataset& dataset) {
    OGRLayer* layer = dataset.GetLayer(0);
    return layer && layer->GetMetadataItem("ENCODING_FROM_CPG", "SHAPEFILE");
}

/// A Shapefile again, with its text as bytes.
DatasetPtr reopen_raw(const std::string& file) {
    const ErrorTrap trap;
    const std::array<const char*, 2> options{"ENCODING=", nullptr};
    const std::array<const char*, 2> drivers{"ESRI Shapefile", nullptr};
    return DatasetPtr{
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(), options.data())};
}

std::string layer_names(GDALDataset& dataset) {
    constexpr int most = 20;
    std::string names;
    for (int i = 0; i < dataset.GetLayerCount() && i < most; ++i) {
        names += (names.empty() ? "" : ", ") + std::string{dataset.GetLayer(i)->GetName()};
    }
    return dataset.GetLayerCount() > most ? names + ", …" : names;
}

/// The only layer, or the only one that holds anything.
OGRLayer* only_layer(GDALDataset& dataset, const std::string& file) {
    const ErrorTrap trap;
    if (dataset.GetLayerCount() == 0) {
        throw bad_input({.file = file, .layer = {}, .record = {}, .parameter = {}}, "it has no layer",
                        "check the file");
    }
    if (dataset.GetLayerCount() == 1) return dataset.GetLayer(0);
    OGRLayer* filled = nullptr;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (layer->GetFeatureCount(TRUE) == 0) continue;
        if (filled) {
            throw bad_input({.file = file, .layer = {}, .record = {}, .parameter = {}},
                            "it has several layers: " + layer_names(dataset),
                            "name one, as " + file + ":" + dataset.GetLayer(0)->GetName());
        }
        filled = layer;
    }
    return filled ? filled : dataset.GetLayer(0);
}

[[noreturn]] void refuse(const std::string& source, const std::string& failure, const std::string& layerless,
                         const std::string& layerless_failure) {
    const bool split = !layerless.empty() && exists(layerless);
    const std::string& file = split ? layerless : source;
    const std::string& words = split ? layerless_failure : failure;
    const bool looks_like_path = source.find("://") == std::string::npos;
    const ErrorPlace place{.file = file, .layer = {}, .record = {}, .parameter = {}};
    if (!split && !exists(source) && looks_like_path) throw bad_input(place, "no such file", "check the path");
    throw bad_input(place, "it cannot be read: " + (words.empty() ? "no format that is known" : words),
                    "check that the file is whole and of a format GDAL reads");
}

}  // namespace

OpenLayer open_layer(const std::string& source, Encoding encoding) {
    initialise();
    OpenLayer open{.dataset = {}, .layer = nullptr, .file = source, .raw_text = false};
    std::string failure;
    std::string layer_name;
    open.dataset = open_vector(source, failure);
    if (!open.dataset) {
        const auto colon = source.rfind(':');
        std::string layerless = colon == std::string::npos ? std::string{} : source.substr(0, colon);
        std::string layerless_failure;
        if (!layerless.empty()) open.dataset = open_vector(layerless, layerless_failure);
        if (!open.dataset) refuse(source, failure, layerless, layerless_failure);
        layer_name = source.substr(colon + 1);
        open.file = std::move(layerless);
    }
    const std::string driver = driver_of(*open.dataset);
    if (encoding == Encoding::cp1258 && !leaves_text_open(driver)) {
        throw bad_value("encoding", driver + " files fix their own encoding", "leave --encoding out for " + open.file);
    }
    open.raw_text = driver == "CSV";
    if (driver == "ESRI Shapefile" && (encoding != Encoding::automatic || !names_its_encoding(*open.dataset))) {
        open.dataset = reopen_raw(open.file);
        open.raw_text = true;
    }
    if (!open.dataset) refuse(source, failure, {}, {});
    open.layer =
        layer_name.empty() ? only_layer(*open.dataset, open.file) : open.dataset->GetLayerByName(layer_name.c_str());
    if (!open.layer) {
        throw bad_input({.file = open.file, .layer = layer_name, .record = {}, .parameter = {}}, "no such layer",
                        "it has " + layer_names(*open.dataset));
    }
    return open;
}

}  // namespace sanvat::data::gdal
