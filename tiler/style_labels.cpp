// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_labels.hpp"

#include <algorithm>
#include <set>

#include "tiler/sprite.hpp"

namespace sanvat::tiler::style {

namespace {

/// Pictures break a line after the word that makes it too long, MapLibre before it.
constexpr double longest_line = 1.6;
constexpr double text_padding = 1;  // pixels

void add_provenances(const Theme& theme, const LabelRule& rule, const Records& records, std::vector<Json>& conditions) {
    for (const auto provenance : analysis::provenances) {
        const int first = theme.mark(provenance).names_from;
        if (first <= rule.zoom.first) continue;
        conditions.push_back(any({no(records.has_provenance(provenance)), shows_at({first, ZoomRange().last})}));
    }
}

/// Names only what is drawn.
Json is_named(const Theme& theme, const ThemeLayer& layer, const Records& records) {
    if (layer.is_units() || layer.is_thematic()) return true;
    std::vector<Json> conditions;
    const bool alike = std::ranges::all_of(layer.variants, [&](const Variant& variant) {
        return variant.zoom.first == layer.zoom.first && variant.zoom.last == layer.zoom.last;
    });
    if (alike) {
        conditions = {records.is_taken(), shows_at(layer.zoom)};
    } else {
        std::vector<Json> shown;
        for (std::size_t v = 0; v <= layer.variants.size(); ++v)
            shown.push_back(all({records.is_variant(v), shows_at(layer.zoom_of(v))}));
        conditions.push_back(any(std::move(shown)));
    }
    // A made-up outline does not make a reported area's name doubtful.
    if (layer.symbol.shape != Shape::fill) add_provenances(theme, *layer.label, records, conditions);
    return all(std::move(conditions));
}

/// By variant, since some are larger than others.
Json offset(const ThemeLayer& layer, double zoom) {
    // MapLibre moves what stands above or below so much closer, ems.
    constexpr double baseline = 7.0 / 24;
    const auto of_variant = [&](std::size_t v) {
        const double ems = (sprite_side(layer.symbol_of(v), zoom) / 2.0 + text_padding) / layer.label->size.at(zoom);
        return Json::array({"literal", Json::array({rounded(ems), rounded(ems + baseline)})});
    };
    if (layer.variants.empty()) return of_variant(0);
    Json by_variant = Json::array({"match", Json::array({"var", "variant"})});
    for (std::size_t v = 1; v <= layer.variants.size(); ++v) {
        by_variant.push_back(v);
        by_variant.push_back(of_variant(v));
    }
    by_variant.push_back(of_variant(0));
    return by_variant;
}

/// An offset for each of the zooms between which it is linear.
Json offset_by_zoom(const ThemeLayer& layer, const Records& records) {
    std::set<double> zooms;
    const auto add_stops = [&](const ZoomCurve& curve) {
        for (const auto& [zoom, value] : curve.stops())
            zooms.insert(zoom);
    };
    add_stops(layer.label->size);
    for (std::size_t v = 0; v <= layer.variants.size(); ++v) {
        add_stops(layer.symbol_of(v).size);
        if (layer.symbol_of(v).stroke) add_stops(layer.symbol_of(v).stroke->width);
    }
    Json expression = Json::array({"interpolate", Json::array({"linear"}), Json::array({"zoom"})});
    for (const double zoom : zooms) {
        expression.push_back(zoom - 1);
        expression.push_back(offset(layer, zoom));
    }
    if (layer.variants.empty()) return expression;
    Json variant = Json::array({"case"});
    for (std::size_t v = 1; v <= layer.variants.size(); ++v) {
        variant.push_back(records.is_variant(v));
        variant.push_back(v);
    }
    variant.push_back(0);
    return Json::array({"let", "variant", std::move(variant), std::move(expression)});
}

/// Where a name may stand beside its symbol, best first: clear of the square that holds its picture, which takes
/// that room.
void put_beside(const ThemeLayer& layer, const Records& records, Json& layout) {
    layout["text-variable-anchor"] =
        Json::array({"left", "right", "top", "bottom", "top-left", "bottom-left", "top-right", "bottom-right"});
    layout["text-offset"] = offset_by_zoom(layer, records);
    layout["text-padding"] = text_padding;
    layout["text-justify"] = "auto";
}

Json text_layout(const ThemeLayer& layer, const std::string& face, const Json& text, const Records& records) {
    const LabelRule& rule = *layer.label;
    const auto in_ems = [&](double pixels) {
        return by_zoom(combined(rule.size, rule.size, [&](double size, double) { return pixels / size; }));
    };
    Json layout{{"text-field", text}, {"text-font", Json::array({face})}, {"text-size", by_zoom(rule.size)}};
    if (rule.capitals) layout["text-transform"] = "uppercase";
    if (rule.spacing > 0) layout["text-letter-spacing"] = in_ems(rule.spacing);
    if (!layer.is_units() && !layer.is_thematic()) layout["symbol-sort-key"] = records.by_provenance({0, 1, 2});
    if (rule.placement == LabelPlacement::line) {
        layout["symbol-placement"] = "line";
        layout["symbol-spacing"] = 220;
        layout["text-max-angle"] = 30;
        return layout;
    }
    if (rule.wrap > 0) layout["text-max-width"] = in_ems(longest_line * rule.wrap);
    if (rule.wrap == 0) layout["text-max-width"] = 1000;
    if (rule.beside) put_beside(layer, records, layout);
    if (rule.on_symbol) {
        layout["text-allow-overlap"] = true;
        layout["text-ignore-placement"] = true;
    }
    return layout;
}

Json text_paint(const LabelRule& rule) {
    return {{"text-color", colour(rule.colour)},
            {"text-halo-color", colour(rule.halo, halo_opacity)},
            {"text-halo-width", rule.halo_radius}};
}

void add_label(Draft& draft, const Part& part) {
    const std::string name = part.theme.id + "/label";
    // Cut into tiles, an area would be named once in each.
    const bool area = part.theme.symbol.shape == Shape::fill;
    const auto records = area ? draft.places_of(part, name) : part.records;
    if (!records) return;
    const auto text = records->label();
    if (!text) return draft.leave_out(name, "vector tiles do not hold the text");
    const LabelRule& rule = *part.theme.label;
    Json& layer = draft.add_layer(name, "symbol", *records, rule.zoom, is_named(draft.theme(), part.theme, *records));
    layer["layout"] = text_layout(part.theme, draft.theme().font(rule.face).face, *text, *records);
    layer["paint"] = text_paint(rule);
}

}  // namespace

void add_labels(Draft& draft, bool on_symbols) {
    std::vector<const Part*> order;
    for (const Part& part : draft.parts) {
        if (part.theme.label && part.theme.label->on_symbol == on_symbols) order.push_back(&part);
    }
    std::ranges::stable_sort(order,
                             [](const Part* a, const Part* b) { return a->theme.label->rank > b->theme.label->rank; });
    for (const Part* part : order)
        add_label(draft, *part);
}

}  // namespace sanvat::tiler::style
