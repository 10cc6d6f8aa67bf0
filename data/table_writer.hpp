// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/table.hpp"

namespace sanvat::data {

/// What the rows of a TableWriter look like.
struct TableHead {
    std::string name;                ///< layer name in files
    std::vector<Column> columns;     ///< a column of type `date` holds nothing but whole days and blanks
    bool points = true;              ///< rows have points, or no place
    bool places_in_columns = false;  ///< the columns say where a row is: formats without geometry add none
};

/// Writes rows one after another, for answers that do not fit into memory; otherwise as `write_table`, formats and
/// errors included. Places are written in longitude and latitude. Used by the thread that made it.
class TableWriter {
public:
    TableWriter(const std::filesystem::path& file, TableHead head);
    /// Without `commit`, nothing of the file is left.
    ~TableWriter();
    TableWriter(const TableWriter&) = delete;
    TableWriter& operator=(const TableWriter&) = delete;

    /// Throws Error(bad_value) where the format holds no more rows.
    void write(const Row& row);

    /// The file appears under its name.
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::data
