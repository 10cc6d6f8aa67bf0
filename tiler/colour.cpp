// SPDX-License-Identifier: Apache-2.0
#include "tiler/colour.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace sanvat::tiler {

std::string to_string(Colour colour) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour.red, colour.green, colour.blue);
    return text.data();
}

std::optional<Colour> parse_colour(std::string_view text) noexcept {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::array<std::uint8_t, 3> channels{};
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const char* first = text.data() + 1 + 2 * i;
        const auto read = std::from_chars(first, first + 2, channels[i], 16);
        if (read.ec != std::errc{} || read.ptr != first + 2) return std::nullopt;
    }
    return Colour{channels[0], channels[1], channels[2]};
}

Colour mix(Colour a, Colour b, double share) noexcept {
    const auto channel = [share](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(x * share + y * (1 - share)), 0L, 255L));
    };
    return {channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue)};
}

}  // namespace sanvat::tiler
