// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data/error.hpp"
#include "data/toml_section.hpp"
#include "tiler/digest.hpp"
#include "tiler/theme.hpp"
#include "tiler/theme_colours.hpp"
#include "tiler/theme_fonts.hpp"
#include "tiler/theme_layers.hpp"
#include "tiler/theme_values.hpp"

namespace sanvat::tiler {

namespace theme_file {

using data::TomlSection;

namespace {

// Names that paths of tiles use for other things.
constexpr std::string_view vector_tiles = "production";
constexpr std::string_view tile_matrix_set = "WebMercatorQuad";

/// A path of tiles can name it as it is.
bool is_style_name(std::string_view name) {
    const auto plain = [](char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
    };
    return !name.empty() && std::ranges::all_of(name, plain);
}

ProvenanceMark read_mark(TomlSection part) {
    ProvenanceMark mark{part.number("fill", 0, 1), part.number("opacity", 0, 1), 0, titles(part)};
    if (part.has("names_from")) mark.names_from = part.integer("names_from", 0, 22);
    part.finish();
    return mark;
}

void read_marks(TomlSection section, Theme& theme) {
    theme.reported = read_mark(section.section("reported"));
    theme.derived = read_mark(section.section("derived"));
    theme.illustrative = read_mark(section.section("illustrative"));
    section.finish();
}

/// Throws where no path of tiles could name the style.
void check_name(const TomlSection& styles, const std::string& id) {
    if (!is_style_name(id))
        throw styles.wrong(id, "is no name for a style", "write letters from a to z, digits, - and _");
    if (id == vector_tiles || id == tile_matrix_set)
        throw styles.wrong(id, "is no name for a style", "it means something else in paths of tiles");
}

MapStyle read_style(const std::string& id, TomlSection part, const ThemeColours& colours, const ThemeLayers& layers) {
    MapStyle style{id, titles(part), colours.if_any(part, "background"), {}};
    for (const std::string& name : part.texts("layers")) {
        const auto found = layers.find(name);
        if (found == layers.end()) throw part.wrong("layers", "names an unknown layer: " + name, "see [layers]");
        style.layers.push_back(found->second);
    }
    if (std::ranges::count_if(style.layers, &ThemeLayer::is_thematic) > 1)
        throw part.wrong("layers", "names more than one thematic layer", "one map answers one question");
    part.finish();
    return style;
}

Theme read_theme(const std::filesystem::path& file, TomlSection root) {
    Theme theme;
    theme.file = file;
    const ThemeColours colours(root.section("colours"));
    theme.paper = colours.at(root, "paper");
    read_fonts(root.section("fonts"), theme);
    read_marks(root.section("provenance"), theme);
    const ThemeLayers layers = LayerReader(file, colours).read(root.section("layers"));
    auto styles = root.section("styles");
    for (const std::string& id : styles.keys()) {
        check_name(styles, id);
        theme.styles.push_back(read_style(id, styles.section(id), colours, layers));
    }
    root.finish();
    return theme;
}

}  // namespace
}  // namespace theme_file

std::shared_ptr<const Theme> load_theme(const std::filesystem::path& file) {
    const data::TomlSection root = data::read_toml(file);
    auto theme = std::make_shared<Theme>(theme_file::read_theme(file, root));
    theme->digest = digest(root.source());
    return theme;
}

}  // namespace sanvat::tiler
