// SPDX-License-Identifier: Apache-2.0
#include "tiler/image.hpp"

#include <algorithm>
#include <mapnik/image.hpp>
#include <mapnik/image_util.hpp>

#include "data/error.hpp"
#include "tiler/palette_png.hpp"

namespace sanvat::tiler {

namespace {

/// In Mapnik's words. WebP is lossless: the few flat colours of a map then take less room than the lossy kind does.
std::string encoder_of(TileFormat format) {
    switch (format) {
        case TileFormat::png32:
            return "png32:z=6";
        case TileFormat::webp:
            return "webp:lossless=1:method=2";
        case TileFormat::png8:
        case TileFormat::mvt:
            break;
    }
    throw data::Error(data::ErrorKind::failure, {}, "a picture cannot be encoded as mvt");
}

}  // namespace

Image Image::crop(int x, int y, int w, int h) const {
    Image part(w, h);
    for (int row = 0; row < h; ++row) {
        const auto from = pixels.begin() + static_cast<std::ptrdiff_t>(y + row) * width + x;
        std::copy_n(from, w, part.pixels.begin() + static_cast<std::ptrdiff_t>(row) * w);
    }
    return part;
}

bool ImageView::one_colour() const noexcept {
    for (int y = 0; y < height; ++y) {
        // Whole rows without a way out: the compiler then compares several pixels at once.
        std::uint32_t differing = 0;
        for (int x = 0; x < width; ++x)
            differing |= row(y)[x] ^ *first;
        if (differing != 0) return false;
    }
    return true;
}

std::string encode(const ImageView& image, TileFormat format) {
    if (format == TileFormat::png8) return palette_png(image);
    mapnik::image_rgba8 copy(image.width, image.height, false);
    for (int y = 0; y < image.height; ++y)
        std::copy_n(image.row(y), image.width, copy.get_row(static_cast<std::size_t>(y)));
    try {
        return mapnik::save_to_string(copy, encoder_of(format));
    } catch (const mapnik::image_writer_exception& error) {
        throw data::Error(data::ErrorKind::failure, {}, std::string("picture not encoded: ") + error.what());
    }
}

}  // namespace sanvat::tiler
