// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the fonts of a theme file.
#pragma once

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler::theme_file {

/// Finds and opens the fonts that the section [fonts] names. Throws bad_input like the section, and for a file that is
/// not there, is no font or does not have the face.
void read_fonts(data::TomlSection section, Theme& theme);

}  // namespace sanvat::tiler::theme_file
