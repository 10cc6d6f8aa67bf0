// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_colours.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

ThemeColours::ThemeColours(TomlSection section) {
    for (const std::string& name : section.keys()) {
        const auto value = parse_colour(section.text(name));
        if (!value) throw section.wrong(name, "is no colour", "write it as #rrggbb");
        colours_[name] = *value;
    }
}

Colour ThemeColours::at(TomlSection& section, std::string_view key) const {
    return named(section, key, section.text(key));
}

std::optional<Colour> ThemeColours::if_any(TomlSection& section, std::string_view key) const {
    if (section.text(key) == "none") return std::nullopt;
    return at(section, key);
}

Colour ThemeColours::named(const TomlSection& section, std::string_view key, const std::string& text) const {
    if (const auto value = parse_colour(text)) return *value;
    const auto found = colours_.find(text);
    if (found == colours_.end()) {
        throw section.wrong(key, "is no colour: \"" + text + "\"", "write #rrggbb or a name from [colours]");
    }
    return found->second;
}

std::vector<Colour> ThemeColours::list(TomlSection& section, std::string_view key, std::size_t fewest) const {
    std::vector<Colour> result;
    for (const std::string& name : section.texts(key))
        result.push_back(named(section, key, name));
    if (result.size() < fewest)
        throw section.wrong(key, "has too few colours", "give at least " + std::to_string(fewest));
    return result;
}

}  // namespace sanvat::tiler::theme_file
