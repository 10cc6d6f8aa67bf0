// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

std::string_view to_string(TileFormat format) noexcept {
    switch (format) {
        case TileFormat::png8:
            return "png8";
        case TileFormat::png32:
            return "png32";
        case TileFormat::webp:
            return "webp";
        case TileFormat::mvt:
            return "mvt";
    }
    return "";
}

std::optional<TileFormat> parse_tile_format(std::string_view text) noexcept {
    if (text == "png") return TileFormat::png8;
    for (const auto format : {TileFormat::png8, TileFormat::png32, TileFormat::webp, TileFormat::mvt}) {
        if (text == to_string(format)) return format;
    }
    return std::nullopt;
}

std::string_view media_type(TileFormat format) noexcept {
    switch (format) {
        case TileFormat::png8:
        case TileFormat::png32:
            return "image/png";
        case TileFormat::webp:
            return "image/webp";
        case TileFormat::mvt:
            return "application/vnd.mapbox-vector-tile";
    }
    return "";
}

}  // namespace sanvat::tiler
