// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: a sheet as the bytes of a file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tiler/tile_sheet.hpp"

namespace sanvat::tiler {

/// Larger files are no sheets.
inline constexpr std::size_t largest_tile_file = 64u << 20u;

/// Numbers are little-endian, 32 bits each:
///
///     "sanvat sheet 1\n", the key's length, the key, the format, the number of tiles,
///     for each tile z, x, y, its length and its bytes, then the digest (32 hex digits) of all before it
[[nodiscard]] std::string to_tile_file(std::string_view key, const TileSheet& sheet);

/// Nothing where the bytes are not those of a whole sheet of that key: of another one, cut short or changed since.
[[nodiscard]] std::optional<TileSheet> from_tile_file(std::string_view key, std::string_view bytes);

}  // namespace sanvat::tiler
