// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/import_kind.hpp"
#include "data/import_refused.hpp"
#include "data/mapping.hpp"
#include "data/register.hpp"

namespace sanvat::data {

/// How far an import is: told every thousand records and at each step.
struct ImportProgress {
    std::string_view step;              ///< "reading FILE", "rebuilding districts", "writing"
    std::int64_t done = 0;              ///< records of the step
    std::optional<std::int64_t> total;  ///< where the format knows
};

struct ImportOptions {
    ImportKind kind = ImportKind::facilities;
    std::vector<std::string> sources;              ///< each "FILE" or "FILE:layer"
    std::optional<std::filesystem::path> mapping;  ///< TOML file; see Mapping
    std::optional<std::string> s_srs;              ///< see SourceOptions
    std::string encoding = "auto";                 ///< see SourceOptions
    bool dry_run = false;                          ///< import_file only: look at everything, write nothing
    std::function<void(const ImportProgress&)> progress;
};

/// What an import did, or in a dry run would do.
struct ImportReport {
    ImportKind kind = ImportKind::facilities;
    std::int64_t read = 0;  ///< records in the sources
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    bool created_store = false;
    std::vector<GuessedColumn> guessed;  ///< fields that nobody named a column for
    std::vector<std::string> unused;     ///< columns that nothing was read from
    std::vector<std::string> rebuilt;    ///< units whose outlines were made anew: "huyện Hòa An"
    std::vector<std::string> warnings;   ///< one line each; what a person should look at
};

/// Reads the sources into the register: a record whose id (units: code and valid_from; crosswalk: both units) is there
/// already is changed, others are added, none is removed. A field that no column or constant gives keeps the value it
/// had; a blank cell clears it. Ratings of products and figures of areas are added to those that are there.
///
/// Communes with outlines bring the former districts, the crosswalk's pieces and the province up to them; see
/// district_rebuild.hpp. Craft villages keep their facility in step (recognised: one of the same id).
///
/// All or nothing: throws ImportRefused with every problem found, or Error(bad_input, bad_value) where a source or the
/// mapping cannot be read at all, and leaves the register as it was.
[[nodiscard]] ImportReport import_into(Register& content, const ImportOptions& options);

/// The same on a store, in one transaction; a store that does not exist is made. Whatever it throws (besides the above:
/// what Store throws) leaves the store as it was.
[[nodiscard]] ImportReport import_file(const std::filesystem::path& store, const ImportOptions& options);

}  // namespace sanvat::data
