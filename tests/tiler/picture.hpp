// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "tiler/colour.hpp"
#include "tiler/image.hpp"

namespace sanvat::test {

/// Decodes any PNG by libpng, which had no part in writing it. Throws std::runtime_error where it is none.
[[nodiscard]] tiler::Image read_png(const std::string& bytes);

[[nodiscard]] tiler::Colour colour_at(const tiler::Image& image, int x, int y);

/// Largest difference of any channel at one pixel.
[[nodiscard]] int difference(tiler::Colour a, tiler::Colour b);

/// Number of different colours.
[[nodiscard]] std::size_t colours(const tiler::Image& image);

/// Pixels that differ by more than the tolerance. Requires equal sizes.
[[nodiscard]] std::size_t differing(const tiler::Image& a, const tiler::Image& b, int tolerance = 0);

}  // namespace sanvat::test
