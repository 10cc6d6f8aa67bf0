// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <filesystem>
#include <string>

namespace sanvat::tiler {

/// Why an SVG file cannot be drawn, or not all of it; empty where it can. Asked before it is drawn, since then what
/// cannot be is left out with no more than a line in the log. Thread-safe.
[[nodiscard]] std::string icon_fault(const std::filesystem::path& file);

}  // namespace sanvat::tiler
