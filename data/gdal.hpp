// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: GDAL with owners, and its complaints caught instead of printed.
#pragma once

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <memory>
#include <string>
#include <vector>

namespace sanvat::data::gdal {

/// Registers GDAL's drivers, once a process; cheap afterwards. Thread-safe.
void initialise();

/// While it lives, what GDAL says in this thread is kept here and printed nowhere. Traps nest; the innermost hears.
class ErrorTrap {
public:
    ErrorTrap();
    ~ErrorTrap();
    ErrorTrap(const ErrorTrap&) = delete;
    ErrorTrap& operator=(const ErrorTrap&) = delete;

    /// The first failure since the start or the last `clear`, on one line; empty where there was none. The first names
    /// the cause, those after it the consequences.
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }
    void clear() noexcept;

private:
    static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char* message);

    std::string failure_;
    std::vector<std::string> warnings_;
};

/// Closes without letting GDAL print; whoever must know whether the last write went through closes by `close_dataset`.
struct DatasetDeleter {
    void operator()(GDALDataset* dataset) const noexcept;
};
using DatasetPtr = std::unique_ptr<GDALDataset, DatasetDeleter>;

struct SpatialReferenceDeleter {
    void operator()(OGRSpatialReference* reference) const noexcept { reference->Release(); }
};
using SpatialReferencePtr = std::unique_ptr<OGRSpatialReference, SpatialReferenceDeleter>;

struct TransformationDeleter {
    void operator()(OGRCoordinateTransformation* transformation) const noexcept {
        OGRCoordinateTransformation::DestroyCT(transformation);
    }
};
using TransformationPtr = std::unique_ptr<OGRCoordinateTransformation, TransformationDeleter>;

/// WGS 84 in the order of everything inside sanvat: longitude, latitude.
[[nodiscard]] SpatialReferencePtr wgs84();

/// A CRS with x (east) before y (north) whatever its authority says; null where the text names none.
[[nodiscard]] SpatialReferencePtr spatial_reference(const std::string& text);

}  // namespace sanvat::data::gdal
