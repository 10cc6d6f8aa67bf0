// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: rows on their way into a layer of a file.
#pragma once

#include <ogrsf_frmts.h>

#include <optional>
#include <string>
#include <vector>

#include "data/gdal.hpp"
#include "data/table.hpp"

namespace sanvat::data {

/// What a format wants to know of a layer before its first row.
struct LayerPlan {
    std::string name;
    std::vector<Column> columns;  ///< a column of type `date` holds nothing but whole days and blanks
    bool has_ids = false;         ///< some rows have an id
    OGRwkbGeometryType geometry = wkbUnknown;
    int epsg = 4326;  ///< of the coordinates in the file
};

/// Writes one layer of a new dataset. Formats that cannot hold what they are given say so in `finish`.
class LayerWriter {
public:
    /// Makes the dataset at the path; `asked` is the name that the user knows it by.
    LayerWriter(const LayerPlan& plan, GDALDriver& driver, const std::string& path, const std::filesystem::path& asked);

    /// Takes longitude and latitude to the CRS of the plan.
    void write(const Row& row, OGRCoordinateTransformation* transformation);

    /// Closes the file. Throws Error(bad_value) where the format could not hold everything, or (failure) the disk.
    void finish();

private:
    int add_field(const char* name, OGRFieldType type, OGRFieldSubType subtype = OFSTNone);
    void add_field(const Column& column);

    gdal::ErrorTrap trap_;
    gdal::DatasetPtr dataset_;
    OGRLayer* layer_ = nullptr;
    std::string format_;
    bool has_long_integers_;  ///< else whole numbers are written as real ones, exact to 53 bits
    bool multi_ = false;
    bool failed_ = false;
    bool in_transaction_ = false;
    std::vector<int> fields_;
    std::optional<int> id_field_;
};

}  // namespace sanvat::data
