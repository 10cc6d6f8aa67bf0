// SPDX-License-Identifier: Apache-2.0
#include "tiler/font_faces.hpp"

#include <ft2build.h>

#include "tiler/free_type_face.hpp"

#include FT_FREETYPE_H

namespace sanvat::tiler {

std::vector<std::string> font_faces(const std::shared_ptr<const Font>& font) {
    const FreeTypeLibrary library = start_free_type();
    std::vector<std::string> names;
    FT_Long count = 1;
    for (int i = 0; i < count; ++i) {
        const FreeTypeFace face(library, font, i);
        count = face.get()->num_faces;
        if (face.get()->family_name && face.get()->style_name)
            names.push_back(std::string(face.get()->family_name) + " " + face.get()->style_name);
    }
    if (names.empty()) throw no_font(font->file());
    return names;
}

}  // namespace sanvat::tiler
