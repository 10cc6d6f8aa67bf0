// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_lines.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sanvat::tiler::style {

namespace {

/// By the layer or, where that has borders alone, by the units' figure.
bool filled(const Draft& draft, const Part& part) {
    if (!draft.background()) return false;
    return part.theme.symbol.fill_opacity == 1 || std::ranges::any_of(draft.parts, [](const Part& other) {
               return other.theme.source == ThemeSource::figure && other.theme.classes->opacity == 1;
           });
}

/// As wide as the stroke, and `more`, which makes up for the half that fills hide. Mixed with the background, since
/// a clear line is darker wherever it meets itself.
void add_outer(Draft& draft, const Part& part, const char* name, const Stroke& stroke, const ZoomCurve& more) {
    Stroke wide = stroke;
    wide.width = combined(stroke.width, more, [](double width, double added) { return width + added; });
    const Colour seen = mix(stroke.colour, *draft.background(), stroke.opacity);
    add_line(draft, part, {name, wide, colour(seen), 1.0, part.records.is_taken(), part.theme.zoom, wide.dash});
}

void add_line_set(Draft& draft, const Part& part, const char* name, std::optional<Stroke> Symbol::*stroke_of) {
    each_variant(part, [&](std::size_t v, const std::string& ending) {
        const auto& stroke = part.theme.symbol_of(v).*stroke_of;
        if (!stroke) return;
        const Json opacity =
            draft.marked(part, [&](const ProvenanceMark& mark) { return stroke->opacity * mark.opacity; });
        add_line(draft, part,
                 {name + ending, *stroke, stroke_colour(part, v, stroke_of), opacity, part.records.is_variant(v),
                  part.theme.zoom_of(v), stroke->dash});
    });
}

/// Tiles hold units, not borders: each border is drawn twice, as part of the outline of either neighbour.
void add_borders(Draft& draft, const Part& part) {
    const auto add = [&](const char* name, const std::optional<Stroke>& stroke) {
        if (!stroke || stroke->opacity == 0) return;
        add_line(draft, part,
                 {name, *stroke, colour(stroke->colour), of_two(stroke->opacity), part.records.is_taken(),
                  part.theme.zoom, stroke->dash});
    };
    add("casing", part.theme.symbol.casing);
    add("line", part.theme.symbol.stroke);
    draft.differs(
        "Borders are drawn as outlines of units, each by both of its neighbours: dashes may close up, and the outer "
        "edge "
        "has the stroke of the others besides its own.");
}

}  // namespace

void add_line(Draft& draft, const Part& part, const Line& line) {
    Json& layer = draft.add_layer(part.theme.id + "/" + line.name, "line", part.records, line.zoom, line.filter);
    layer["layout"] = {{"line-join", "round"}, {"line-cap", line.dash.empty() ? "round" : "butt"}};
    Json& paint = layer["paint"];
    paint["line-color"] = line.colour;
    paint["line-width"] = by_zoom(line.stroke.width);
    if (line.opacity != Json(1.0)) paint["line-opacity"] = line.opacity;
    if (!line.dash.empty()) paint["line-dasharray"] = dashes(line.dash, line.stroke.width);
}

Json stroke_colour(const Part& part, std::size_t variant, std::optional<Stroke> Symbol::*stroke) {
    return part.records.by_kind(
        [&](std::size_t kind) { return colour((part.theme.symbol_of(variant, kind).*stroke)->colour); });
}

double of_two(double opacity) {
    return 1 - std::sqrt(1 - opacity);
}

void add_outer_edge(Draft& draft, const Part& part) {
    if (!part.theme.is_units() || !filled(draft, part)) return;
    const auto& [edge, casing] = std::tie(part.theme.outer, part.theme.outer_casing);
    const ZoomCurve none(0);
    if (casing) add_outer(draft, part, "outer-casing", *casing, edge ? edge->width : none);
    if (edge) add_outer(draft, part, "outer", *edge, edge->width);
}

void add_lines(Draft& draft, const Part& part) {
    if (part.theme.is_units()) return add_borders(draft, part);
    if (part.theme.symbol.shape != Shape::line) return;
    // Casings of the whole layer lie under all its lines, so that crossings look like crossings.
    add_line_set(draft, part, "casing", &Symbol::casing);
    add_line_set(draft, part, "line", &Symbol::stroke);
}

}  // namespace sanvat::tiler::style
