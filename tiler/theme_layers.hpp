// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the layers of a theme file.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"
#include "tiler/theme_colours.hpp"
#include "tiler/theme_looks.hpp"
#include "tiler/theme_symbols.hpp"

namespace sanvat::tiler::theme_file {

/// By their ids.
using ThemeLayers = std::map<std::string, ThemeLayer>;

/// Reads layers, each after the one that it is like. Throws bad_input like the sections that it reads. Belongs to one
/// thread; file and colours must outlive it.
class LayerReader {
public:
    LayerReader(const std::filesystem::path& theme_file, const ThemeColours& colours)
        : colours_(colours), symbols_(theme_file, colours) {}

    /// All of the section [layers].
    [[nodiscard]] ThemeLayers read(data::TomlSection section);

private:
    using Parts = std::map<std::string, data::TomlSection>;

    void read_layer(const std::string& id, Parts& parts);
    [[nodiscard]] ThemeLayer layer(const std::string& id, data::TomlSection section, ThemeLayer layer,
                                   bool fresh) const;
    void read_units(data::TomlSection& section, ThemeLayer& layer) const;

    const ThemeColours& colours_;
    SymbolReader symbols_;
    LookReader looks_{symbols_, colours_};
    ThemeLayers layers_;
};

}  // namespace sanvat::tiler::theme_file
