// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"
#include "data/table.hpp"

namespace sanvat::data {

/// One field that a kind of record can have, and the column names people give it.
struct FieldSpec {
    std::string_view name;                  ///< as in mapping files and messages: "declared_unit"
    std::vector<std::string_view> aliases;  ///< folded column names, best first, besides the name itself
};

/// What a mapping file says: which column holds which field, how words translate, what holds for every record.
///
///     guess = true                     # fields not named here are guessed from the column names (default)
///     [columns]
///     name = "Tên cơ sở"
///     [values.kind]
///     "Chế biến chè" = "agro_processing"
///     [constants]
///     valid_from = "2025-07-01"
struct Mapping {
    bool guess = true;
    std::map<std::string, std::string> columns;                        ///< field → column of the source
    std::map<std::string, std::map<std::string, std::string>> values;  ///< field → (text of the source → value)
    std::map<std::string, std::string> constants;                      ///< field → value
};

/// Throws Error(bad_input) with the line where the file is missing, is no TOML or says something unknown.
[[nodiscard]] Mapping read_mapping(const std::filesystem::path& file);

/// A field found in a source by the name of its column.
struct GuessedColumn {
    std::string field;
    std::string column;
};

/// Fields bound to the columns of one source.
struct BoundFields {
    std::map<std::string, std::size_t, std::less<>> columns;  ///< field → index of the column
    std::vector<GuessedColumn> guessed;
    std::vector<std::string> unused;  ///< columns that no field takes
};

/// Binds by the mapping first, then by names where the mapping lets it: the field's own name before its aliases, each
/// column once, case, marks and punctuation ignored. A field with a constant is not guessed.
/// Throws Error(bad_input) at `place` where the mapping names a column that is not there.
[[nodiscard]] BoundFields bind_fields(const Mapping& mapping, std::span<const FieldSpec> fields,
                                      const std::vector<Column>& columns, const ErrorPlace& place);

/// Throws Error(bad_input) where the mapping names a field that is none of these; it lists them.
void check_fields(const Mapping& mapping, std::span<const FieldSpec> fields, const std::filesystem::path& file);

/// The value the mapping gives a text of a field: exact first, then without case and marks; the text itself otherwise.
[[nodiscard]] std::string translated(const Mapping& mapping, std::string_view field, std::string text);

}  // namespace sanvat::data
