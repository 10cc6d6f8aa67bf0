// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "tiler/tile.hpp"
#include "tiler/tile_bytes.hpp"
#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// What one rendering makes: the tiles of a metatile, one vector tile, or one other picture.
struct TileSheet {
    TileFormat format = TileFormat::png8;
    std::vector<std::pair<TileId, Tile>> tiles;
};

}  // namespace sanvat::tiler
