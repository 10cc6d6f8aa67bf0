// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// A tile or a picture ready to send. Cheap to copy; the bytes never change.
struct Tile {
    std::shared_ptr<const std::string> bytes;  ///< never null; empty for a vector tile that holds nothing
    std::string etag;                          ///< 32 hex digits of the content, without quotes
    std::string_view media_type;               ///< of static lifetime
};

/// Takes the bytes and computes their ETag.
[[nodiscard]] Tile make_tile(std::string bytes, TileFormat format);

}  // namespace sanvat::tiler
