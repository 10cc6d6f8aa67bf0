// SPDX-License-Identifier: Apache-2.0
#include "tiler/font.hpp"

#include <harfbuzz/hb.h>

namespace sanvat::tiler {

namespace {

struct ReleaseHarfBuzz {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
};
template <typename T>
using OwnedHarfBuzz = std::unique_ptr<T, ReleaseHarfBuzz>;

std::span<const unsigned char> bytes_of(hb_blob_t* blob) {
    unsigned count = 0;
    const char* first = hb_blob_get_data(blob, &count);
    return {reinterpret_cast<const unsigned char*>(first), count};
}

}  // namespace

struct Font::Impl {
    std::filesystem::path file;
    OwnedHarfBuzz<hb_blob_t> blob;
    std::span<const unsigned char> bytes;
    OwnedHarfBuzz<hb_font_t> shaper;
    double units = 0;

    explicit Impl(std::filesystem::path path)
        : file(std::move(path)), blob(hb_blob_create_from_file_or_fail(file.c_str())) {
        if (!blob || hb_face_count(blob.get()) == 0) throw no_font(file);
        bytes = bytes_of(blob.get());
        const OwnedHarfBuzz<hb_face_t> face(hb_face_create(blob.get(), 0));
        if (hb_face_get_glyph_count(face.get()) == 0) throw no_font(file);
        units = hb_face_get_upem(face.get());
        shaper.reset(hb_font_create(face.get()));
        hb_font_make_immutable(shaper.get());
    }
};

Font::Font(std::filesystem::path file) : impl_(std::make_unique<const Impl>(std::move(file))) {}

Font::~Font() = default;

const std::filesystem::path& Font::file() const noexcept {
    return impl_->file;
}

std::span<const unsigned char> Font::bytes() const noexcept {
    return impl_->bytes;
}

hb_font_t* Font::shaper() const noexcept {
    return impl_->shaper.get();
}

double Font::units_an_em() const noexcept {
    return impl_->units;
}

data::Error no_font(const std::filesystem::path& file) {
    return data::bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}}, "is no font",
                           "install the font anew");
}

}  // namespace sanvat::tiler
