// SPDX-License-Identifier: Apache-2.0
#include "data/sqlite.hpp"

#include <spdlog/spdlog.h>

#include "data/error.hpp"

namespace sanvat::data::sqlite {

namespace {

/// How long to wait for another program's write, in milliseconds.
constexpr int busy_timeout_ms = 10'000;

int flags_of(Mode mode) {
    switch (mode) {
        // A writer that was killed leaves a journal that the next one to open the file plays back, which takes the
        // right to write. SQLite opens a write-protected file for reading all the same.
        case Mode::read:
        case Mode::write:
            return SQLITE_OPEN_READWRITE;
        case Mode::create:
            return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READWRITE;
}

/// Whose fault a result code is: the file's, or the machine's.
ErrorKind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorKind::failure;
        default:
            return ErrorKind::bad_store;
    }
}

std::string remedy_for(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_IOERR:
            return "make room on the disk, see that it may be written, and try again";
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "try again when the program that uses it is done";
        default:
            return {};
    }
}

}  // namespace

Database::Database(const std::filesystem::path& file, Mode mode) : file_(file.string()) {
    const int code = sqlite3_open_v2(file_.c_str(), &handle_, flags_of(mode) | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        const std::string reason = sqlite3_errstr(code);
        sqlite3_close(handle_);
        throw Error(kind_of(code), {.file = file_, .layer = {}, .record = {}, .parameter = {}},
                    "cannot be opened: " + reason, "give the path of a store, or make one with `sanvat sample`");
    }
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    if (mode == Mode::read) execute("PRAGMA query_only = ON");
}

Database::~Database() {
    sqlite3_close(handle_);
}

void Database::fail(std::string_view doing) const {
    const int code = sqlite3_extended_errcode(handle_);
    throw Error(kind_of(code), {.file = file_, .layer = {}, .record = {}, .parameter = {}},
                std::string(doing) + ": " + sqlite3_errmsg(handle_), remedy_for(code));
}

void Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("cannot run a statement");
}

std::int64_t Database::number(const std::string& sql) {
    Statement statement(*this, sql);
    if (!statement.step()) fail("a number is missing");
    return statement.integer(0);
}

bool Database::has_table(std::string_view name) {
    Statement statement(*this, "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1");
    statement.bind(1, name);
    return statement.step();
}

void Database::become_copy_of(Database& source) {
    constexpr auto doing = "cannot replace the content";
    sqlite3_backup* backup = sqlite3_backup_init(handle_, "main", source.handle_, "main");
    if (!backup) fail(doing);
    sqlite3_backup_step(backup, -1);  // what it met, the finish repeats
    if (sqlite3_backup_finish(backup) != SQLITE_OK) fail(doing);
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
    check(sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &handle_, nullptr), "unexpected tables or columns");
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

void Statement::check(int code, std::string_view doing) const {
    if (code != SQLITE_OK) database_.fail(doing);
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_.fail("cannot read or write");
    return false;
}

void Statement::run() {
    if (step()) database_.fail("unexpected row");
    check(sqlite3_reset(handle_), "cannot finish a statement");
}

void Statement::bind(int parameter, std::string_view text) {
    check(sqlite3_bind_text(handle_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT), "bind");
}
void Statement::bind(int parameter, std::int64_t number) {
    check(sqlite3_bind_int64(handle_, parameter, number), "bind");
}
void Statement::bind(int parameter, double number) {
    check(sqlite3_bind_double(handle_, parameter, number), "bind");
}
void Statement::bind_blob(int parameter, std::string_view bytes) {
    check(sqlite3_bind_blob(handle_, parameter, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT),
          "bind");
}
void Statement::bind_null(int parameter) {
    check(sqlite3_bind_null(handle_, parameter), "bind");
}

int Statement::columns() const {
    return sqlite3_column_count(handle_);
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
bool Statement::is_integer(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}
bool Statement::is_number(int column) const {
    return is_integer(column) || sqlite3_column_type(handle_, column) == SQLITE_FLOAT;
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}
double Statement::number(int column) const {
    return sqlite3_column_double(handle_, column);
}

std::string_view Statement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Transaction::Transaction(Database& database, bool write) : database_(database) {
    database_.execute(write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
    if (open_ && sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) {
        // SQLite has rolled back by itself after the error that brought us here; there is nothing else to undo.
        spdlog::debug("{}: rollback: {}", database_.file(), sqlite3_errmsg(database_.handle()));
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace sanvat::data::sqlite
