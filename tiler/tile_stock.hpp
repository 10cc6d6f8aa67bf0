// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tiler/lru_map.hpp"
#include "tiler/tile_cache.hpp"
#include "tiler/tile_folder.hpp"
#include "tiler/tile_sheet.hpp"

namespace sanvat::tiler {

/// Tiles kept by what they show: in memory, and behind that in a folder where there is one. Thread-safe.
///
/// A sheet goes by the digest of all that it depends on. To find that digest takes work, so what a request came to is
/// remembered too: a request is whatever text leads to one sheet, the state of the store in it.
class TileStock {
public:
    struct Options {
        std::size_t tile_bytes = 0;
        std::size_t request_bytes = 0;
        std::optional<TileFolder::Options> folder;
    };

    struct Found {
        std::vector<std::pair<TileId, Tile>> tiles;
        bool from_folder = false;
    };

    /// `common` is looked in as well, but nothing is put there; it must outlive this one.
    explicit TileStock(const Options& options, TileStock* common = nullptr);

    [[nodiscard]] std::optional<std::string> sheet_of(std::string_view request);
    void learn(std::string_view request, const std::string& sheet);

    /// From memory.
    [[nodiscard]] std::optional<Tile> find(std::string_view sheet, TileId tile);

    /// A sheet of these tiles where all of them are in memory; else from the folder, and then in memory from now on.
    [[nodiscard]] std::optional<Found> fetch(const std::string& sheet, const std::vector<TileId>& tiles);

    /// In memory.
    void keep(std::string_view sheet, TileId id, const Tile& tile);
    /// In the folder, if there is one.
    void store(const std::string& sheet, const TileSheet& tiles);

    [[nodiscard]] std::size_t bytes() const { return tiles_.bytes(); }  ///< of tiles in memory
    [[nodiscard]] std::size_t tiles() const { return tiles_.tiles(); }

private:
    [[nodiscard]] std::optional<Found> in_memory(const std::string& sheet, const std::vector<TileId>& tiles);
    [[nodiscard]] std::optional<Found> in_folder(const std::string& sheet, const std::vector<TileId>& tiles);

    TileStock* const common_;
    LruMap<std::string> sheets_;  // by digest of the request
    TileCache tiles_;
    std::optional<TileFolder> folder_;
};

}  // namespace sanvat::tiler
