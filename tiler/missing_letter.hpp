// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tiler/font.hpp"

namespace sanvat::tiler {

/// The first letter of a text in UTF-8 that the font can print as an empty box only; nothing where it has all of them.
/// Thread-safe.
[[nodiscard]] std::optional<std::string> missing_letter(const Font& font, std::string_view text);

}  // namespace sanvat::tiler
