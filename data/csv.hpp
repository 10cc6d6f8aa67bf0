// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/admin_unit.hpp"
#include "data/error.hpp"

namespace sanvat::data {

class CsvRecord;

/// One of sanvat's own CSV tables (RFC 4180, UTF-8, comma, header row), read whole and strictly: a wrong column, a
/// short record or a stray quote is an error. Files of others come in through `sanvat import`, which forgives more.
class CsvTable {
public:
    /// Throws Error(bad_input) where the file is missing or malformed, or its columns are not exactly these.
    CsvTable(const std::filesystem::path& file, std::initializer_list<std::string_view> columns);

    /// In file order; valid as long as the table.
    [[nodiscard]] std::vector<CsvRecord> records() const;

private:
    friend class CsvRecord;
    std::string file_;
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> fields_;
};

/// One record of a CsvTable, which must outlive it. Every reader throws Error(bad_input) naming file, record and
/// column where the text is not what is asked for; an empty field is no value.
class CsvRecord {
public:
    [[nodiscard]] std::string text(std::string_view column) const;
    /// As `text`, but an empty field is an error.
    [[nodiscard]] std::string required(std::string_view column) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view column) const;
    [[nodiscard]] std::optional<double> number(std::string_view column) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view column) const;
    [[nodiscard]] std::optional<Date> date(std::string_view column) const;
    [[nodiscard]] std::optional<UnitKey> unit(std::string_view column) const;
    /// Keys separated by ";".
    [[nodiscard]] std::vector<UnitKey> units(std::string_view column) const;
    /// Columns `lon` and `lat`, both or neither.
    [[nodiscard]] std::optional<LonLat> point() const;

    /// The value of one of sanvat's own words, read by its parse function.
    template <typename T>
    [[nodiscard]] std::optional<T> word(std::string_view column, std::optional<T> (*parse)(std::string_view)) const {
        const std::string field = text(column);
        if (field.empty()) return std::nullopt;
        const auto value = parse(field);
        if (!value) fail(column, "\"" + field + "\" is no known word", "use one of the words of the data model");
        return value;
    }

    [[noreturn]] void fail(std::string_view column, std::string problem, std::string remedy) const;

private:
    friend class CsvTable;
    CsvRecord(const CsvTable& table, std::size_t index) : table_(&table), index_(index) {}

    const CsvTable* table_;
    std::size_t index_;
};

}  // namespace sanvat::data
