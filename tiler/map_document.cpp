// SPDX-License-Identifier: Apache-2.0
#include "tiler/map_document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "analysis/provenance_count.hpp"
#include "data/value.hpp"
#include "tiler/label_plan.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/xml_writer.hpp"

namespace sanvat::tiler {

namespace {

using analysis::provenances;

/// Points smaller than this have no room for an icon, in pixels.
constexpr double least_with_icon = 11;

/// Of an icon's size to that of its symbol, so that it stays inside.
double icon_share(Shape shape) {
    if (shape == Shape::square) return 0.74;
    return shape == Shape::diamond || shape == Shape::triangle ? 0.48 : 0.62;
}

class DocumentBuilder {
public:
    DocumentBuilder(const Theme& theme, const MapStyle& style, int zoom, NamesAtEdge names, LabelPlacing placing)
        : theme_(theme), style_(style), zoom_(zoom), names_(names), placing_(placing) {}

    MapDocument build() {
        xml_.open("Map").attribute("srs", "epsg:3857");
        if (style_.background) xml_.attribute("background-color", to_string(*style_.background));
        for (const auto face : {FontFace::regular, FontFace::bold, FontFace::italic})
            add_font(face);
        each_layer([&](std::size_t i, const ThemeLayer& layer) { add_fill(i, layer); });
        each_layer([&](std::size_t i, const ThemeLayer& layer) { add_line(i, layer); });
        each_layer([&](std::size_t i, const ThemeLayer& layer) { add_points(i, layer); });
        add_labels();
        xml_.close();
        return {xml_.str(), std::move(layers_)};
    }

private:
    template <typename Visit>
    void each_layer(Visit visit) {
        for (std::size_t i = 0; i < style_.layers.size(); ++i)
            visit(i, style_.layers[i]);
    }

    static std::string face_name(FontFace face) { return "face" + std::to_string(static_cast<int>(face)); }

    void add_font(FontFace face) {
        xml_.open("FontSet").attribute("name", face_name(face));
        xml_.open("Font").attribute("face-name", theme_.font(face).face).close();
        xml_.close();
    }

    /// Writes a style by `rules` and a layer that uses it, unless no rule came out.
    template <typename Rules>
    void add_map_layer(MapLayer layer, Rules rules) {
        XmlWriter outside = xml_;
        has_rules_ = false;
        widest_ = 0;
        patterns_.clear();
        xml_.open("Style").attribute("name", layer.name).attribute("filter-mode", "first");
        rules();
        xml_.close();
        if (!has_rules_) {
            xml_ = std::move(outside);
            return;
        }
        xml_.open("Layer").attribute("name", layer.name).attribute("srs", "epsg:3857");
        xml_.open("StyleName").text(layer.name).close();
        xml_.close();
        if (layer.set != SceneSet::points && !layer.labels) {
            constexpr int antialiasing = 2;
            layer.reach_px = static_cast<int>(std::ceil(widest_ / 2)) + antialiasing;
            if (patterns_.size() <= 1) layer.pattern_px = patterns_.empty() ? 0 : *patterns_.begin();
        }
        layers_.push_back(std::move(layer));
    }

    void open_rule(const std::string& filter) {
        has_rules_ = true;
        xml_.open("Rule");
        if (!filter.empty()) xml_.open("Filter").text(filter).close();
    }

    static std::string look_is(std::uint32_t look) { return "[look] = " + std::to_string(look); }

    void add_stroke(const Stroke& stroke, double opacity, const std::vector<double>& dash) {
        std::string dashes;
        for (const double length : dash)
            dashes += (dashes.empty() ? "" : ",") + data::to_text(length);
        widest_ = std::max(widest_, stroke.width.at(zoom_));
        if (!dash.empty()) patterns_.insert(std::reduce(dash.begin(), dash.end()));
        xml_.open("LineSymbolizer")
            .attribute("stroke", to_string(stroke.colour))
            .attribute("stroke-width", stroke.width.at(zoom_))
            .attribute("stroke-opacity", stroke.opacity * opacity)
            .attribute("stroke-linejoin", "round")
            .attribute("stroke-linecap", dash.empty() ? "round" : "butt");
        // Lines come cut to what is seen. Mapnik's clipping takes short cuts where a line leaves the picture and comes
        // back, and lets dashes begin anew.
        xml_.attribute("clip", "false");
        if (!dashes.empty()) xml_.attribute("stroke-dasharray", dashes);
        xml_.close();
    }

    void add_stroke(const Stroke& stroke, double opacity = 1) { add_stroke(stroke, opacity, stroke.dash); }

    /// One rule for each look of a variant that shows at the zoom.
    template <typename Rule>
    void each_look(const ThemeLayer& layer, Rule rule) {
        for (std::size_t v = 0; v <= layer.variants.size(); ++v) {
            if (!layer.zoom_of(v).holds(zoom_)) continue;
            for (std::size_t kind = 0; kind < layer.kind_count(); ++kind)
                each_provenance(layer, v, kind, rule);
        }
    }

    template <typename Rule>
    void each_provenance(const ThemeLayer& layer, std::size_t variant, std::size_t kind, Rule rule) {
        const Symbol symbol = layer.symbol_of(variant, kind);
        for (const auto provenance : provenances) {
            open_rule(look_is(SceneLayer::look_of(variant, provenance, kind)));
            rule(symbol, theme_.mark(provenance));
            xml_.close();
        }
    }

    void add_polygon(Colour fill, double opacity) {
        xml_.open("PolygonSymbolizer")
            .attribute("fill", to_string(fill))
            .attribute("fill-opacity", opacity)
            .attribute("clip", "true")
            .close();
    }

    void add_fill(std::size_t i, const ThemeLayer& layer) {
        if (layer.symbol.shape != Shape::fill || !layer.zoom.holds(zoom_)) return;
        if (layer.is_units() && !style_.background) return;
        if (layer.is_thematic()) return add_classes(i, layer);
        add_map_layer({layer.id + "/fill", i, SceneSet::polygons, false}, [&] {
            if (layer.is_units()) {
                add_unit_fills(layer);
            } else {
                each_look(layer, [&](const Symbol& symbol, const ProvenanceMark& mark) { add_area(symbol, mark); });
            }
        });
    }

    /// Fills by class, and over them what tells how much of the figure is made up.
    void add_classes(std::size_t i, const ThemeLayer& layer) {
        const ClassColours& colours = *layer.classes;
        const auto fills = [&] {
            for (std::size_t classes = 1; classes <= analysis::most_classes; ++classes) {
                for (std::size_t number = 0; number < classes; ++number) {
                    open_rule(of_any_kind(ClassedFigure::look_of(number, classes)));
                    add_polygon(colours.at(number, classes), colours.opacity);
                    if (layer.symbol.stroke) add_stroke(*layer.symbol.stroke);
                    xml_.close();
                }
            }
        };
        add_map_layer({layer.id + "/fill", i, SceneSet::polygons, false}, fills);
        add_map_layer({layer.id + "/made-up", i, SceneSet::polygons, false}, [&] {
            add_pattern(MadeUp::most, colours.most_illustrative);
            add_pattern(MadeUp::some, colours.some_illustrative);
        });
    }

    void add_pattern(MadeUp share, const std::string& icon) {
        open_rule("[look] >= " + std::to_string(SceneLayer::kind_step * static_cast<std::uint32_t>(share)));
        xml_.open("PolygonPatternSymbolizer").attribute("file", file_of(icon)).attribute("clip", "true").close();
        xml_.close();
    }

    [[nodiscard]] std::string file_of(std::string_view icon) const { return icon_file(theme_.file, icon).string(); }

    void add_area(const Symbol& symbol, const ProvenanceMark& mark) {
        add_polygon(symbol.fill, symbol.fill_opacity * (mark.hollow() ? mark.fill : 1));
        if (!symbol.stroke) return;
        const bool hollow = mark.hollow() && symbol.stroke->dash.empty();
        add_stroke(*symbol.stroke, mark.opacity,
                   hollow ? std::vector<double>{ProvenanceMark::hollow_dash, ProvenanceMark::hollow_gap}
                          : symbol.stroke->dash);
    }

    void add_unit_fills(const ThemeLayer& layer) {
        if (layer.symbol.fill_opacity == 0) return;
        const std::size_t count = std::max<std::size_t>(1, layer.tints.size());
        for (std::size_t tint = 0; tint < count; ++tint) {
            open_rule(look_is(static_cast<std::uint32_t>(tint)));
            add_polygon(layer.tints.empty() ? layer.symbol.fill : layer.tints[tint], layer.symbol.fill_opacity);
            xml_.close();
        }
    }

    void add_line(std::size_t i, const ThemeLayer& layer) {
        if (layer.is_thematic()) return;
        if (layer.is_units()) return add_boundaries(i, layer);
        if (layer.symbol.shape != Shape::line) return;
        // Casings of the whole layer lie under all its lines, so that crossings look like crossings.
        add_map_layer({layer.id + "/casing", i, SceneSet::lines, false}, [&] {
            each_look(layer, [&](const Symbol& symbol, const ProvenanceMark& mark) {
                if (symbol.casing) add_stroke(*symbol.casing, mark.opacity);
            });
        });
        add_map_layer({layer.id + "/line", i, SceneSet::lines, false}, [&] {
            each_look(layer, [&](const Symbol& symbol, const ProvenanceMark& mark) {
                if (symbol.stroke) add_stroke(*symbol.stroke, mark.opacity);
            });
        });
    }

    void add_boundaries(std::size_t i, const ThemeLayer& layer) {
        if (!layer.zoom.holds(zoom_)) return;
        const auto add = [&](const char* part, const std::optional<Stroke>& stroke, std::uint32_t look) {
            if (!stroke) return;
            MapLayer drawn{layer.id + part, i, SceneSet::lines, false};
            drawn.together = look;
            add_map_layer(drawn, [&] {
                open_rule(look_is(look));
                add_stroke(*stroke);
                xml_.close();
            });
        };
        add("/casing", layer.symbol.casing, SceneLayer::inner_look);
        add("/line", layer.symbol.stroke, SceneLayer::inner_look);
        add("/outer-casing", layer.outer_casing, SceneLayer::outer_look);
        add("/outer", layer.outer, SceneLayer::outer_look);
    }

    void add_points(std::size_t i, const ThemeLayer& layer) {
        if (!layer.has_marks()) return;
        add_map_layer({layer.id + "/point", i, SceneSet::points, false}, [&] {
            const bool kept_clear = zoom_ >= layer.labels_avoid_from;
            each_look(layer,
                      [&](const Symbol& symbol, const ProvenanceMark& mark) { add_marker(symbol, mark, kept_clear); });
        });
    }

    void add_marker(const Symbol& symbol, const ProvenanceMark& mark, bool kept_clear) {
        const bool hollow = mark.hollow();
        const double size = symbol.size.at(zoom_);
        open_marker(to_string(symbol.shape == Shape::fill ? Shape::circle : symbol.shape), size,
                    mix(symbol.fill, theme_.paper, mark.fill),
                    (symbol.shape == Shape::fill ? 1 : symbol.fill_opacity) * mark.opacity, !kept_clear);
        if (symbol.stroke) {
            xml_.attribute("stroke", to_string(hollow ? symbol.fill : symbol.stroke->colour))
                .attribute("stroke-width", symbol.stroke->width.at(zoom_))
                .attribute("stroke-opacity", symbol.stroke->opacity * mark.opacity);
        }
        xml_.close();
        if (symbol.icon.empty() || size < least_with_icon) return;
        const Colour icon = symbol.icon_colour.value_or(hollow ? symbol.fill : theme_.paper);
        open_marker(symbol.icon, size * icon_share(symbol.shape), icon, mark.opacity, true);
        xml_.close();
    }

    void open_marker(std::string_view icon, double size, Colour fill, double opacity, bool passed_over) {
        xml_.open("MarkersSymbolizer")
            .attribute("file", file_of(icon))
            .attribute("width", size)
            .attribute("height", size)
            .attribute("fill", to_string(fill))
            .attribute("fill-opacity", opacity)
            .attribute("allow-overlap", "true")
            .attribute("ignore-placement", passed_over ? "true" : "false");
    }

    void add_labels() {
        for (const std::size_t i : label_order(style_, zoom_)) {
            const ThemeLayer& layer = style_.layers[i];
            const bool along = layer.label->placement == LabelPlacement::line;
            if (placing_ == LabelPlacing::planned && !along) continue;
            MapLayer names{layer.id + "/label", i, along ? SceneSet::lines : SceneSet::points, true};
            names.counts_stacks = !layer.label->on_symbol;
            add_map_layer(names, [&] {
                open_rule(named_looks(layer));
                add_text(layer);
                xml_.close();
            });
        }
    }

    /// Names only what is drawn: empty where that is everything.
    [[nodiscard]] std::string named_looks(const ThemeLayer& layer) const {
        if (layer.is_units() || layer.is_thematic()) return {};
        std::string filter;
        bool all = true;
        for (std::size_t v = 0; v <= layer.variants.size(); ++v) {
            for (const auto provenance : provenances) {
                const auto look = SceneLayer::look_of(v, provenance);
                const bool named = has_name(theme_, layer, look, zoom_);
                all = all && named;
                if (named) filter += (filter.empty() ? "" : " or ") + named_look(layer, look);
            }
        }
        if (filter.empty()) return "false";
        return all ? std::string() : filter;
    }

    /// Of a layer of one kind the plain comparison, which is quicker.
    static std::string named_look(const ThemeLayer& layer, std::uint32_t look) {
        return layer.kind_count() == 1 ? look_is(look) : of_any_kind(look);
    }

    static std::string of_any_kind(std::uint32_t look) {
        return "[look] % " + std::to_string(SceneLayer::kind_step) + " = " + std::to_string(look);
    }

    void add_text(const ThemeLayer& layer) {
        const LabelRule& rule = *layer.label;
        xml_.open("TextSymbolizer")
            .attribute("fontset-name", face_name(rule.face))
            .attribute("size", rule.size.at(zoom_))
            .attribute("fill", to_string(rule.colour))
            .attribute("halo-fill", to_string(rule.halo))
            .attribute("halo-radius", rule.halo_radius)
            .attribute("halo-opacity", halo_opacity)
            .attribute("halo-rasterizer", "fast")
            .attribute("character-spacing", rule.spacing)
            .attribute("text-transform", rule.capitals ? "uppercase" : "none");
        if (names_ == NamesAtEdge::stay_inside) xml_.attribute("avoid-edges", "true");
        // Where the name has no room, its last line: the figure.
        if (layer.is_thematic() && !rule.beside) xml_.attribute("placement-type", "list");
        if (rule.placement == LabelPlacement::line) {
            xml_.attribute("placement", "line").attribute("spacing", 220).attribute("max-char-angle-delta", 30);
            xml_.attribute("margin", 12);
        } else {
            xml_.attribute("placement", "point").attribute("margin", rule.on_symbol ? 0 : label_margin_px);
            if (rule.wrap > 0) xml_.attribute("wrap-width", rule.wrap).attribute("line-spacing", line_spacing_px);
            if (rule.on_symbol) xml_.attribute("allow-overlap", "true");
            if (rule.beside) add_places_beside(label_distance_px(layer, zoom_));
        }
        xml_.text("[label]");
        if (layer.is_thematic() && !rule.beside) xml_.open("Placement").text("[label].replace('.*\\n', '')").close();
        xml_.close();
    }

    /// Where a name may stand beside its symbol, best first.
    void add_places_beside(double distance) {
        xml_.attribute("placement-type", "simple")
            .attribute("placements", "E,W,S,N,SE,NE,SW,NW")
            .attribute("dx", distance)
            .attribute("dy", distance);
    }

    const Theme& theme_;
    const MapStyle& style_;
    const int zoom_;
    const NamesAtEdge names_;
    const LabelPlacing placing_;
    XmlWriter xml_;
    std::vector<MapLayer> layers_;
    bool has_rules_ = false;
    // Of the lines of the layer that is being written.
    double widest_ = 0;
    std::set<double> patterns_;
};

}  // namespace

MapDocument map_document(const Theme& theme, const MapStyle& style, int zoom, NamesAtEdge names, LabelPlacing placing) {
    return DocumentBuilder(theme, style, zoom, names, placing).build();
}

}  // namespace sanvat::tiler
