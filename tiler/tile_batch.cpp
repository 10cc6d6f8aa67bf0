// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_batch.hpp"

#include <algorithm>

namespace sanvat::tiler {

bool TileBatch::join(TileId tile, const TileDone& done) {
    Tile ready;
    {
        const std::lock_guard lock(mutex_);
        if (failed_) return false;
        const auto found = ready_.find(tile);
        if (found == ready_.end()) {
            waiting_.emplace_back(tile, done);
            return true;
        }
        ready = found->second;
    }
    done(std::move(ready));
    return true;
}

std::optional<TileId> TileBatch::next() {
    const std::lock_guard lock(mutex_);
    if (todo_.empty()) return std::nullopt;
    const auto wanted = std::ranges::find_if(todo_, [this](TileId tile) {
        return std::ranges::any_of(waiting_, [tile](const auto& waiter) { return waiter.first == tile; });
    });
    return wanted == todo_.end() ? todo_.front() : *wanted;
}

void TileBatch::finish(TileId tile, const Tile& result) {
    std::vector<TileDone> served;
    {
        const std::lock_guard lock(mutex_);
        std::erase(todo_, tile);
        ready_[tile] = result;
        std::erase_if(waiting_, [&](auto& waiter) {
            if (waiter.first != tile) return false;
            served.push_back(std::move(waiter.second));
            return true;
        });
    }
    for (const TileDone& done : served)
        done(result);
}

void TileBatch::fail(const std::exception_ptr& error) {
    std::vector<std::pair<TileId, TileDone>> left;
    {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        left.swap(waiting_);
    }
    for (const auto& [tile, done] : left)
        done(error);
}

bool TileBatches::join(const std::string& key, const std::vector<TileId>& tiles, TileId tile, const TileDone& done,
                       const Start& start) {
    for (;;) {
        std::shared_ptr<TileBatch> batch;
        {
            const std::lock_guard lock(mutex_);
            const auto found = batches_.find(key);
            if (found == batches_.end()) {
                batch = std::make_shared<TileBatch>(tiles);
                const bool joined = batch->join(tile, done);
                if (!joined || !start(batch)) return false;
                batches_.emplace(key, batch);
                return true;
            }
            batch = found->second;
        }
        if (batch->join(tile, done)) return true;
        // It failed a moment ago and is out of the map by now: try anew.
    }
}

void TileBatches::remove(const std::string& key) {
    const std::lock_guard lock(mutex_);
    batches_.erase(key);
}

}  // namespace sanvat::tiler
