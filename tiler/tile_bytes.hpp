// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// A tile or a picture ready to send. Cheap to copy; the bytes never change.
struct Tile {
    std::shared_ptr<const std::string> bytes;           ///< never null; empty for a vector tile that holds nothing
    std::string etag;                                   ///< 32 hex digits of the content, without quotes
    std::string_view media_type;                        ///< of static lifetime
    std::shared_ptr<const std::string> gzip = nullptr;  ///< the same bytes in gzip form; null where nobody made it

    /// Of all its forms.
    [[nodiscard]] std::size_t size() const noexcept { return bytes->size() + (gzip ? gzip->size() : 0); }
};

/// Takes the bytes and computes their ETag.
[[nodiscard]] Tile make_tile(std::string bytes, TileFormat format);

/// With its gzip form where that is worth having: pictures are compressed by themselves, and a short tile fits into one
/// packet as it is.
[[nodiscard]] Tile with_gzip(Tile tile);

}  // namespace sanvat::tiler
