// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the names that a theme file gives to records.
#pragma once

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"
#include "tiler/theme_colours.hpp"

namespace sanvat::tiler::theme_file {

/// How the layer is named. Keys that are left out stay as they are in the layer that this one is like. Throws bad_input
/// like the section.
[[nodiscard]] LabelRule label(data::TomlSection part, const ThemeLayer& layer, const ThemeColours& colours);

}  // namespace sanvat::tiler::theme_file
