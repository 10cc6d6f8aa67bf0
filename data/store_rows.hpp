// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the rows of one table of a store, read and brought up to date.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/fingerprint.hpp"
#include "data/store_columns.hpp"

namespace sanvat::data {

namespace schema {

template <typename Record>
[[nodiscard]] Describe describe() {
    Describe description;
    Record record{};
    columns(description, record);
    return description;
}

}  // namespace schema

/// "a", "b" with the text before and after each name, and commas between.
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::string_view before,
                                 std::string_view after);

template <typename Record>
struct StoredRow {
    std::int64_t fid = 0;
    Record record;
};

/// By fid. Says which record of which table could not be read.
template <typename Record>
[[nodiscard]] std::vector<StoredRow<Record>> read_rows(sqlite::Database& database, const std::string& table) {
    const auto names = schema::describe<Record>().names;
    sqlite::Statement select(database,
                             "SELECT " + listed(names, "\"", "\"") + ", rowid FROM \"" + table + "\" ORDER BY rowid");
    std::vector<StoredRow<Record>> rows;
    while (select.step()) {
        try {
            StoredRow<Record>& row = rows.emplace_back();
            schema::Fetch fetch(select);
            schema::columns(fetch, row.record);
            row.fid = select.integer(static_cast<int>(names.size()));
        } catch (const Error& error) {
            throw Error(error.kind(),
                        {.file = database.file(),
                         .layer = table,
                         .record = static_cast<std::int64_t>(rows.size()),
                         .parameter = {}},
                        error.problem(), error.remedy());
        }
    }
    return rows;
}

/// What tells the rows of a table apart. Rows of one key are matched in their order.
template <typename Record>
[[nodiscard]] std::string row_key(const Record& record) {
    if constexpr (std::same_as<Record, AdminUnit>)
        return record.key.to_string();
    else if constexpr (std::same_as<Record, CrosswalkRow>)
        return record.old_unit.to_string() + " " + record.new_unit.to_string();
    else if constexpr (std::same_as<Record, PublishedFigure>)
        return record.figure;
    else if constexpr (std::same_as<Record, IndicatorFigure>)
        return record.indicator + " " + std::string(to_string(record.role)) + " " + record.as_of;
    else if constexpr (std::same_as<Record, RatingRow>)
        return record.product + " " + record.rating.signed_on.to_string();
    else if constexpr (std::same_as<Record, AreaFigureRow>)
        return record.area + " " + std::to_string(record.figure.year) + " " + record.figure.period;
    else if constexpr (std::same_as<Record, AreaPlaceRow>)
        return record.area + " " + record.unit.to_string();
    else
        return record.id;
}

/// Which rows of a table are to go, to change and to come.
template <typename Record>
struct RowChanges {
    std::vector<std::int64_t> gone;
    std::vector<std::pair<std::int64_t, const Record*>> changed;
    std::vector<const Record*> added;
};

template <typename Record>
[[nodiscard]] RowChanges<Record> row_changes(const std::vector<StoredRow<Record>>& stored,
                                             const std::vector<Record>& wanted) {
    // The rows of the table that no wanted record has claimed yet.
    std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> unclaimed;
    for (const auto& [fid, record] : stored)
        unclaimed[row_key(record)].emplace_back(fid, row_fingerprint(record));
    RowChanges<Record> changes;
    std::vector<const Record*> unlike;
    for (const Record& record : wanted) {
        auto& rows = unclaimed[row_key(record)];
        const auto same =
            std::ranges::find(rows, row_fingerprint(record), &std::pair<std::int64_t, std::string>::second);
        same == rows.end() ? unlike.push_back(&record) : static_cast<void>(rows.erase(same));
    }
    for (const Record* record : unlike) {
        auto& rows = unclaimed[row_key(*record)];
        if (rows.empty()) {
            changes.added.push_back(record);
        } else {
            changes.changed.emplace_back(rows.front().first, record);
            rows.erase(rows.begin());
        }
    }
    for (const auto& [key, rows] : unclaimed) {
        for (const auto& [fid, print] : rows)
            changes.gone.push_back(fid);
    }
    return changes;
}

/// Makes the table hold these records. True where anything had to change.
template <typename Record>
bool write_rows(sqlite::Database& database, const std::string& table, const std::vector<Record>& records) {
    const auto stored = read_rows<Record>(database, table);
    const auto changes = row_changes(stored, records);
    const auto names = schema::describe<Record>().names;
    const std::string quoted = "\"" + table + "\"";
    sqlite::Statement remove(database, "DELETE FROM " + quoted + " WHERE rowid = ?1");
    for (const std::int64_t fid : changes.gone) {
        remove.bind(1, fid);
        remove.run();
    }
    sqlite::Statement update(database,
                             "UPDATE " + quoted + " SET " + listed(names, "\"", "\" = ?") + " WHERE rowid = ?");
    for (const auto& [fid, record] : changes.changed) {
        schema::Bind bind(update);
        schema::columns(bind, *record);
        update.bind(static_cast<int>(names.size()) + 1, fid);
        update.run();
    }
    const std::vector<std::string> marks(names.size(), "?");
    sqlite::Statement insert(database, "INSERT INTO " + quoted + " (" + listed(names, "\"", "\"") + ") VALUES (" +
                                           listed(marks, "", "") + ")");
    for (const Record* record : changes.added) {
        schema::Bind bind(insert);
        schema::columns(bind, *record);
        insert.run();
    }
    return !changes.gone.empty() || !changes.changed.empty() || !changes.added.empty();
}

}  // namespace sanvat::data
