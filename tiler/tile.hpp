// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "data/geometry.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// Deepest zoom there is. A tile of it is about 9.5 m wide at the equator.
inline constexpr int max_zoom = 22;

/// A tile of the XYZ pyramid: y grows southwards, zoom 0 is one tile. Valid by construction: 0 ≤ z ≤ `max_zoom`,
/// x and y below 2^z. The default is the one tile of zoom 0.
class TileId {
public:
    constexpr TileId() noexcept = default;

    /// No value where there is no such tile.
    [[nodiscard]] static std::optional<TileId> make(int z, std::int64_t x, std::int64_t y) noexcept;

    /// From untrusted text: decimal digits and nothing else. Throws not_found naming the parameter `z`, `x` or `y`.
    [[nodiscard]] static TileId parse(std::string_view z, std::string_view x, std::string_view y);

    /// The tile that holds the position; on an edge the eastern or southern one. Latitudes beyond `max_latitude` lie in
    /// the outermost row. Requires 0 ≤ z ≤ `max_zoom`.
    [[nodiscard]] static TileId at(data::LonLat position, int z) noexcept;

    [[nodiscard]] constexpr int z() const noexcept { return z_; }
    [[nodiscard]] constexpr std::uint32_t x() const noexcept { return x_; }
    [[nodiscard]] constexpr std::uint32_t y() const noexcept { return y_; }

    /// In EPSG:3857 metres.
    [[nodiscard]] MercatorBox mercator_box() const noexcept;

    friend constexpr auto operator<=>(const TileId&, const TileId&) noexcept = default;

private:
    constexpr TileId(int z, std::uint32_t x, std::uint32_t y) noexcept : z_(z), x_(x), y_(y) {}

    int z_ = 0;
    std::uint32_t x_ = 0;
    std::uint32_t y_ = 0;
};

}  // namespace sanvat::tiler
