// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/table.hpp"

namespace sanvat::cli {

/// Writes the answer to the file, or as GeoJSON to standard output where `out` is empty. A file is confirmed by a line
/// on standard error.
void write_answer(const data::Table& answer, const std::string& out);

}  // namespace sanvat::cli
