// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: few colours in place of many.
#pragma once

#include <cstdint>
#include <vector>

namespace sanvat::tiler {

/// Up to 256 colours for a picture.
struct Palette {
    static constexpr std::size_t most = 256;

    std::vector<std::uint32_t> colours;  ///< pixels as in `Image`; those not opaque come first
    std::vector<std::uint8_t> stand_in;  ///< for each colour of the picture, its place in `colours`
};

/// The colours themselves where they are few enough. Else those that cover at least one pixel in 256, up to 128 of
/// them, stay as they are, so that fills do not change from tile to tile; of the others neighbours in the cube of red,
/// green, blue and alpha (colours as they show on black) are put together, those that differ least and are seen least
/// first. Depends on what colours there are and how often, not on their order. Colours must differ, clear ones be 0;
/// `counts` has one for each, above 0.
[[nodiscard]] Palette reduce(const std::vector<std::uint32_t>& colours, const std::vector<std::uint32_t>& counts);

}  // namespace sanvat::tiler
