// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sanvat::tiler {

enum class TileFormat : std::uint8_t {
    png8,   ///< PNG with a palette of up to 256 colours: what `.png` means
    png32,  ///< PNG with 8 bits each of red, green, blue and alpha
    webp,   ///< lossless WebP
    mvt,    ///< Mapbox vector tile 2.1
};

/// "png8", "png32", "webp", "mvt".
[[nodiscard]] std::string_view to_string(TileFormat format) noexcept;

/// Reads the names above and "png", which is png8.
[[nodiscard]] std::optional<TileFormat> parse_tile_format(std::string_view text) noexcept;

/// "image/png", "image/webp", "application/vnd.mapbox-vector-tile".
[[nodiscard]] std::string_view media_type(TileFormat format) noexcept;

[[nodiscard]] constexpr bool is_raster(TileFormat format) noexcept {
    return format != TileFormat::mvt;
}

}  // namespace sanvat::tiler
