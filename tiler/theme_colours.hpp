// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: the colours of a theme file.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/toml_section.hpp"
#include "tiler/colour.hpp"

namespace sanvat::tiler::theme_file {

/// Colours as a theme writes them: "#rrggbb", or a name from its section [colours]. Throws bad_input like the sections
/// that it reads.
class ThemeColours {
public:
    /// Of the section [colours].
    explicit ThemeColours(data::TomlSection section);

    [[nodiscard]] Colour at(data::TomlSection& section, std::string_view key) const;
    /// Nothing for "none".
    [[nodiscard]] std::optional<Colour> if_any(data::TomlSection& section, std::string_view key) const;
    /// A list of at least so many.
    [[nodiscard]] std::vector<Colour> list(data::TomlSection& section, std::string_view key, std::size_t fewest) const;

private:
    [[nodiscard]] Colour named(const data::TomlSection& section, std::string_view key, const std::string& text) const;

    std::map<std::string, Colour> colours_;
};

}  // namespace sanvat::tiler::theme_file
