// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_fills.hpp"

#include "tiler/classed_figure.hpp"
#include "tiler/sprite.hpp"
#include "tiler/style_lines.hpp"

namespace sanvat::tiler::style {

namespace {

/// Tints by unit, as they were chosen so that neighbours differ.
Json unit_colours(const Part& part) {
    const auto& tints = part.theme.tints;
    if (tints.empty()) return colour(part.theme.symbol.fill);
    return part.records.by_look([&](std::uint32_t look) { return colour(tints[look]); }, colour(tints.front()));
}

void add_unit_fill(Draft& draft, const Part& part) {
    if (!draft.background() || part.theme.symbol.fill_opacity == 0) return;
    Json& layer =
        draft.add_layer(part.theme.id + "/fill", "fill", part.records, part.theme.zoom, part.records.is_taken());
    layer["paint"] = {{"fill-color", unit_colours(part)}};
    if (part.theme.symbol.fill_opacity != 1) layer["paint"]["fill-opacity"] = part.theme.symbol.fill_opacity;
}

void add_hatching(Draft& draft, const Part& part, MadeUp share) {
    const auto kind = static_cast<std::size_t>(share);
    const Json hatched =
        part.records.by_look([&](std::uint32_t look) { return SceneLayer::kind_of(look) == kind; }, false);
    if (hatched == Json(false)) return;
    const char* name = share == MadeUp::most ? "/made-up" : "/made-up-in-part";
    Json& layer = draft.add_layer(part.theme.id + name, "fill", part.records, part.theme.zoom, hatched);
    layer["paint"] = {{"fill-pattern", hatching_name(part.theme, share)}};
}

/// Units or cells by their class, and over them what tells how much of the figure is made up.
void add_classes(Draft& draft, const Part& part) {
    Json& layer = draft.add_layer(part.theme.id + "/fill", "fill", part.records, part.theme.zoom, true);
    const ClassColours& colours = *part.theme.classes;
    const auto class_colour = [&](std::uint32_t look) {
        const std::uint32_t number = look % SceneLayer::kind_step;
        return colour(colours.at(number % ClassedFigure::most_looks, number / ClassedFigure::most_looks));
    };
    layer["paint"] = {{"fill-color", part.records.by_look(class_colour, "rgba(0,0,0,0)")},
                      {"fill-opacity", colours.opacity}};
    if (const auto& stroke = part.theme.symbol.stroke) {
        add_line(draft, part,
                 {"line", *stroke, colour(stroke->colour), of_two(stroke->opacity), true, part.theme.zoom, {}});
    }
    for (const MadeUp share : {MadeUp::most, MadeUp::some})
        add_hatching(draft, part, share);
}

/// Two layers where marks differ: MapLibre does not choose dashes by attributes.
void add_area_outlines(Draft& draft, const Part& part, std::size_t variant, const std::string& ending) {
    static const std::vector<double> hollow_dash{ProvenanceMark::hollow_dash, ProvenanceMark::hollow_gap};
    const Stroke& stroke = *part.theme.symbol_of(variant).stroke;
    const Json opacity = draft.marked(part, [&](const ProvenanceMark& mark) { return stroke.opacity * mark.opacity; });
    const Json hollow = draft.marked(part, [](const ProvenanceMark& mark) { return mark.hollow(); });
    Line line{"outline" + ending,
              stroke,
              stroke_colour(part, variant, &Symbol::stroke),
              opacity,
              part.records.is_variant(variant),
              part.theme.zoom_of(variant),
              stroke.dash};
    if (!stroke.dash.empty() || hollow == Json(false)) return add_line(draft, part, line);
    const Json filter = line.filter;
    if (hollow != Json(true)) {
        line.filter = all({filter, no(hollow)});
        add_line(draft, part, line);
        line.name = "outline-hollow" + ending;
        line.filter = all({filter, hollow});
    }
    line.dash = hollow_dash;
    add_line(draft, part, line);
}

void add_area(Draft& draft, const Part& part, std::size_t variant, const std::string& ending) {
    const Symbol& symbol = part.theme.symbol_of(variant);
    const Json filter = part.records.is_variant(variant);
    const ZoomRange zoom = part.theme.zoom_of(variant);
    Json& layer = draft.add_layer(part.theme.id + "/fill" + ending, "fill", part.records, zoom, filter);
    const auto fill = [&](std::size_t kind) { return colour(part.theme.symbol_of(variant, kind).fill); };
    layer["paint"] = {{"fill-color", part.records.by_kind(fill)},
                      {"fill-opacity", draft.marked(part, [&](const ProvenanceMark& mark) {
                           return symbol.fill_opacity * (mark.hollow() ? mark.fill : 1);
                       })}};
    if (symbol.stroke) add_area_outlines(draft, part, variant, ending);
}

}  // namespace

void add_fill(Draft& draft, const Part& part) {
    if (part.theme.symbol.shape != Shape::fill) return;
    if (part.theme.is_units()) return add_unit_fill(draft, part);
    if (part.theme.is_thematic()) return add_classes(draft, part);
    each_variant(part, [&](std::size_t v, const std::string& ending) { add_area(draft, part, v, ending); });
}

}  // namespace sanvat::tiler::style
