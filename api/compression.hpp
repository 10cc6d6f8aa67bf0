// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sanvat::api {

/// Text shorter than this is sent as it is: the gain would be less than a packet.
inline constexpr std::size_t smallest_compressed = 1000;

/// The bytes as a gzip member (RFC 1952), at a level that is quick: JSON shrinks to about an eighth at some 200 MB/s a
/// core. Thread-safe. Throws failure where memory runs out.
[[nodiscard]] std::string gzip(std::string_view bytes);

/// True for media types whose bodies shrink: text, JSON, XML, SVG and vector tiles.
[[nodiscard]] bool compressible(std::string_view content_type) noexcept;

}  // namespace sanvat::api
