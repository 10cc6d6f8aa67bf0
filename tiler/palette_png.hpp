// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: `encode` leads here.
#pragma once

#include <string>

#include "tiler/image.hpp"

namespace sanvat::tiler {

/// A PNG (ISO/IEC 15948) with a palette, of as few bits a pixel as there are colours. Exact where the picture has 256
/// colours at most; see `reduce` for others. The same picture gives the same bytes. Throws failure where there is no
/// memory. Thread-safe.
[[nodiscard]] std::string palette_png(const ImageView& image);

}  // namespace sanvat::tiler
