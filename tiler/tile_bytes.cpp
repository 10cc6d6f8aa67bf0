// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_bytes.hpp"

#include <utility>

#include "tiler/digest.hpp"
#include "tiler/gzip.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::size_t smallest_gzipped = 1000;

}  // namespace

Tile make_tile(std::string bytes, TileFormat format) {
    std::string etag = digest(bytes);
    return {std::make_shared<const std::string>(std::move(bytes)), std::move(etag), media_type(format), nullptr};
}

Tile with_gzip(Tile tile) {
    const bool shrinks = tile.media_type == media_type(TileFormat::mvt) && tile.bytes->size() >= smallest_gzipped;
    if (shrinks && !tile.gzip) {
        tile.gzip = std::make_shared<const std::string>(gzip(*tile.bytes, GzipEffort::quick));
    }
    return tile;
}

}  // namespace sanvat::tiler
