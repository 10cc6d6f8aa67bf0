// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "tiler/tile_sheet.hpp"

namespace sanvat::tiler {

/// Sheets on disk, a file each, bounded by bytes; those neither written nor read for longest go first. Keys say all
/// that a sheet depends on, so nothing in here is ever stale. Thread-safe.
///
/// Several programs may share a folder: a file appears under its name only when it is whole, and what is not whole
/// after all, or was changed since, is as good as absent. Nothing in here throws after the constructor: where the disk
/// fails, that is told, and the cache does without.
class TileFolder {
public:
    /// Tells whoever runs the program; called by any thread.
    using Tell = std::function<void(const std::string&)>;

    struct Options {
        std::filesystem::path folder;  ///< made where it is not there
        /// What the files take on disk at most, in blocks of 4 KiB. Each further program that writes to the folder may
        /// exceed it by a sixteenth until one of them looks again.
        std::uintmax_t max_bytes = 1u << 30u;
        Tell tell;  ///< called once for a failure, again only when it had worked since
        std::chrono::milliseconds rest_after{60'000};  ///< a failed write; until then nothing is written
    };

    /// Throws bad_value naming `cache` where the folder cannot be made.
    explicit TileFolder(Options options);

    /// `key`: at least 3 characters that may stand in a file's name.
    [[nodiscard]] std::optional<TileSheet> read(const std::string& key);

    /// Replaces what was there. A sheet larger than an eighth of the bound is not kept.
    void write(const std::string& key, const TileSheet& sheet);

    [[nodiscard]] std::uintmax_t bytes() const;  ///< as far as known here

private:
    [[nodiscard]] std::filesystem::path file_of(const std::string& key) const;
    [[nodiscard]] bool make_room(std::uintmax_t bytes);
    void look_through(std::uintmax_t wanted);
    void put(const std::filesystem::path& file, const std::string& bytes);
    void failed(const std::string& what);
    void worked();

    const Options options_;
    mutable std::mutex mutex_;
    std::uintmax_t bytes_ = 0;
    std::uintmax_t written_ = 0;  // since the folder was looked through
    bool failing_ = false;
    std::chrono::steady_clock::time_point resting_until_;
};

}  // namespace sanvat::tiler
