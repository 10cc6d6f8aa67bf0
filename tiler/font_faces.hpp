// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sanvat::tiler {

/// What the faces of a font file call themselves ("Noto Sans Bold"), in the order of the file; empty where it is no
/// font.
[[nodiscard]] std::vector<std::string> font_faces(const std::filesystem::path& file);

}  // namespace sanvat::tiler
