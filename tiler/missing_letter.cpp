// SPDX-License-Identifier: Apache-2.0
#include "tiler/missing_letter.hpp"

#include <harfbuzz/hb.h>

#include <memory>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

struct Discard {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};

/// The glyph of every font that stands for what it lacks.
constexpr hb_codepoint_t no_glyph = 0;

/// The letter that begins at that byte.
std::string letter_at(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
        ++end;
    return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::optional<std::string> missing_letter(const ThemeFont& font, std::string_view text) {
    const std::unique_ptr<hb_blob_t, Discard> blob(hb_blob_create_from_file_or_fail(font.file.c_str()));
    if (!blob || hb_face_count(blob.get()) == 0) {
        throw data::Error(data::ErrorKind::failure,
                          {.file = font.file.string(), .layer = {}, .record = {}, .parameter = {}},
                          "cannot be read as a font");
    }
    const std::unique_ptr<hb_face_t, Discard> face(hb_face_create(blob.get(), 0));
    const std::unique_ptr<hb_font_t, Discard> shaped(hb_font_create(face.get()));
    const std::unique_ptr<hb_buffer_t, Discard> buffer(hb_buffer_create());
    // Shaped as on the sheet: marks may stand for letters, and what is invisible needs no glyph.
    hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_CHARACTERS);
    hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_shape(shaped.get(), buffer.get(), nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
    for (unsigned i = 0; i < count; ++i) {
        if (glyphs[i].codepoint == no_glyph) return letter_at(text, glyphs[i].cluster);
    }
    return std::nullopt;
}

}  // namespace sanvat::tiler
