// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tiler/lru_map.hpp"
#include "tiler/tile_bytes.hpp"

namespace sanvat::tiler {

/// Tiles in memory, bounded by bytes; the one not asked for longest goes first. Keys say all that a tile depends on, so
/// nothing in here is ever stale. Thread-safe.
class TileCache {
public:
    /// What a tile is counted for besides its bytes and its key.
    static constexpr std::size_t entry_bytes = LruMap<Tile>::entry_bytes;

    explicit TileCache(std::size_t max_bytes) : tiles_(max_bytes) {}

    [[nodiscard]] std::optional<Tile> find(std::string_view key) { return tiles_.find(key); }

    /// Replaces what was there. A tile larger than the whole cache is not kept.
    void insert(std::string key, const Tile& tile) { tiles_.insert(std::move(key), tile, tile.size()); }

    [[nodiscard]] std::size_t bytes() const { return tiles_.bytes(); }  ///< never above the bound
    [[nodiscard]] std::size_t tiles() const { return tiles_.size(); }

private:
    LruMap<Tile> tiles_;
};

}  // namespace sanvat::tiler
