// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_looks.hpp"

#include <string>

#include "tiler/theme_conditions.hpp"
#include "tiler/theme_values.hpp"

namespace sanvat::tiler::theme_file {

using data::TomlSection;

void LookReader::read(TomlSection& section, ThemeLayer& layer) const {
    read_variants(section, layer);
    read_kinds(section, layer);
    read_colours_of_values(section, layer);
    read_classes(section, layer);
}

void LookReader::read_variants(TomlSection& section, ThemeLayer& layer) const {
    if (!section.has("variants")) return;
    layer.variants.clear();
    for (auto& part : section.sections("variants")) {
        Variant variant{condition(part.section("where"), layer), {}, zooms(part, layer.zoom), {}};
        if (part.has("title")) variant.title = titles(part);
        variant.symbol = part.has("symbol") ? symbols_.symbol(part.section("symbol"), layer.symbol) : layer.symbol;
        part.finish();
        layer.variants.push_back(std::move(variant));
    }
}

/// The last of the kinds takes what no other does.
void LookReader::read_kinds(TomlSection& section, ThemeLayer& layer) const {
    if (!section.has("kinds")) return;
    layer.kinds.clear();
    auto parts = section.sections("kinds");
    for (auto& part : parts) {
        ThemeKind kind{{}, titles(part), {}, {}};
        if (part.has("where")) kind.where = condition(part.section("where"), layer);
        // What is no other kind must have a look, too.
        if (kind.where.has_value() == (&part == &parts.back()))
            throw part.wrong("", "is not in order",
                             "give every kind a where, but none to the last, which takes the rest");
        if (part.has("icon")) kind.icon = symbols_.icon(part, "icon");
        if (part.has("fill")) kind.fill = colours_.at(part, "fill");
        part.finish();
        layer.kinds.push_back(std::move(kind));
    }
}

void LookReader::read_colours_of_values(TomlSection& section, ThemeLayer& layer) const {
    if (!section.has("colours")) return;
    auto part = section.section("colours");
    if (layer.source != ThemeSource::collection || layer.is_units() || !layer.kinds.empty())
        throw part.wrong("", "does not fit", "only records have values, and these no kinds besides");
    ValueColours result;
    result.property = property_or_id(part, "property", layer);
    result.title_vi = property_or_id(part, "title_vi", layer);
    result.title_en = property_or_id(part, "title_en", layer);
    if (part.has("ids_of")) {
        const std::string name = part.text("ids_of");
        result.ids_of = analysis::parse_collection(name);
        if (!result.ids_of) throw part.wrong("ids_of", "is no collection: \"" + name + "\"", "give its name");
    }
    result.colours = colours_.list(part, "list", 1);
    part.finish();
    layer.colours = std::move(result);
}

void LookReader::read_classes(TomlSection& section, ThemeLayer& layer) const {
    if (!layer.is_thematic()) return;
    auto part = section.section("classes");
    ClassColours result{colours_.list(part, "ramp", 2), 1, symbols_.icon(part, "some_illustrative"),
                        symbols_.icon(part, "most_illustrative")};
    if (part.has("opacity")) result.opacity = part.number("opacity", 0, 1);
    part.finish();
    layer.classes = std::move(result);
}

}  // namespace sanvat::tiler::theme_file
