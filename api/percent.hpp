// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sanvat::api {

/// Undoes percent-encoding (RFC 3986 §2.1); in a query '+' is a blank. No value for a '%' without two hex digits after
/// it, or where the result is no UTF-8 text or holds a NUL.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool in_query);

/// Encodes everything but unreserved characters, and those that a path segment or a query value may hold anyway and
/// that make links readable (`,` and `:`).
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace sanvat::api
