// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the tables of a store, all at once. Callers hold the transaction.
#pragma once

#include "data/register.hpp"
#include "data/sqlite.hpp"

namespace sanvat::data {

/// In an empty database: the GeoPackage's own tables and sanvat's.
void create_tables(sqlite::Database& database);

/// Every row, sorted as Register says. Throws Error(bad_store) naming table and record.
[[nodiscard]] Register read_tables(sqlite::Database& database);

/// Makes the tables hold exactly this content by as few changes as that takes: a row that is right stays as it is, a
/// changed one keeps its fid and the columns that are not sanvat's.
void write_tables(sqlite::Database& database, const Register& content);

}  // namespace sanvat::data
