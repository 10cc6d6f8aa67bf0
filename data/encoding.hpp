// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sanvat::data {

/// How bytes of an old file become text.
enum class Encoding : std::uint8_t { automatic, utf8, cp1258 };

/// Reads "auto", "UTF-8" or "CP1258" in any case. Throws Error(bad_value) for anything else, and for TCVN3 and VNI,
/// which must be converted first.
[[nodiscard]] Encoding parse_encoding(std::string_view text);

/// The text in NFC; none where the bytes are not of that encoding (automatic: UTF-8).
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes, Encoding encoding);

}  // namespace sanvat::data
