// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "data/register.hpp"

namespace sanvat::data {

/// Builds the register of a sample province from a folder of CSV tables and `sample.toml`, as data/caobang/README.md
/// describes them. What the tables hold is reported or derived; the quotas of `sample.toml` are filled up with made
/// records, which are illustrative and say so in their names. The same folder gives the same register, bit for bit.
///
/// Throws Error(bad_input) with file and record where a table cannot be understood.
[[nodiscard]] Register build_sample(const std::filesystem::path& folder);

}  // namespace sanvat::data
