// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sanvat::api {

/// What a resource can be had as.
enum class Format : std::uint8_t { json, geojson, html, csv, xlsx, png, gpx };

/// As the parameter `f` has it.
[[nodiscard]] std::string_view to_string(Format format) noexcept;

/// What is sent for it in general; a resource may have a type of its own for JSON.
[[nodiscard]] std::string_view media_type(Format format) noexcept;

/// `f` wins; else HTML where the Accept header names text/html and it is offered; else the first of those offered.
/// Throws bad_value naming `f` for a format that is not offered.
[[nodiscard]] Format choose_format(std::optional<std::string_view> f, std::string_view accept,
                                   std::span<const Format> offered);

enum class Coding : std::uint8_t { identity, gzip, brotli };

/// Which codings an Accept-Encoding header lets through; a weight of 0 forbids one.
struct AcceptedCodings {
    bool gzip = false;
    bool brotli = false;
};
[[nodiscard]] AcceptedCodings parse_accept_encoding(std::string_view header);

/// True where the If-None-Match header holds the tag (`"…"` or `W/"…"`), compared weakly, or is `*`.
[[nodiscard]] bool matches_etag(std::string_view if_none_match, std::string_view tag);

}  // namespace sanvat::api
