// SPDX-License-Identifier: Apache-2.0
#include "data/gdal.hpp"

#include <algorithm>
#include <mutex>

#include "data/error.hpp"

namespace sanvat::data::gdal {

namespace {

/// A damaged file can complain about every record; the first of them tell all there is to tell.
constexpr std::size_t most_warnings = 20;

std::string one_line(const char* message) {
    std::string text{message ? message : ""};
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    while (!text.empty() && (text.back() == ' ' || text.back() == '.'))
        text.pop_back();
    return text;
}

}  // namespace

void initialise() {
    static std::once_flag once;
    std::call_once(once, [] {
        // GDAL takes the first row of a sheet for a header only where the second looks different, which it does not in
        // a table of nothing but text.
        for (const char* option : {"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS"})
            CPLSetConfigOption(option, "FORCE");
        GDALAllRegister();
    });
}

ErrorTrap::ErrorTrap() {
    CPLPushErrorHandlerEx(hear, this);
}

ErrorTrap::~ErrorTrap() {
    CPLPopErrorHandler();
}

void ErrorTrap::clear() noexcept {
    failure_.clear();
    warnings_.clear();
}

void CPL_STDCALL ErrorTrap::hear(CPLErr level, CPLErrorNum /*number*/, const char* message) {
    auto* trap = static_cast<ErrorTrap*>(CPLGetErrorHandlerUserData());
    if (level == CE_Failure || level == CE_Fatal) {
        if (trap->failure_.empty()) trap->failure_ = one_line(message);
    } else if (level == CE_Warning && trap->warnings_.size() < most_warnings) {
        std::string text = one_line(message);
        if (std::ranges::find(trap->warnings_, text) == trap->warnings_.end())
            trap->warnings_.push_back(std::move(text));
    }
}

void DatasetDeleter::operator()(GDALDataset* dataset) const noexcept {
    const ErrorTrap trap;
    GDALClose(GDALDataset::ToHandle(dataset));
}

SpatialReferencePtr wgs84() {
    SpatialReferencePtr reference{new OGRSpatialReference};
    if (reference->importFromEPSG(4326) != OGRERR_NONE) {
        throw Error(ErrorKind::failure, {}, "PROJ does not know EPSG:4326", "check that proj-data is installed");
    }
    reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

SpatialReferencePtr spatial_reference(const std::string& text) {
    const ErrorTrap trap;
    SpatialReferencePtr reference{new OGRSpatialReference};
    if (reference->SetFromUserInput(text.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) !=
        OGRERR_NONE) {
        return nullptr;
    }
    reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

}  // namespace sanvat::data::gdal
