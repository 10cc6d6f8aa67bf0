// SPDX-License-Identifier: Apache-2.0
#include "tests/tiler/picture.hpp"

#include <png.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace sanvat::test {

tiler::Image read_png(const std::string& bytes) {
    png_image head{};
    head.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&head, bytes.data(), bytes.size())) throw std::runtime_error(head.message);
    head.format = PNG_FORMAT_RGBA;
    tiler::Image image(static_cast<int>(head.width), static_cast<int>(head.height));
    if (!png_image_finish_read(&head, nullptr, image.pixels.data(), 0, nullptr)) throw std::runtime_error(head.message);
    return image;
}

tiler::Colour colour_at(const tiler::Image& image, int x, int y) {
    const auto pixel = image.at(x, y);
    const auto byte = [pixel](unsigned shift) { return static_cast<std::uint8_t>(pixel >> shift & 0xffu); };
    return {byte(0), byte(8), byte(16)};
}

int difference(tiler::Colour a, tiler::Colour b) {
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

std::size_t colours(const tiler::Image& image) {
    return std::set<std::uint32_t>(image.pixels.begin(), image.pixels.end()).size();
}

std::size_t differing(const tiler::Image& a, const tiler::Image& b, int tolerance) {
    std::size_t count = 0;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            if (difference(colour_at(a, x, y), colour_at(b, x, y)) > tolerance) ++count;
        }
    }
    return count;
}

}  // namespace sanvat::test
