// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sanvat::tiler {

/// An opaque sRGB colour. How much of it shows is said beside it, as an opacity from 0 to 1.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const Colour&, const Colour&) noexcept = default;
};

/// "#1f6f8b", small letters.
[[nodiscard]] std::string to_string(Colour colour);

/// Reads "#1F6F8B" and nothing shorter, longer or by name.
[[nodiscard]] std::optional<Colour> parse_colour(std::string_view text) noexcept;

/// `share` of `a` and the rest of `b`, channel by channel.
[[nodiscard]] Colour mix(Colour a, Colour b, double share) noexcept;

}  // namespace sanvat::tiler
