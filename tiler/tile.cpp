// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::int64_t tiles_across(int z) noexcept {
    return std::int64_t{1} << z;
}

/// Digits only: no sign, no blanks, no exponent, nothing after them.
std::optional<std::int64_t> parse_count(std::string_view text) noexcept {
    if (text.empty() || text.size() > 18) return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::int64_t parse_part(std::string_view name, std::string_view text, std::int64_t last) {
    const auto value = parse_count(text);
    if (value && *value <= last) return *value;
    throw data::not_found(std::string(name), "there is no tile with this value",
                          "give a whole number from 0 to " + std::to_string(last));
}

std::uint32_t column(double share, int z) noexcept {
    const auto last = static_cast<double>(tiles_across(z) - 1);
    return static_cast<std::uint32_t>(std::clamp(std::floor(share * (last + 1)), 0.0, last));
}

}  // namespace

std::optional<TileId> TileId::make(int z, std::int64_t x, std::int64_t y) noexcept {
    if (z < 0 || z > max_zoom) return std::nullopt;
    if (x < 0 || y < 0 || x >= tiles_across(z) || y >= tiles_across(z)) return std::nullopt;
    return TileId(z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y));
}

TileId TileId::parse(std::string_view z, std::string_view x, std::string_view y) {
    const auto zoom = static_cast<int>(parse_part("z", z, max_zoom));
    const auto last = tiles_across(zoom) - 1;
    return {zoom, static_cast<std::uint32_t>(parse_part("x", x, last)),
            static_cast<std::uint32_t>(parse_part("y", y, last))};
}

TileId TileId::at(data::LonLat position, int z) noexcept {
    const auto point = to_mercator(position);
    const double world = 2 * web_mercator_half_world_m;
    return {z, column((point.x + web_mercator_half_world_m) / world, z),
            column((web_mercator_half_world_m - point.y) / world, z)};
}

MercatorBox TileId::mercator_box() const noexcept {
    // The width is the world's halved z times, which is exact: neighbours share the very same edge.
    const double width = std::ldexp(2 * web_mercator_half_world_m, -z_);
    return {x_ * width - web_mercator_half_world_m, web_mercator_half_world_m - (y_ + 1.0) * width,
            (x_ + 1.0) * width - web_mercator_half_world_m, web_mercator_half_world_m - y_ * width};
}

}  // namespace sanvat::tiler
