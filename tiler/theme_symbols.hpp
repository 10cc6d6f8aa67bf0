// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the symbols of a theme file.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "data/toml_section.hpp"
#include "tiler/theme.hpp"
#include "tiler/theme_colours.hpp"

namespace sanvat::tiler::theme_file {

/// The shape that records of the layer have where the theme names no other.
[[nodiscard]] Shape natural_shape(const ThemeLayer& layer);

/// Reads symbols with their strokes and icons. Throws bad_input like the sections that it reads, and for an icon that
/// is not there or cannot be drawn. Belongs to one thread; file and colours must outlive it.
class SymbolReader {
public:
    SymbolReader(const std::filesystem::path& theme_file, const ThemeColours& colours)
        : file_(theme_file), colours_(colours) {}

    [[nodiscard]] Stroke stroke(data::TomlSection part) const;
    /// Keys that are left out stay as in `otherwise`.
    [[nodiscard]] Symbol symbol(data::TomlSection part, const Symbol& otherwise) const;
    [[nodiscard]] std::string icon(data::TomlSection& part, std::string_view key) const;

private:
    void check_icon(const data::TomlSection& part, std::string_view key, const std::string& name) const;

    const std::filesystem::path& file_;
    const ThemeColours& colours_;
    mutable std::set<std::string> good_icons_;  // each is read once, however many symbols have it
};

}  // namespace sanvat::tiler::theme_file
