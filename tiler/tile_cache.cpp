// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cache.hpp"

#include <utility>

namespace sanvat::tiler {

std::optional<Tile> TileCache::find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->tile;
}

void TileCache::insert(std::string key, Tile tile) {
    Entry entry{std::move(key), std::move(tile)};
    const std::size_t cost = entry.cost();
    if (cost > max_bytes_) return;
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(entry.key);
    if (found != index_.end()) drop(found->second);
    while (bytes_ + cost > max_bytes_)
        drop(std::prev(entries_.end()));
    entries_.push_front(std::move(entry));
    index_.emplace(entries_.front().key, entries_.begin());
    bytes_ += cost;
}

void TileCache::drop(std::list<Entry>::iterator entry) {
    bytes_ -= entry->cost();
    index_.erase(entry->key);
    entries_.erase(entry);
}

std::size_t TileCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

std::size_t TileCache::tiles() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace sanvat::tiler
