// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sanvat::data {

/// The text in Unicode NFC; no value is lost. Ill-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string to_nfc(std::string_view utf8);

/// True where the text is well-formed UTF-8 (embedded NUL not allowed).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// For comparing what people type: NFD, marks dropped, đ and Đ to d, case folded, runs of anything but letters and
/// digits to one blank, trimmed. "Đường phên" → "duong phen".
[[nodiscard]] std::string fold(std::string_view utf8);

/// An ASCII id made from a name: folded, blanks to `_`. "Thạch đen" → "thach_den".
[[nodiscard]] std::string slug(std::string_view utf8);

/// Vietnamese dictionary order (ICU collation of the locale vi); below 0, 0 or above 0.
/// Thread-safe: one collator a thread.
[[nodiscard]] int collate(std::string_view a, std::string_view b);

/// Without blanks at either end.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace sanvat::data
