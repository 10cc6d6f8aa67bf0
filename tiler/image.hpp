// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// A rectangle of a picture, which must outlive it.
struct ImageView {
    const std::uint32_t* first = nullptr;  ///< its north-western pixel
    std::size_t stride = 0;                ///< pixels from row to row
    int width = 0;
    int height = 0;

    [[nodiscard]] const std::uint32_t* row(int y) const noexcept {
        return first + static_cast<std::size_t>(y) * stride;
    }
    /// True where all pixels are equal.
    [[nodiscard]] bool one_colour() const noexcept;
};

/// A picture in memory. A pixel is red, green, blue and alpha from the lowest byte up, alpha not multiplied in.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;  ///< row by row from the top; width × height of them

    Image() = default;
    Image(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}

    [[nodiscard]] std::uint32_t* row(int y) noexcept {
        return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    [[nodiscard]] std::uint32_t at(int x, int y) const noexcept {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
    /// All of it.
    [[nodiscard]] ImageView view() const noexcept { return view(0, 0, width, height); }
    /// A part of it. Requires that it lies inside.
    [[nodiscard]] ImageView view(int x, int y, int w, int h) const noexcept {
        const auto across = static_cast<std::size_t>(width);
        return {pixels.data() + static_cast<std::size_t>(y) * across + static_cast<std::size_t>(x), across, w, h};
    }
    /// A copy of a part. Requires that it lies inside.
    [[nodiscard]] Image crop(int x, int y, int w, int h) const;
    /// True where all pixels are equal.
    [[nodiscard]] bool one_colour() const noexcept { return view().one_colour(); }
};

/// The bytes of a file. The same picture gives the same bytes. Requires a raster format. Throws Error(failure) where
/// the encoder fails.
[[nodiscard]] std::string encode(const ImageView& image, TileFormat format);
[[nodiscard]] inline std::string encode(const Image& image, TileFormat format) {
    return encode(image.view(), format);
}

}  // namespace sanvat::tiler
