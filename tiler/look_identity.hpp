// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <string>
#include <string_view>

#include "tiler/program_identity.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Names all that the bytes of a tile depend on besides what it shows: the program, the theme, and what is in its fonts
/// and icons. 32 hex digits. What keeps tiles for later, in a cache or a seed, keeps them under this. Throws failure
/// naming a file that cannot be read.
[[nodiscard]] std::string look_identity(const Theme& theme, std::string_view program = program_identity());

}  // namespace sanvat::tiler
