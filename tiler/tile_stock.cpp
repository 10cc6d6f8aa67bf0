// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_stock.hpp"

#include <algorithm>
#include <utility>

#include "tiler/digest.hpp"

namespace sanvat::tiler {

namespace {

std::string key_of(std::string_view sheet, TileId tile) {
    return std::string(sheet) + "/" + std::to_string(tile.z()) + "/" + std::to_string(tile.x()) + "/" +
           std::to_string(tile.y());
}

}  // namespace

TileStock::TileStock(const Options& options, TileStock* common)
    : common_(common), sheets_(options.request_bytes), tiles_(options.tile_bytes) {
    if (options.folder) folder_.emplace(*options.folder);
}

std::optional<std::string> TileStock::sheet_of(std::string_view request) {
    return sheets_.find(digest(request));
}

void TileStock::learn(std::string_view request, const std::string& sheet) {
    sheets_.insert(digest(request), sheet, sheet.size());
}

std::optional<Tile> TileStock::find(std::string_view sheet, TileId tile) {
    auto found = tiles_.find(key_of(sheet, tile));
    return !found && common_ ? common_->find(sheet, tile) : found;
}

std::optional<TileStock::Found> TileStock::in_memory(const std::string& sheet, const std::vector<TileId>& tiles) {
    Found found;
    for (const TileId id : tiles) {
        auto tile = find(sheet, id);
        if (!tile) return std::nullopt;
        found.tiles.emplace_back(id, *std::move(tile));
    }
    return found;
}

std::optional<TileStock::Found> TileStock::in_folder(const std::string& sheet, const std::vector<TileId>& tiles) {
    if (!folder_) return std::nullopt;
    auto read = folder_->read(sheet);
    if (!read || !std::ranges::is_permutation(read->tiles, tiles, {}, &std::pair<TileId, Tile>::first)) {
        return std::nullopt;
    }
    for (auto& [id, tile] : read->tiles) {
        tile = with_gzip(std::move(tile));
        keep(sheet, id, tile);
    }
    return Found{std::move(read->tiles), true};
}

std::optional<TileStock::Found> TileStock::fetch(const std::string& sheet, const std::vector<TileId>& tiles) {
    if (auto found = in_memory(sheet, tiles)) return found;
    if (auto found = in_folder(sheet, tiles)) return found;
    return common_ ? common_->fetch(sheet, tiles) : std::nullopt;
}

void TileStock::keep(std::string_view sheet, TileId id, const Tile& tile) {
    tiles_.insert(key_of(sheet, id), tile);
}

void TileStock::store(const std::string& sheet, const TileSheet& tiles) {
    if (folder_) folder_->write(sheet, tiles);
}

}  // namespace sanvat::tiler
