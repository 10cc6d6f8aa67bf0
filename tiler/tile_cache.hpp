// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tiler/tile_bytes.hpp"

namespace sanvat::tiler {

/// Tiles in memory, bounded by bytes; the one not asked for longest goes first. Keys say all that a tile depends on, so
/// nothing in here is ever stale. Thread-safe.
class TileCache {
public:
    /// What a tile is counted for besides its bytes and its key: the room of the entry itself, roughly.
    static constexpr std::size_t entry_bytes = 256;

    explicit TileCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    [[nodiscard]] std::optional<Tile> find(std::string_view key);

    /// Replaces what was there. A tile larger than the whole cache is not kept.
    void insert(std::string key, Tile tile);

    [[nodiscard]] std::size_t bytes() const;  ///< never above the bound
    [[nodiscard]] std::size_t tiles() const;

private:
    struct Entry {
        std::string key;
        Tile tile;
        [[nodiscard]] std::size_t cost() const noexcept { return tile.bytes->size() + 2 * key.size() + entry_bytes; }
    };
    void drop(std::list<Entry>::iterator entry);

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;                                                // last used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> index_;  // keys point into the entries
    std::size_t bytes_ = 0;
};

}  // namespace sanvat::tiler
