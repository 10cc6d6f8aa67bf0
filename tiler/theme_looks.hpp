// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: how a theme file tells the records of a layer apart.
#pragma once

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"
#include "tiler/theme_colours.hpp"
#include "tiler/theme_symbols.hpp"

namespace sanvat::tiler::theme_file {

/// Reads what makes records of one layer look different: variants, kinds, colours of values, classes of a figure. What
/// the section leaves out stays as it is in the layer. Throws bad_input like the sections that it reads. What it is
/// given must outlive it.
class LookReader {
public:
    LookReader(const SymbolReader& symbols, const ThemeColours& colours) : symbols_(symbols), colours_(colours) {}

    /// Requires a layer whose own symbol has been read.
    void read(data::TomlSection& section, ThemeLayer& layer) const;

private:
    void read_variants(data::TomlSection& section, ThemeLayer& layer) const;
    void read_kinds(data::TomlSection& section, ThemeLayer& layer) const;
    void read_colours_of_values(data::TomlSection& section, ThemeLayer& layer) const;
    void read_classes(data::TomlSection& section, ThemeLayer& layer) const;

    const SymbolReader& symbols_;
    const ThemeColours& colours_;
};

}  // namespace sanvat::tiler::theme_file
