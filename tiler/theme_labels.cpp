// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_labels.hpp"

#include <string>

#include "tiler/theme_conditions.hpp"
#include "tiler/theme_symbols.hpp"
#include "tiler/theme_values.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

namespace {

constexpr double largest_text = 40;  // pixels

FontFace face(TomlSection& part) {
    const auto name = part.text("face");
    if (name == "regular") return FontFace::regular;
    if (name == "bold") return FontFace::bold;
    if (name == "italic") return FontFace::italic;
    throw part.wrong("face", "is no face: \"" + name + "\"", "give regular, bold or italic");
}

}  // namespace

LabelRule label(TomlSection part, const ThemeLayer& layer, const ThemeColours& colours) {
    const bool fresh = !layer.label;
    LabelRule rule = layer.label.value_or(LabelRule{});
    if (fresh) rule.property = "name";
    if (part.has("property")) rule.property = part.text("property");
    if (!has_property(layer, rule.property)) {
        throw part.wrong("property", "is no property of " + std::string(layer.collection_name()), "give another");
    }
    if (part.has("face")) rule.face = face(part);
    if (fresh || part.has("size")) rule.size = curve(part, "size", 6, largest_text);
    if (fresh || part.has("colour")) rule.colour = colours.at(part, "colour");
    if (fresh) rule.halo = {255, 255, 255};
    if (part.has("halo")) rule.halo = colours.at(part, "halo");
    if (part.has("halo_radius")) rule.halo_radius = part.number("halo_radius", 0, 5);
    rule.zoom = zooms(part, fresh ? layer.zoom : rule.zoom);
    rule.placement = natural_shape(layer) == Shape::line ? LabelPlacement::line : LabelPlacement::point;
    if (part.has("on_symbol")) rule.on_symbol = part.boolean("on_symbol");
    if (fresh) rule.beside = is_mark(natural_shape(layer)) || !layer.symbol.icon.empty();
    if (part.has("beside")) rule.beside = part.boolean("beside");
    rule.beside = rule.beside && !rule.on_symbol;
    if (part.has("wrap")) rule.wrap = part.number("wrap", 0, 400);
    if (part.has("spacing")) rule.spacing = part.number("spacing", 0, 10);
    if (part.has("capitals")) rule.capitals = part.boolean("capitals");
    if (fresh || part.has("rank")) rule.rank = part.integer("rank", 1, 99);
    part.finish();
    return rule;
}

}  // namespace sanvat::tiler::theme_file
