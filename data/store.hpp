// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "data/register.hpp"

namespace sanvat::data {

/// Version of the schema this program writes and reads. Stores of a newer one are refused.
inline constexpr int store_schema_version = 1;

/// A number that changes with every committed change of the store, whoever made it (SQLite data version and file
/// identity); equal stamps mean equal content.
struct StoreStamp {
    std::uint64_t file = 0;
    std::uint64_t version = 0;
    friend bool operator==(const StoreStamp&, const StoreStamp&) noexcept = default;
};

/// A store of one province: a GeoPackage any GIS opens. Each table is a feature layer or attribute table of its own;
/// `docs/store.md` names them.
///
/// Not thread-safe: one object a thread. Throws Error: bad_store where the file is missing, is no GeoPackage, has no
/// sanvat tables or a newer schema; failure where the disk fails.
class Store {
public:
    /// Opens an existing store for reading; other processes may write to it meanwhile.
    explicit Store(std::filesystem::path file);
    ~Store();
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;

    /// All tables as of one committed state.
    [[nodiscard]] Register read() const;

    /// Cheap: a pragma and a stat. Never throws for a file that is busy or gone; it then repeats the last stamp.
    [[nodiscard]] StoreStamp stamp() const noexcept;

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

    /// Makes a store that holds this content and nothing else. A new file appears under its name only when complete,
    /// by rename. A database that is there already is rewritten in one transaction, kill -9 included: it stays the same
    /// file, so that readers with it open see the change, and no journal of the old content is left beside the new.
    static void create(const std::filesystem::path& file, const Register& content);

    /// Reads, changes and writes the content in one transaction that excludes other writers: all or nothing, kill -9
    /// included. The file stays the same file, so that readers with it open see the change at its commit. Whatever
    /// `change` throws leaves the store as it was. Tables that are not sanvat's are not touched.
    static void update(const std::filesystem::path& file, const std::function<void(Register&)>& change);

private:
    struct Impl;
    std::filesystem::path file_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::data
