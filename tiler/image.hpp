// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// A picture in memory. A pixel is red, green, blue and alpha from the lowest byte up, alpha not multiplied in.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;  ///< row by row from the top; width × height of them

    Image() = default;
    Image(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}

    [[nodiscard]] std::uint32_t at(int x, int y) const noexcept {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
    /// A part of it. Requires that it lies inside.
    [[nodiscard]] Image crop(int x, int y, int w, int h) const;
    /// True where all pixels are equal.
    [[nodiscard]] bool one_colour() const noexcept;
};

/// The bytes of a file. The same picture gives the same bytes. Requires a raster format. Throws Error(failure) where
/// the encoder fails.
[[nodiscard]] std::string encode(const Image& image, TileFormat format);

}  // namespace sanvat::tiler
