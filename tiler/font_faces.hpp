// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tiler/font.hpp"

namespace sanvat::tiler {

/// What the faces of a font call themselves ("Noto Sans Bold"), in the order of the file; at least one. Throws
/// bad_input where none has a name, or where FreeType takes the file for no font.
[[nodiscard]] std::vector<std::string> font_faces(const std::shared_ptr<const Font>& font);

}  // namespace sanvat::tiler
