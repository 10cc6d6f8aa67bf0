// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_bytes.hpp"

#include <utility>

#include "tiler/digest.hpp"

namespace sanvat::tiler {

Tile make_tile(std::string bytes, TileFormat format) {
    std::string etag = digest(bytes);
    return {std::make_shared<const std::string>(std::move(bytes)), std::move(etag), media_type(format)};
}

}  // namespace sanvat::tiler
