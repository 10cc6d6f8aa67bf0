// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "analysis/provenance_count.hpp"
#include "tiler/classed_figure.hpp"
#include "tiler/legend.hpp"
#include "tiler/map_view.hpp"
#include "tiler/sprite.hpp"
#include "tiler/style_records.hpp"
#include "tiler/tile_json.hpp"

namespace sanvat::tiler {

namespace {

using namespace style;
using analysis::provenances;

std::size_t index_of(data::Provenance provenance) {
    return static_cast<std::size_t>(provenance);
}

/// Opacity of each of two equal lines, one over the other, that together have this one.
double of_two(double opacity) {
    return 1 - std::sqrt(1 - opacity);
}

class StyleBuilder {
public:
    StyleBuilder(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                 const std::vector<std::shared_ptr<const SceneLayer>>& scene, const StyleLinks& links)
        : theme_(theme), snapshot_(snapshot), plan_(plan), scene_(scene), links_(links) {}

    Json build() {
        choose_records();
        add_background();
        each([&](const Part& part) { add_outer_edge(part); });
        each([&](const Part& part) { add_fill(part); });
        each([&](const Part& part) { add_lines(part); });
        each([&](const Part& part) { add_symbols(part, false); });
        add_labels(false);
        // On top, so that they take their room before any name does; none is hidden by a name.
        each([&](const Part& part) { add_symbols(part, true); });
        add_labels(true);
        return document();
    }

private:
    /// A layer of the plan that can be drawn.
    struct Part {
        const ThemeLayer& theme;
        const SceneLayer& scene;
        Records records;
    };

    template <typename Visit>
    void each(Visit visit) {
        for (const Part& part : parts_)
            visit(part);
    }

    void choose_records() {
        for (const std::size_t i : plan_.layers) {
            const ThemeLayer& layer = plan_.style->layers[i];
            const bool apart = layer.backdrop && links_.backdrop_query != links_.record_query;
            if (const auto records = Records::in_tiles(layer, *scene_[i], apart ? "backdrop" : "production")) {
                auto& wanted = apart ? backdrop_layers_ : record_layers_;
                const auto name = records->tiles()->id();
                if (std::ranges::find(wanted, name) == wanted.end()) wanted.push_back(name);
                parts_.push_back({layer, *scene_[i], *records});
            } else if (layer.symbol.shape == Shape::fill && layer.source != ThemeSource::density) {
                leave_out(layer.id, "vector tiles do not hold these areas, or too many to tell them apart");
            } else if (const SceneItems& items = drawn_items(layer, *scene_[i]); embed(layer.id, items, layer)) {
                parts_.push_back({layer, *scene_[i], Records::in_document(layer, items, layer.id)});
            }
        }
    }

    bool embed(const std::string& source, const SceneItems& items, const ThemeLayer& layer) {
        if (positions_in(items) > most_embedded) {
            leave_out(source, "vector tiles do not hold it, and it is too large for the document");
            return false;
        }
        sources_[source] = {{"type", "geojson"}, {"data", embedded(items, layer, plan_.filter)}};
        return true;
    }

    void leave_out(const std::string& layer, const char* why) { left_out_.push_back({{"layer", layer}, {"why", why}}); }

    Json& add_layer(std::string id, const char* type) {
        layers_.push_back({{"id", std::move(id)}, {"type", type}});
        return layers_.back();
    }

    static void set_filter(Json& layer, Json filter) {
        if (filter != Json(true)) layer["filter"] = std::move(filter);
    }

    /// A value for each provenance from its mark.
    template <typename Value>
    [[nodiscard]] Json marked(const Part& part, Value value) const {
        std::array<Json, 3> values;
        for (const auto provenance : provenances)
            values[index_of(provenance)] = value(theme_.mark(provenance));
        return part.records.by_provenance(values);
    }

    void add_background() {
        if (!plan_.style->background) return;
        add_layer("background", "background")["paint"] = {{"background-color", colour(*plan_.style->background)}};
    }

    /// Under all fills, which leave of a wide line what is outside of all units.
    void add_outer_edge(const Part& part) {
        if (!part.theme.is_units() || !filled(part)) return;
        const auto& [edge, casing] = std::tie(part.theme.outer, part.theme.outer_casing);
        const ZoomCurve none(0);
        if (casing) add_outer(part, "outer-casing", *casing, edge ? edge->width : none);
        if (edge) add_outer(part, "outer", *edge, edge->width);
    }

    /// By the layer or, where that has borders alone, by the units' figure.
    [[nodiscard]] bool filled(const Part& part) const {
        if (!plan_.style->background) return false;
        return part.theme.symbol.fill_opacity == 1 || std::ranges::any_of(parts_, [](const Part& other) {
                   return other.theme.source == ThemeSource::figure && other.theme.classes->opacity == 1;
               });
    }

    /// As wide as the stroke, and `more`, which makes up for the half that fills hide. Mixed with the background, since
    /// a clear line is darker wherever it meets itself.
    void add_outer(const Part& part, const char* name, const Stroke& stroke, const ZoomCurve& more) {
        Stroke wide = stroke;
        wide.width = combined(stroke.width, more, [](double width, double added) { return width + added; });
        const Colour seen = mix(stroke.colour, *plan_.style->background, stroke.opacity);
        add_line(part, {name, wide, colour(seen), 1.0, part.records.is_taken(), part.theme.zoom, wide.dash});
    }

    /// A line layer of the style.
    struct Line {
        std::string name;  // within the theme's layer
        const Stroke& stroke;
        Json colour;
        Json opacity;
        Json filter;
        ZoomRange zoom;
        std::vector<double> dash;
    };

    void add_line(const Part& part, const Line& line) {
        Json& layer = add_layer(part.theme.id + "/" + line.name, "line");
        part.records.refer(layer);
        set_zooms(layer, line.zoom);
        set_filter(layer, line.filter);
        layer["layout"] = {{"line-join", "round"}, {"line-cap", line.dash.empty() ? "round" : "butt"}};
        Json& paint = layer["paint"];
        paint["line-color"] = line.colour;
        paint["line-width"] = by_zoom(line.stroke.width);
        if (line.opacity != Json(1.0)) paint["line-opacity"] = line.opacity;
        if (!line.dash.empty()) paint["line-dasharray"] = dashes(line.dash, line.stroke.width);
    }

    /// The colour of a stroke, which kinds may change.
    static Json stroke_colour(const Part& part, std::size_t variant, std::optional<Stroke> Symbol::*stroke) {
        return part.records.by_kind(
            [&](std::size_t kind) { return colour((part.theme.symbol_of(variant, kind).*stroke)->colour); });
    }

    /// Calls for each variant with the ending of its layers' names; what is less important comes first.
    template <typename Visit>
    static void each_variant(const Part& part, Visit visit) {
        for (std::size_t v = part.theme.variants.size() + 1; v-- > 0;)
            visit(v, v == 0 ? std::string() : "-" + std::to_string(v));
    }

    void add_fill(const Part& part) {
        if (part.theme.symbol.shape != Shape::fill) return;
        if (part.theme.is_units()) return add_unit_fill(part);
        if (part.theme.is_thematic()) return add_classes(part);
        each_variant(part, [&](std::size_t v, const std::string& ending) { add_area(part, v, ending); });
    }

    void add_unit_fill(const Part& part) {
        if (!plan_.style->background || part.theme.symbol.fill_opacity == 0) return;
        Json& layer = add_layer(part.theme.id + "/fill", "fill");
        part.records.refer(layer);
        set_zooms(layer, part.theme.zoom);
        set_filter(layer, part.records.is_taken());
        layer["paint"] = {{"fill-color", unit_colours(part)}};
        if (part.theme.symbol.fill_opacity != 1) layer["paint"]["fill-opacity"] = part.theme.symbol.fill_opacity;
    }

    /// Tints by unit, as they were chosen so that neighbours differ.
    static Json unit_colours(const Part& part) {
        const auto& tints = part.theme.tints;
        if (tints.empty()) return colour(part.theme.symbol.fill);
        return part.records.by_look([&](std::uint32_t look) { return colour(tints[look]); }, colour(tints.front()));
    }

    /// Units or cells by their class, and over them what tells how much of the figure is made up.
    void add_classes(const Part& part) {
        Json& layer = add_layer(part.theme.id + "/fill", "fill");
        part.records.refer(layer);
        set_zooms(layer, part.theme.zoom);
        const ClassColours& colours = *part.theme.classes;
        const auto class_of = [](std::uint32_t look) { return look % SceneLayer::kind_step; };
        layer["paint"] = {{"fill-color", part.records.by_look(
                                             [&](std::uint32_t look) {
                                                 return colour(colours.at(class_of(look) % ClassedFigure::most_looks,
                                                                          class_of(look) / ClassedFigure::most_looks));
                                             },
                                             "rgba(0,0,0,0)")},
                          {"fill-opacity", colours.opacity}};
        if (part.theme.symbol.stroke)
            add_line(part, {"line",
                            *part.theme.symbol.stroke,
                            colour(part.theme.symbol.stroke->colour),
                            of_two(part.theme.symbol.stroke->opacity),
                            true,
                            part.theme.zoom,
                            {}});
        for (const MadeUp share : {MadeUp::most, MadeUp::some})
            add_hatching(part, share);
    }

    void add_hatching(const Part& part, MadeUp share) {
        const auto kind = static_cast<std::size_t>(share);
        Json hatched =
            part.records.by_look([&](std::uint32_t look) { return SceneLayer::kind_of(look) == kind; }, false);
        if (hatched == Json(false)) return;
        Json& layer = add_layer(part.theme.id + (share == MadeUp::most ? "/made-up" : "/made-up-in-part"), "fill");
        part.records.refer(layer);
        set_zooms(layer, part.theme.zoom);
        set_filter(layer, std::move(hatched));
        layer["paint"] = {{"fill-pattern", hatching_name(part.theme, share)}};
    }

    void add_area(const Part& part, std::size_t variant, const std::string& ending) {
        const Symbol& symbol = part.theme.symbol_of(variant);
        const Json filter = part.records.is_variant(variant);
        const ZoomRange zoom = part.theme.zoom_of(variant);
        Json& layer = add_layer(part.theme.id + "/fill" + ending, "fill");
        part.records.refer(layer);
        set_zooms(layer, zoom);
        set_filter(layer, filter);
        const auto fill = [&](std::size_t kind) { return colour(part.theme.symbol_of(variant, kind).fill); };
        layer["paint"] = {{"fill-color", part.records.by_kind(fill)},
                          {"fill-opacity", marked(part, [&](const ProvenanceMark& mark) {
                               return symbol.fill_opacity * (mark.hollow() ? mark.fill : 1);
                           })}};
        if (symbol.stroke) add_area_outlines(part, variant, ending);
    }

    /// Two layers where marks differ: MapLibre does not choose dashes by attributes.
    void add_area_outlines(const Part& part, std::size_t variant, const std::string& ending) {
        static const std::vector<double> hollow_dash{ProvenanceMark::hollow_dash, ProvenanceMark::hollow_gap};
        const Stroke& stroke = *part.theme.symbol_of(variant).stroke;
        const Json opacity = marked(part, [&](const ProvenanceMark& mark) { return stroke.opacity * mark.opacity; });
        const Json hollow = marked(part, [](const ProvenanceMark& mark) { return mark.hollow(); });
        Line line{"outline" + ending,
                  stroke,
                  stroke_colour(part, variant, &Symbol::stroke),
                  opacity,
                  part.records.is_variant(variant),
                  part.theme.zoom_of(variant),
                  stroke.dash};
        if (!stroke.dash.empty() || hollow == Json(false)) return add_line(part, line);
        const Json filter = line.filter;
        if (hollow != Json(true)) {
            line.filter = all({filter, no(hollow)});
            add_line(part, line);
            line.name = "outline-hollow" + ending;
            line.filter = all({filter, hollow});
        }
        line.dash = hollow_dash;
        add_line(part, line);
    }

    void add_lines(const Part& part) {
        if (part.theme.is_units()) return add_borders(part);
        if (part.theme.symbol.shape != Shape::line) return;
        // Casings of the whole layer lie under all its lines, so that crossings look like crossings.
        add_line_set(part, "casing", &Symbol::casing);
        add_line_set(part, "line", &Symbol::stroke);
    }

    void add_line_set(const Part& part, const char* name, std::optional<Stroke> Symbol::*stroke_of) {
        each_variant(part, [&](std::size_t v, const std::string& ending) {
            const auto& stroke = part.theme.symbol_of(v).*stroke_of;
            if (!stroke) return;
            const Json opacity =
                marked(part, [&](const ProvenanceMark& mark) { return stroke->opacity * mark.opacity; });
            add_line(part, {name + ending, *stroke, stroke_colour(part, v, stroke_of), opacity,
                            part.records.is_variant(v), part.theme.zoom_of(v), stroke->dash});
        });
    }

    /// Tiles hold units, not borders: each border is drawn twice, as part of the outline of either neighbour.
    void add_borders(const Part& part) {
        const auto add = [&](const char* name, const std::optional<Stroke>& stroke) {
            if (!stroke || stroke->opacity == 0) return;
            add_line(part, {name, *stroke, colour(stroke->colour), of_two(stroke->opacity), part.records.is_taken(),
                            part.theme.zoom, stroke->dash});
        };
        add("casing", part.theme.symbol.casing);
        add("line", part.theme.symbol.stroke);
        borders_ = true;
    }

    /// Below the names those that names pass over, above them those that names keep clear of.
    void add_symbols(const Part& part, bool above) {
        if (!part.theme.has_marks()) return;
        const auto records = marked_records(part);
        if (!records) return;
        each_variant(part, [&](std::size_t v, const std::string& ending) {
            ZoomRange zoom = part.theme.zoom_of(v);
            const int border = part.theme.labels_avoid_from;
            above ? zoom.first = std::max(zoom.first, border) : zoom.last = std::min(zoom.last, border - 1);
            if (zoom.first > zoom.last) return;
            Json& layer = add_layer(part.theme.id + (above ? "/symbol" : "/symbol-below") + ending, "symbol");
            records->refer(layer);
            set_zooms(layer, zoom);
            set_filter(layer, records->is_variant(v));
            layer["layout"] = {{"icon-image", icon(part.theme, *records, v)},
                               {"icon-allow-overlap", true},
                               {"icon-ignore-placement", !above},
                               {"icon-padding", 0},
                               {"symbol-sort-key", records->by_provenance({2, 1, 0})}};
        });
    }

    /// Where symbols stand: of an area at one place of it. Nothing where the document would be too large.
    std::optional<Records> marked_records(const Part& part) {
        if (part.theme.symbol.shape != Shape::fill) return part.records;
        return places_of(part, part.theme.id + "/mark");
    }

    /// The one place of each area.
    std::optional<Records> places_of(const Part& part, const std::string& source) {
        if (!embed(source, part.scene.points, part.theme)) return std::nullopt;
        return Records::in_document(part.theme, part.scene.points, source);
    }

    /// A picture for each of the zooms at which it changes.
    static Json icon(const ThemeLayer& layer, const Records& records, std::size_t variant) {
        std::array<Json, 3> names;
        for (const auto provenance : provenances)
            names[index_of(provenance)] = data::to_string(provenance);
        const auto at = [&](int zoom) {
            return Json::array({"concat", sprite_name(layer, variant), Json::array({"var", "kind"}), ".",
                                Json::array({"var", "provenance"}), "." + std::to_string(zoom)});
        };
        const auto zooms = sprite_zooms(layer, variant);
        Json by_zoom = at(zooms.front());
        if (zooms.size() > 1) by_zoom = Json::array({"step", Json::array({"zoom"}), std::move(by_zoom)});
        for (std::size_t i = 1; i < zooms.size(); ++i) {
            by_zoom.push_back(to_maplibre(zooms[i]));
            by_zoom.push_back(at(zooms[i]));
        }
        return Json::array({"let", "kind", records.by_kind([](std::size_t kind) { return std::to_string(kind); }),
                            "provenance", records.by_provenance(names), std::move(by_zoom)});
    }

    /// The most important last: MapLibre places names from the top layer down.
    void add_labels(bool on_symbols) {
        std::vector<const Part*> order;
        each([&](const Part& part) {
            if (part.theme.label && part.theme.label->on_symbol == on_symbols) order.push_back(&part);
        });
        std::ranges::stable_sort(
            order, [](const Part* a, const Part* b) { return a->theme.label->rank > b->theme.label->rank; });
        for (const Part* part : order)
            add_label(*part);
    }

    void add_label(const Part& part) {
        const std::string name = part.theme.id + "/label";
        // Cut into tiles, an area would be named once in each.
        const bool area = part.theme.symbol.shape == Shape::fill;
        const auto records = area ? places_of(part, name) : part.records;
        if (!records) return;
        const auto text = records->label();
        if (!text) return leave_out(name, "vector tiles do not hold the text");
        Json& layer = add_layer(name, "symbol");
        records->refer(layer);
        set_zooms(layer, part.theme.label->zoom);
        set_filter(layer, is_named(part.theme, *records));
        layer["layout"] = text_layout(part.theme, *text, *records);
        layer["paint"] = text_paint(*part.theme.label);
    }

    /// Names only what is drawn.
    [[nodiscard]] Json is_named(const ThemeLayer& layer, const Records& records) const {
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
        if (layer.symbol.shape != Shape::fill) add_provenances(*layer.label, records, conditions);
        return all(std::move(conditions));
    }

    void add_provenances(const LabelRule& rule, const Records& records, std::vector<Json>& conditions) const {
        for (const auto provenance : provenances) {
            const int first = theme_.mark(provenance).names_from;
            if (first <= rule.zoom.first) continue;
            conditions.push_back(any({no(records.has_provenance(provenance)), shows_at({first, ZoomRange().last})}));
        }
    }

    [[nodiscard]] Json text_layout(const ThemeLayer& layer, const Json& text, const Records& records) const {
        const LabelRule& rule = *layer.label;
        const auto in_ems = [&](double pixels) {
            return by_zoom(combined(rule.size, rule.size, [&](double size, double) { return pixels / size; }));
        };
        Json layout{{"text-field", text},
                    {"text-font", Json::array({theme_.font(rule.face).face})},
                    {"text-size", by_zoom(rule.size)}};
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

    /// Pictures break a line after the word that makes it too long, MapLibre before it.
    static constexpr double longest_line = 1.6;

    /// Where a name may stand beside its symbol, best first: clear of the square that holds its picture, which takes
    /// that room.
    static void put_beside(const ThemeLayer& layer, const Records& records, Json& layout) {
        layout["text-variable-anchor"] =
            Json::array({"left", "right", "top", "bottom", "top-left", "bottom-left", "top-right", "bottom-right"});
        layout["text-offset"] = offset_by_zoom(layer, records);
        layout["text-padding"] = text_padding;
        layout["text-justify"] = "auto";
    }

    static constexpr double text_padding = 1;  // pixels

    /// An offset for each of the zooms between which it is linear.
    static Json offset_by_zoom(const ThemeLayer& layer, const Records& records) {
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

    /// By variant, since some are larger than others.
    static Json offset(const ThemeLayer& layer, double zoom) {
        // MapLibre moves what stands above or below so much closer, ems.
        constexpr double baseline = 7.0 / 24;
        const auto of_variant = [&](std::size_t v) {
            const double ems = (sprite_side(layer.symbol_of(v), zoom) / 2 + text_padding) / layer.label->size.at(zoom);
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

    [[nodiscard]] static Json text_paint(const LabelRule& rule) {
        constexpr double halo_opacity = 0.85;
        return {{"text-color", colour(rule.colour)},
                {"text-halo-color", colour(rule.halo, halo_opacity)},
                {"text-halo-width", rule.halo_radius}};
    }

    [[nodiscard]] Json tiles_source(const std::vector<std::string_view>& layers, const std::string& query) const {
        std::string url = links_.tiles + "?layers=";
        for (const std::string_view layer : layers)
            url.append(url.ends_with('=') ? "" : ",").append(layer);
        if (!query.empty()) url += "&" + query;
        return {{"type", "vector"},
                {"tiles", Json::array({url})},
                {"minzoom", offered_first_zoom},
                {"maxzoom", offered_last_vector_zoom},
                {"bounds", map_view(snapshot_).bounds},
                {"attribution", snapshot_.content().attribution}};
    }

    [[nodiscard]] Json metadata() const {
        Json result{{"sanvat:style", plan_.style->id}, {"sanvat:as_of", plan_.as_of.to_string()}};
        if (const auto units = units_date(snapshot_, plan_)) result["sanvat:units_as_of"] = units->to_string();
        if (!left_out_.empty()) result["sanvat:left_out"] = left_out_;
        Json differs = differs_;
        if (borders_) {
            differs.push_back(
                "Borders are drawn as outlines of units, each by both of its neighbours: dashes may close up, and the "
                "outer edge has the stroke of the others besides its own.");
        }
        if (!differs.empty()) result["sanvat:differs"] = differs;
        return result;
    }

    Json document() {
        const MapView view = map_view(snapshot_);
        const std::string& title = snapshot_.content().title;
        if (!record_layers_.empty()) sources_["production"] = tiles_source(record_layers_, links_.record_query);
        if (!backdrop_layers_.empty()) sources_["backdrop"] = tiles_source(backdrop_layers_, links_.backdrop_query);
        return {{"version", 8},
                {"name", (title.empty() ? "" : title + " – ") + plan_.style->title.in("vi")},
                {"metadata", metadata()},
                {"center", view.center},
                {"zoom", to_maplibre(view.zoom)},
                {"sources", std::move(sources_)},
                {"sprite", links_.sprite},
                {"glyphs", links_.glyphs},
                {"layers", std::move(layers_)}};
    }

    const Theme& theme_;
    const analysis::Snapshot& snapshot_;
    const MapPlan& plan_;
    const std::vector<std::shared_ptr<const SceneLayer>>& scene_;
    const StyleLinks& links_;
    std::vector<Part> parts_;
    std::vector<std::string_view> record_layers_;    // of the tiles
    std::vector<std::string_view> backdrop_layers_;  // likewise
    Json sources_ = Json::object();
    std::vector<Json> layers_;
    std::vector<Json> left_out_;
    std::vector<std::string> differs_;
    bool borders_ = false;
};

}  // namespace

std::string style_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                       const std::vector<std::shared_ptr<const SceneLayer>>& scene, const StyleLinks& links) {
    return StyleBuilder(theme, snapshot, plan, scene, links).build().dump();
}

}  // namespace sanvat::tiler
