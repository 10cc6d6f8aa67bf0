// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: SQLite with owners and errors.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace sanvat::data::sqlite {

enum class Mode : std::uint8_t { read, write, create };

/// A connection. Errors are Error(bad_store) naming the file; a full disk or I/O error is Error(failure).
class Database {
public:
    Database(const std::filesystem::path& file, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void execute(const std::string& sql);
    [[nodiscard]] std::int64_t number(const std::string& sql);
    [[nodiscard]] bool has_table(std::string_view name);
    /// Makes this database a copy of the other in one transaction: readers that have it open see the change at its
    /// commit, and whoever dies on the way leaves a journal that brings the old content back. Both need pages of one
    /// size where this one is in WAL mode.
    void become_copy_of(Database& source);
    [[noreturn]] void fail(std::string_view doing) const;

    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

private:
    std::string file_;
    sqlite3* handle_ = nullptr;
};

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite.
class Statement {
public:
    Statement(Database& database, const std::string& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// True while there is a row.
    [[nodiscard]] bool step();
    /// Runs a statement that has no rows and makes it ready for the next values.
    void run();

    void bind(int parameter, std::string_view text);
    void bind(int parameter, std::int64_t number);
    void bind(int parameter, double number);
    void bind_blob(int parameter, std::string_view bytes);
    void bind_null(int parameter);

    [[nodiscard]] int columns() const;
    /// What the row holds there, whatever the column was declared as. Ask before reading, which may convert it.
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] bool is_integer(int column) const;
    [[nodiscard]] bool is_number(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double number(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;

private:
    void check(int code, std::string_view doing) const;

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

/// BEGIN IMMEDIATE (or a read transaction), rolled back unless committed.
class Transaction {
public:
    Transaction(Database& database, bool write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace sanvat::data::sqlite
