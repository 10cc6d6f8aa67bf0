// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_symbols.hpp"

#include "tiler/icon_fault.hpp"
#include "tiler/theme_values.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

namespace {

constexpr double widest_symbol = 64;  // pixels; the buffer around renderings counts on it

}  // namespace

Shape natural_shape(const ThemeLayer& layer) {
    if (layer.source == ThemeSource::roads) return Shape::line;
    if (layer.source == ThemeSource::places) return Shape::circle;
    if (layer.is_thematic()) return Shape::fill;
    const auto geometry = analysis::collection(layer.collection).geometry;
    if (geometry == "line") return Shape::line;
    if (geometry == "polygon") return Shape::fill;
    return Shape::circle;
}

Stroke SymbolReader::stroke(TomlSection part) const {
    Stroke result;
    result.colour = colours_.at(part, "colour");
    result.width = curve(part, "width", 0, widest_symbol);
    if (part.has("opacity")) result.opacity = part.number("opacity", 0, 1);
    if (part.has("dash")) result.dash = part.numbers("dash", 0.1, 1000);
    if (result.dash.size() % 2 != 0) throw part.wrong("dash", "ends with a dash", "give gaps too: [6, 3]");
    part.finish();
    return result;
}

Symbol SymbolReader::symbol(TomlSection part, const Symbol& otherwise) const {
    Symbol result = otherwise;
    if (part.has("shape")) {
        const auto shape = parse_shape(part.text("shape"));
        if (!shape || !is_mark(*shape) || !is_mark(otherwise.shape)) {
            throw part.wrong("shape", "does not fit", "points: circle, square, triangle, diamond or star; others none");
        }
        result.shape = *shape;
    }
    if (is_mark(result.shape)) check_icon(part, "shape", std::string(to_string(result.shape)));
    if (part.has("fill")) result.fill = colours_.at(part, "fill");
    if (part.has("fill_opacity")) result.fill_opacity = part.number("fill_opacity", 0, 1);
    if (part.has("size")) result.size = curve(part, "size", 1, widest_symbol);
    if (part.has("stroke")) result.stroke = stroke(part.section("stroke"));
    if (part.has("casing")) result.casing = stroke(part.section("casing"));
    if (part.has("icon")) result.icon = icon(part, "icon");
    if (part.has("icon_colour")) result.icon_colour = colours_.at(part, "icon_colour");
    part.finish();
    return result;
}

std::string SymbolReader::icon(TomlSection& part, std::string_view key) const {
    std::string name = part.text(key);
    check_icon(part, key, name);
    return name;
}

/// A file of the folder icons must be there and in order: Mapnik would leave the symbol out.
void SymbolReader::check_icon(const TomlSection& part, std::string_view key, const std::string& name) const {
    if (good_icons_.contains(name)) return;
    const auto file = icon_file(file_, name);
    if (!std::filesystem::is_regular_file(file))
        throw part.wrong(key, "names no icon: \"" + name + "\"", "there is no file " + file.string());
    const std::string fault = icon_fault(file);
    if (!fault.empty())
        throw part.wrong(key, "names an icon that cannot be drawn: \"" + name + "\"", file.string() + ": " + fault);
    good_icons_.insert(name);
}

}  // namespace sanvat::tiler::theme_file
