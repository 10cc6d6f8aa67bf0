// SPDX-License-Identifier: Apache-2.0
// Inside the tiler module only: the tiles of a seed under way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// Tiles in a file that only grows, equal ones once, so that a seed which was killed goes on where it stood. A record
/// that was not written to its end, or whose checksum is wrong, ends the file: it and what follows are dropped.
///
/// Errors are failure naming the file. Thread-safe.
class SeedJournal {
public:
    /// Where the bytes of a tile stand; equal for equal tiles.
    struct Place {
        std::uint64_t offset = 0;
        std::uint32_t length = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    /// Opens the file of a seed, or begins one. `key` says all that the tiles depend on. Throws bad_input, and leaves
    /// the file as it is, where it is no seed's or one of another key; failure where another process has it open.
    SeedJournal(std::filesystem::path file, std::string_view key);
    ~SeedJournal();
    SeedJournal(const SeedJournal&) = delete;
    SeedJournal& operator=(const SeedJournal&) = delete;

    void add(TileId tile, std::string_view bytes);

    [[nodiscard]] std::optional<Place> find(TileId tile) const;
    [[nodiscard]] std::uint64_t tiles() const;
    [[nodiscard]] std::string read(Place place) const;

    /// Deletes the file; nothing can be added or read afterwards.
    void remove();

private:
    struct Record;
    void begin(const std::string& head);
    void check(std::string_view found, std::string_view head) const;
    [[nodiscard]] std::uint64_t replay(std::uint64_t from, std::uint64_t size);
    [[nodiscard]] bool replay_one(std::uint64_t& at, std::uint64_t size);
    void write(std::string_view bytes);
    [[noreturn]] void fail(std::string_view doing, int code) const;

    std::filesystem::path file_;
    int descriptor_ = -1;
    mutable std::mutex mutex_;
    std::uint64_t size_ = 0;
    std::map<TileId, Place> tiles_;
    std::unordered_map<std::string, Place> contents_;  // by digest
};

}  // namespace sanvat::tiler
