// SPDX-License-Identifier: Apache-2.0
#include "tiler/palette_png.hpp"

#include <string_view>

#include "data/error.hpp"
#include "tiler/colour_runs.hpp"
#include "tiler/compressor.hpp"
#include "tiler/palette.hpp"

namespace sanvat::tiler {

namespace {

/// Of libdeflate: tiles are wanted at once. Of maps, which are runs of few colours, the next levels up make nothing
/// smaller that could be told, and take half as long again.
constexpr int compression_level = 1;

std::string four_bytes(std::uint32_t number) {
    std::string bytes;
    for (const unsigned shift : {24u, 16u, 8u, 0u})
        bytes += static_cast<char>(number >> shift & 0xffu);
    return bytes;
}

/// Length, type, content and checksum.
void add_chunk(std::string& png, std::string_view type, std::string_view content) {
    png += four_bytes(static_cast<std::uint32_t>(content.size()));
    const std::size_t checked = png.size();
    png.append(type).append(content);
    png += four_bytes(libdeflate_crc32(0, png.data() + checked, png.size() - checked));
}

/// The least that PNG has for so many colours.
unsigned bits_for(std::size_t colours) noexcept {
    if (colours <= 2) return 1;
    if (colours <= 4) return 2;
    return colours <= 16 ? 4 : 8;
}

std::string header(const ImageView& image, unsigned bits) {
    constexpr char palette_colour = 3;
    std::string bytes = four_bytes(static_cast<std::uint32_t>(image.width));
    bytes += four_bytes(static_cast<std::uint32_t>(image.height));
    bytes += static_cast<char>(bits);
    bytes += palette_colour;
    bytes.append(3, '\0');  // deflate, adaptive filters, not interlaced
    return bytes;
}

void add_palette(std::string& png, const std::vector<std::uint32_t>& colours) {
    std::string colour;
    std::string alpha;  // of the first ones; the others are opaque
    for (const std::uint32_t pixel : colours) {
        for (const unsigned shift : {0u, 8u, 16u})
            colour += static_cast<char>(pixel >> shift & 0xffu);
        if (pixel >> 24u < 0xff) alpha += static_cast<char>(pixel >> 24u);
    }
    add_chunk(png, "PLTE", colour);
    if (!alpha.empty()) add_chunk(png, "tRNS", alpha);
}

/// Several pixels to a byte, the first in the highest bits.
std::string packed(const std::string& indices, std::size_t width, unsigned bits) {
    const std::size_t in_byte = 8 / bits;
    std::string bytes;
    bytes.reserve(indices.size() / in_byte + indices.size() / width);
    for (std::size_t row = 0; row < indices.size(); row += width) {
        for (std::size_t x = 0; x < width; x += in_byte) {
            unsigned byte = 0;
            for (std::size_t i = 0; i < in_byte; ++i) {
                const unsigned index = x + i < width ? static_cast<unsigned char>(indices[row + x + i]) : 0u;
                byte = byte << bits | index;
            }
            bytes += static_cast<char>(byte);
        }
    }
    return bytes;
}

/// Rows, each after the name of its filter: none, since palette indices have no neighbourly values.
std::string filtered(const std::string& rows, std::size_t row_bytes) {
    std::string bytes;
    bytes.reserve(rows.size() + rows.size() / row_bytes);
    for (std::size_t row = 0; row < rows.size(); row += row_bytes)
        bytes.append(1, '\0').append(rows, row, row_bytes);
    return bytes;
}

std::string zlib(std::string_view bytes) {
    libdeflate_compressor& tool = compressor(compression_level);
    std::string out(libdeflate_zlib_compress_bound(&tool, bytes.size()), '\0');
    const std::size_t size = libdeflate_zlib_compress(&tool, bytes.data(), bytes.size(), out.data(), out.size());
    if (size == 0) throw data::Error(data::ErrorKind::failure, {}, "a picture could not be compressed");
    out.resize(size);
    return out;
}

std::string rows_of(const ColourRuns& runs, const Palette& palette, std::size_t width, unsigned bits) {
    std::string indices;
    for (const ColourRuns::Run& run : runs.runs)
        indices.append(run.length, static_cast<char>(palette.stand_in[run.colour]));
    if (bits == 8) return filtered(indices, width);
    const std::size_t in_byte = 8 / bits;
    return filtered(packed(indices, width, bits), (width + in_byte - 1) / in_byte);
}

}  // namespace

std::string palette_png(const ImageView& image) {
    const ColourRuns runs = runs_of(image);
    const Palette palette = reduce(runs.colours, runs.counts);
    const unsigned bits = bits_for(palette.colours.size());
    std::string png = "\x89PNG\r\n\x1a\n";
    add_chunk(png, "IHDR", header(image, bits));
    add_palette(png, palette.colours);
    add_chunk(png, "IDAT", zlib(rows_of(runs, palette, static_cast<std::size_t>(image.width), bits)));
    add_chunk(png, "IEND", {});
    return png;
}

}  // namespace sanvat::tiler
