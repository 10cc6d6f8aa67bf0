// SPDX-License-Identifier: Apache-2.0
#include "tiler/free_type_face.hpp"

#include <ft2build.h>

#include FT_FREETYPE_H

namespace sanvat::tiler {

FreeTypeLibrary start_free_type() {
    FT_Library started = nullptr;
    if (FT_Init_FreeType(&started) != 0) throw data::Error(data::ErrorKind::failure, {}, "no memory for fonts");
    return {started, &FT_Done_FreeType};
}

FreeTypeFace::FreeTypeFace(FreeTypeLibrary library, std::shared_ptr<const Font> font, int number)
    : library_(std::move(library)), font_(std::move(font)) {
    const auto bytes = font_->bytes();
    FT_Face opened = nullptr;
    if (FT_New_Memory_Face(library_.get(), bytes.data(), static_cast<FT_Long>(bytes.size()), number, &opened) != 0)
        throw no_font(font_->file());
    face_.reset(opened);
}

void FreeTypeFace::check(int error, const char* what) const {
    if (error == 0) return;
    throw data::Error(data::ErrorKind::failure,
                      {.file = font_->file().string(), .layer = {}, .record = {}, .parameter = {}},
                      std::string(what) + " (FreeType error " + std::to_string(error) + ")", "install the font anew");
}

void FreeTypeFace::Close::operator()(FT_FaceRec_* face) const noexcept {
    FT_Done_Face(face);
}

}  // namespace sanvat::tiler
