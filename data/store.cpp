// SPDX-License-Identifier: Apache-2.0
#include "data/store.hpp"

#include <sys/stat.h>

#include "data/error.hpp"
#include "data/file_replacement.hpp"
#include "data/gpkg_functions.hpp"
#include "data/store_tables.hpp"

namespace sanvat::data {

namespace {

/// "GPKG" in ASCII, the application id of a GeoPackage (OGC 12-128r18 §1.1.1.1.1).
constexpr std::int64_t gpkg_application_id = 0x47504B47;

Error not_a_store(const std::string& file, const std::string& problem, const std::string& remedy) {
    return {ErrorKind::bad_store, {.file = file, .layer = {}, .record = {}, .parameter = {}}, problem, remedy};
}

void require_store(sqlite::Database& database) {
    constexpr auto remedy = "give a store made by `sanvat sample` or `sanvat import`";
    std::int64_t application = 0;
    try {
        application = database.number("PRAGMA application_id");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::bad_store) throw;
        throw not_a_store(database.file(), "is no GeoPackage", remedy);
    }
    if (application != gpkg_application_id) throw not_a_store(database.file(), "is no GeoPackage", remedy);
    if (!database.has_table("sanvat_meta")) {
        throw not_a_store(database.file(), "is a GeoPackage without sanvat's tables", remedy);
    }
    const auto version = database.number("SELECT value FROM sanvat_meta WHERE key = 'schema_version'");
    if (version > store_schema_version) {
        throw not_a_store(database.file(),
                          "has schema " + std::to_string(version) + ", newer than the " +
                              std::to_string(store_schema_version) + " of this program",
                          "use a newer sanvat");
    }
}

void require_file(const std::filesystem::path& file) {
    if (std::filesystem::is_directory(file)) {
        throw not_a_store(file.string(), "is a folder", "name the store's file in it");
    }
    if (!std::filesystem::is_regular_file(file)) {
        throw not_a_store(file.string(), "no such store",
                          "make one with `sanvat sample --store " + file.string() + "`");
    }
}

sqlite::Database& opened(std::unique_ptr<sqlite::Database>& database, const std::filesystem::path& file,
                         sqlite::Mode mode) {
    require_file(file);
    database = std::make_unique<sqlite::Database>(file, mode);
    require_store(*database);
    return *database;
}

/// What a program that died left beside a file. SQLite would play it back into whatever has the file's name next.
void remove_journals(const std::filesystem::path& file) {
    for (const char* tail : {"-journal", "-wal", "-shm"})
        std::filesystem::remove(file.string() + tail);
}

/// The database of that name, after playing back what a dead writer left; null where there is none or it is broken.
std::unique_ptr<sqlite::Database> existing_database(const std::filesystem::path& file) {
    if (!std::filesystem::is_regular_file(file)) return nullptr;
    try {
        auto database = std::make_unique<sqlite::Database>(file, sqlite::Mode::write);
        static_cast<void>(database->number("PRAGMA schema_version"));
        return database;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::bad_store) throw;
        return nullptr;
    }
}

/// `page_size` in bytes; 0 for SQLite's own choice.
void write_new(const std::filesystem::path& file, std::int64_t page_size, const Register& content) {
    sqlite::Database database(file, sqlite::Mode::create);
    if (page_size > 0) database.execute("PRAGMA page_size = " + std::to_string(page_size));
    database.execute("PRAGMA application_id = " + std::to_string(gpkg_application_id));
    database.execute("PRAGMA user_version = 10300");
    sqlite::Transaction transaction(database, true);
    create_tables(database);
    write_tables(database, content);
    transaction.commit();
}

}  // namespace

struct Store::Impl {
    std::unique_ptr<sqlite::Database> database;
    StoreStamp last;
};

Store::Store(std::filesystem::path file) : file_(std::move(file)), impl_(std::make_unique<Impl>()) {
    opened(impl_->database, file_, sqlite::Mode::read);
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

Register Store::read() const {
    const sqlite::Transaction one_state(*impl_->database, false);
    return read_tables(*impl_->database);
}

StoreStamp Store::stamp() const noexcept {
    try {
        struct stat status {};
        if (::stat(file_.c_str(), &status) != 0) return impl_->last;
        const auto mix = [](std::uint64_t hash, std::uint64_t part) { return (hash ^ part) * 0x100000001b3ULL; };
        std::uint64_t identity = mix(0xcbf29ce484222325ULL, status.st_dev);
        identity = mix(identity, status.st_ino);
        identity = mix(identity, static_cast<std::uint64_t>(status.st_size));
        identity = mix(identity, static_cast<std::uint64_t>(status.st_mtim.tv_sec));
        identity = mix(identity, static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
        impl_->last = {identity, static_cast<std::uint64_t>(impl_->database->number("PRAGMA data_version"))};
    } catch (const std::exception&) {
        return impl_->last;  // busy at this moment: the next look will tell
    }
    return impl_->last;
}

void Store::create(const std::filesystem::path& file, const Register& content) {
    const auto existing = existing_database(file);
    const auto page_size = existing ? existing->number("PRAGMA page_size") : 0;
    FileReplacement replacement(file);
    remove_journals(replacement.temporary());
    write_new(replacement.temporary(), page_size, content);
    if (existing) {
        sqlite::Database made(replacement.temporary(), sqlite::Mode::read);
        existing->become_copy_of(made);
    } else {
        remove_journals(file);
        replacement.commit();
    }
}

void Store::update(const std::filesystem::path& file, const std::function<void(Register&)>& change) {
    std::unique_ptr<sqlite::Database> database;
    add_gpkg_functions(opened(database, file, sqlite::Mode::write));
    sqlite::Transaction transaction(*database, true);
    Register content = read_tables(*database);
    change(content);
    write_tables(*database, content);
    transaction.commit();
}

}  // namespace sanvat::data
