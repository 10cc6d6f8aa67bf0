// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: values of a theme file that TOML has no word for.
#pragma once

#include <string_view>

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"

// All throw bad_input like the sections that they read.
namespace sanvat::tiler::theme_file {

/// `title` in both languages.
[[nodiscard]] Titles titles(data::TomlSection& section);

/// A number, or stops: [[8, 4.0], [14, 9.0]]. Values from `low` to `high`.
[[nodiscard]] ZoomCurve curve(data::TomlSection& section, std::string_view key, double low, double high);

/// `zoom`, where there is one.
[[nodiscard]] ZoomRange zooms(data::TomlSection& section, ZoomRange otherwise);

}  // namespace sanvat::tiler::theme_file
