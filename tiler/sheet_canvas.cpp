// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_canvas.hpp"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <libdeflate.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <new>
#include <string_view>
#include <vector>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

/// `closure` is a std::string.
cairo_status_t append(void* closure, const unsigned char* data, unsigned length) noexcept {
    try {
        static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
        return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

void check(cairo_status_t status) {
    if (status == CAIRO_STATUS_SUCCESS) return;
    throw data::Error(data::ErrorKind::failure, {},
                      std::string("Cairo cannot draw the sheet: ") + cairo_status_to_string(status));
}

int pixel_of(double points, int dpi) {
    return static_cast<int>(std::round(points * dpi / inch_pt));
}

int pixels_of(double points, int dpi) {
    return std::max(1, pixel_of(points, dpi));
}

/// As Cairo has them: the colour multiplied by alpha, which is the highest byte.
std::vector<std::uint32_t> premultiplied(const Image& picture) {
    std::vector<std::uint32_t> pixels;
    pixels.reserve(picture.pixels.size());
    for (const std::uint32_t pixel : picture.pixels) {
        const std::uint32_t alpha = pixel >> 24u;
        const auto part = [&](unsigned shift) { return ((pixel >> shift & 0xffu) * alpha + 127) / 255; };
        pixels.push_back(alpha << 24u | part(0) << 16u | part(8) << 8u | part(16));
    }
    return pixels;
}

/// Cairo numbers parts of an SVG by what else the process has drawn: here they count from 1.
std::string renumbered(std::string_view svg) {
    constexpr std::string_view word = "surface";
    std::map<std::string_view, int> numbers;
    std::string result;
    result.reserve(svg.size());
    for (;;) {
        const std::size_t at = std::min(svg.find(word), svg.size());
        const std::size_t digits = std::min(at + word.size(), svg.size());
        const std::size_t end = std::min(svg.find_first_not_of("0123456789", digits), svg.size());
        result.append(svg.substr(0, digits));
        if (at == svg.size()) return result;
        if (end > digits) {
            const int next = static_cast<int>(numbers.size()) + 1;
            result += std::to_string(numbers.try_emplace(svg.substr(digits, end - digits), next).first->second);
        }
        svg.remove_prefix(end);
    }
}

cairo_surface_t* make_surface(SheetFormat format, const SheetSize& size, int dpi, std::string& bytes) {
    switch (format) {
        case SheetFormat::pdf:
            return cairo_pdf_surface_create_for_stream(append, &bytes, size.width, size.height);
        case SheetFormat::svg:
            return cairo_svg_surface_create_for_stream(append, &bytes, size.width, size.height);
        case SheetFormat::png:
            break;
    }
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels_of(size.width, dpi), pixels_of(size.height, dpi));
}

/// Big-endian, as PNG has numbers.
std::string bytes_of(std::uint32_t number) {
    std::string bytes;
    for (const unsigned shift : {24u, 16u, 8u, 0u})
        bytes += static_cast<char>(number >> shift & 0xffu);
    return bytes;
}

/// Says in the PNG how large it is on paper, which Cairo does not: the chunk pHYs (PNG specification, 11.3.5.3), pixels
/// a metre, after the first chunk.
void add_resolution(std::string& png, int dpi) {
    constexpr std::size_t signature_and_header = 8 + 25;
    constexpr double inch_m = 0.0254;
    const std::string pixels = bytes_of(static_cast<std::uint32_t>(std::lround(dpi / inch_m)));
    const std::string content = "pHYs" + pixels + pixels + '\1';
    const std::string size = bytes_of(static_cast<std::uint32_t>(content.size() - 4));
    png.insert(signature_and_header, size + content + bytes_of(libdeflate_crc32(0, content.data(), content.size())));
}

}  // namespace

SheetCanvas::SheetCanvas(SheetFormat format, const SheetSize& size, int dpi, const SheetMetadata& metadata)
    : format_(format), dpi_(dpi), surface_(make_surface(format, size, dpi, bytes_)) {
    check(cairo_surface_status(surface_.get()));
    describe(metadata);
    context_.reset(cairo_create(surface_.get()));
    if (format == SheetFormat::png) {
        cairo_scale(context(), pixels_of(size.width, dpi) / size.width, pixels_of(size.height, dpi) / size.height);
    }
    cairo_set_source_rgb(context(), 1, 1, 1);
    cairo_paint(context());
    check(cairo_status(context()));
}

void SheetCanvas::describe(const SheetMetadata& metadata) {
    if (format_ == SheetFormat::svg) cairo_svg_surface_set_document_unit(surface_.get(), CAIRO_SVG_UNIT_PT);
    if (format_ != SheetFormat::pdf) return;
    const auto set = [&](cairo_pdf_metadata_t what, const std::string& text) {
        cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, metadata.title);
    set(CAIRO_PDF_METADATA_AUTHOR, metadata.author);
    set(CAIRO_PDF_METADATA_CREATOR, "sanvat");
    // Else Cairo writes the time, and the same sheet would never be the same bytes again.
    set(CAIRO_PDF_METADATA_CREATE_DATE, "");
}

SheetCanvas::Pixels SheetCanvas::pixels(const SheetBox& place) const noexcept {
    const int left = pixel_of(place.left, dpi_);
    const int top = pixel_of(place.top, dpi_);
    return {left, top, std::max(1, pixel_of(place.right(), dpi_) - left),
            std::max(1, pixel_of(place.bottom(), dpi_) - top)};
}

void SheetCanvas::put(const Image& picture, const Pixels& place) const {
    std::vector<std::uint32_t> pixels = premultiplied(picture);
    const std::unique_ptr<cairo_surface_t, Destroy> source(
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_ARGB32,
                                            picture.width, picture.height, picture.width * 4));
    check(cairo_surface_status(source.get()));
    cairo_save(context());
    cairo_identity_matrix(context());
    cairo_translate(context(), place.left, place.top);
    cairo_scale(context(), place.width * 1.0 / picture.width, place.height * 1.0 / picture.height);
    cairo_set_source_surface(context(), source.get(), 0, 0);
    cairo_paint(context());
    cairo_restore(context());
    check(cairo_status(context()));
}

std::string SheetCanvas::finish() {
    cairo_show_page(context());
    check(cairo_status(context()));
    if (format_ == SheetFormat::png) check(cairo_surface_write_to_png_stream(surface_.get(), append, &bytes_));
    context_.reset();
    cairo_surface_finish(surface_.get());
    check(cairo_surface_status(surface_.get()));
    if (format_ == SheetFormat::png) add_resolution(bytes_, dpi_);
    return format_ == SheetFormat::svg ? renumbered(bytes_) : std::move(bytes_);
}

}  // namespace sanvat::tiler
