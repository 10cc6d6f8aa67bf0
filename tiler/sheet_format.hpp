// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sanvat::tiler {

/// What a printable sheet can be had as: pixels, or lines and letters that stay sharp at any size.
enum class SheetFormat : std::uint8_t { png, pdf, svg };

/// As file names end with it.
[[nodiscard]] std::string_view to_string(SheetFormat format) noexcept;

/// Nothing for any other text.
[[nodiscard]] std::optional<SheetFormat> parse_sheet_format(std::string_view text) noexcept;

[[nodiscard]] std::string_view media_type(SheetFormat format) noexcept;

}  // namespace sanvat::tiler
