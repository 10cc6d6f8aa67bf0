// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/date.hpp"
#include "data/table.hpp"

namespace sanvat::cli {

/// Writes the answer to the file, or as GeoJSON to standard output where `out` is empty. A file is confirmed by a line
/// on standard error.
void write_answer(const data::Table& answer, const std::string& out);

/// Writes text to a file, which appears under its name only when complete. Confirmed by a line on standard error.
void write_text(const std::string& text, const std::string& out);

/// The answer as the file wants it, with the two days as last columns: for .csv and .xlsx the figures alone.
[[nodiscard]] data::Table table_for(const std::string& out, data::Table answer, data::Date as_of,
                                    std::optional<data::Date> units_as_of);

}  // namespace sanvat::cli
