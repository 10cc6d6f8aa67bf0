// SPDX-License-Identifier: Apache-2.0
#include "tiler/font_faces.hpp"

#include <ft2build.h>

#include <memory>
#include <type_traits>

#include "data/error.hpp"

#include FT_FREETYPE_H

namespace sanvat::tiler {

std::vector<std::string> font_faces(const std::filesystem::path& file) {
    FT_Library started = nullptr;
    if (FT_Init_FreeType(&started) != 0) throw data::Error(data::ErrorKind::failure, {}, "no memory for fonts");
    const std::unique_ptr<std::remove_pointer_t<FT_Library>, decltype(&FT_Done_FreeType)> library(started,
                                                                                                  &FT_Done_FreeType);
    std::vector<std::string> names;
    FT_Long count = 1;
    for (FT_Long i = 0; i < count; ++i) {
        FT_Face opened = nullptr;
        if (FT_New_Face(library.get(), file.c_str(), i, &opened) != 0) return {};
        const std::unique_ptr<std::remove_pointer_t<FT_Face>, decltype(&FT_Done_Face)> face(opened, &FT_Done_Face);
        count = face->num_faces;
        if (face->family_name && face->style_name)
            names.push_back(std::string(face->family_name) + " " + face->style_name);
    }
    return names;
}

}  // namespace sanvat::tiler
