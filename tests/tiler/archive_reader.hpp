// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tiler/pmtiles_directory.hpp"

namespace sanvat::test {

/// Undoes gzip. Throws std::runtime_error for bytes that are not in that form.
[[nodiscard]] std::string gunzip(const std::string& bytes);

/// A directory of PMTiles as in the file. Throws std::runtime_error where it ends too early or too late.
[[nodiscard]] std::vector<tiler::PmtilesEntry> read_pmtiles_directory(const std::string& bytes);

}  // namespace sanvat::test
