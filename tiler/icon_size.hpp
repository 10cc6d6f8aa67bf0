// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <filesystem>

namespace sanvat::tiler {

/// Of a picture, pixels.
struct IconSize {
    int width, height;
};

/// How large an SVG file is drawn on its own: as large as all that it holds, which for a pattern is its period.
/// Throws Error(failure) where it cannot be read. Thread-safe.
[[nodiscard]] IconSize icon_size(const std::filesystem::path& file);

}  // namespace sanvat::tiler
