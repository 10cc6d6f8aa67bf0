// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sanvat::tiler {

/// The version and what the linker calls this build, so that no program takes what another one drew for its own. Equal
/// for copies of one program file.
[[nodiscard]] const std::string& program_identity();

}  // namespace sanvat::tiler
