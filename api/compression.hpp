// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace sanvat::api {

/// Text shorter than this is sent as it is: the gain would be less than a packet.
inline constexpr std::size_t smallest_compressed = 1000;

/// True for media types whose bodies shrink: text, JSON, XML, SVG and vector tiles.
[[nodiscard]] bool compressible(std::string_view content_type) noexcept;

}  // namespace sanvat::api
