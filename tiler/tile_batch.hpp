// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tiler/tile.hpp"
#include "tiler/tile_bytes.hpp"

namespace sanvat::tiler {

/// What a rendering ends with.
using TileResult = std::variant<Tile, std::exception_ptr>;
using TileDone = std::function<void(TileResult)>;

/// Tiles that are rendered together, and those who wait for them. Everybody who comes while the work is under way joins
/// in; nobody is forgotten or told twice. Thread-safe; callbacks are called without any lock held.
class TileBatch {
public:
    explicit TileBatch(std::vector<TileId> tiles) : todo_(std::move(tiles)) {}

    /// Calls `done` at once where the tile is ready, and later otherwise. False where the batch has failed already.
    [[nodiscard]] bool join(TileId tile, const TileDone& done);

    /// The tile to render next: one that somebody waits for, else any; nothing when all are finished.
    [[nodiscard]] std::optional<TileId> next();

    void finish(TileId tile, const Tile& result);

    /// Tells all who still wait. Nobody can join afterwards.
    void fail(const std::exception_ptr& error);

private:
    std::mutex mutex_;
    std::vector<TileId> todo_;
    std::map<TileId, Tile> ready_;
    std::vector<std::pair<TileId, TileDone>> waiting_;
    bool failed_ = false;
};

/// The batches under way by key. Thread-safe.
class TileBatches {
public:
    using Start = std::function<bool(const std::shared_ptr<TileBatch>&)>;

    /// Joins the batch of the key. Where there is none, `start` is handed a new one of these tiles and says whether it
    /// takes it on; it must not call back into this object. False where it does not: `done` is then never called.
    [[nodiscard]] bool join(const std::string& key, const std::vector<TileId>& tiles, TileId tile, const TileDone& done,
                            const Start& start);

    /// To be called when the work is over, before the batch fails if it does.
    void remove(const std::string& key);

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<TileBatch>, std::less<>> batches_;
};

}  // namespace sanvat::tiler
