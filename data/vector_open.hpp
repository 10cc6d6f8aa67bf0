// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: from what a user typed to one layer of an open dataset.
#pragma once

#include <string>

#include "data/encoding.hpp"
#include "data/gdal.hpp"

namespace sanvat::data::gdal {

/// An open dataset and the layer asked for. The layer belongs to the dataset.
struct OpenLayer {
    DatasetPtr dataset;
    OGRLayer* layer = nullptr;
    std::string file;       ///< as the user gave it, without the layer
    bool raw_text = false;  ///< strings are the file's bytes, to be decoded by the caller
};

/// Tries "FILE" whole, then "FILE:layer". Throws Error(bad_input) or Error(bad_value) as VectorSource says.
[[nodiscard]] OpenLayer open_layer(const std::string& source, Encoding encoding);

}  // namespace sanvat::data::gdal
