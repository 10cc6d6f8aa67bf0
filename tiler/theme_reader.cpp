// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "data/error.hpp"
#include "data/toml_section.hpp"
#include "tiler/digest.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

namespace {

using data::TomlSection;

constexpr double widest_symbol = 64;  // pixels; the buffer around renderings counts on it
constexpr double largest_text = 40;   // pixels

// Names that paths of tiles use for other things.
constexpr std::string_view vector_tiles = "production";
constexpr std::string_view tile_matrix_set = "WebMercatorQuad";

/// What maps draw besides collections has properties too, so that themes can tell them apart.
bool has_property(const ThemeLayer& layer, std::string_view property) {
    switch (layer.source) {
        case ThemeSource::collection:
            return analysis::collection(layer.collection).find(property).has_value();
        case ThemeSource::roads:
            return property == "name" || property == "class";
        case ThemeSource::places:
            return property == "name" || property == "kind";
    }
    return false;
}

Shape natural_shape(const ThemeLayer& layer) {
    if (layer.source == ThemeSource::roads) return Shape::line;
    if (layer.source == ThemeSource::places) return Shape::circle;
    const auto geometry = analysis::collection(layer.collection).geometry;
    if (geometry == "line") return Shape::line;
    if (geometry == "polygon") return Shape::fill;
    return Shape::circle;
}

bool is_mark(Shape shape) {
    return shape != Shape::line && shape != Shape::fill;
}

std::optional<double> number_of(const data::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

/// Reads one theme file into a Theme.
class ThemeReader {
public:
    ThemeReader(const std::filesystem::path& file, TomlSection root) : file_(file), root_(std::move(root)) {}

    Theme read() {
        Theme theme;
        theme.file = file_;
        read_colours();
        theme.paper = colour(root_, "paper");
        read_fonts(theme);
        read_marks(theme);
        read_layers();
        read_styles(theme);
        root_.finish();
        return theme;
    }

private:
    void read_colours() {
        auto section = root_.section("colours");
        for (const std::string& name : section.keys()) {
            const auto value = parse_colour(section.text(name));
            if (!value) throw section.wrong(name, "is no colour", "write it as #rrggbb");
            colours_[name] = *value;
        }
    }

    /// "#rrggbb" or a name from [colours].
    Colour colour(TomlSection& section, std::string_view key) const { return named(section, key, section.text(key)); }

    [[nodiscard]] Colour named(const TomlSection& section, std::string_view key, const std::string& text) const {
        if (const auto value = parse_colour(text)) return *value;
        const auto found = colours_.find(text);
        if (found == colours_.end()) {
            throw section.wrong(key, "is no colour: \"" + text + "\"", "write #rrggbb or a name from [colours]");
        }
        return found->second;
    }

    void read_fonts(Theme& theme) {
        auto section = root_.section("fonts");
        const auto folders = section.texts("directories");
        const auto font = [&](const char* key) {
            auto part = section.section(key);
            ThemeFont result{part.text("face"), {}};
            const std::string name = part.text("file");
            for (const std::string& folder : folders) {
                const auto path = std::filesystem::path(folder) / name;
                if (result.file.empty() && std::filesystem::exists(path)) result.file = path;
            }
            if (result.file.empty()) {
                throw part.wrong("file", "is not installed: " + name,
                                 "install the font (Debian: fonts-noto-core) or add its folder to fonts.directories");
            }
            part.finish();
            return result;
        };
        theme.regular = font("regular");
        theme.bold = font("bold");
        theme.italic = font("italic");
        section.finish();
    }

    static Titles titles(TomlSection& section) {
        auto part = section.section("title");
        Titles result{part.text("vi"), part.text("en")};
        part.finish();
        return result;
    }

    void read_marks(Theme& theme) {
        auto section = root_.section("provenance");
        const auto mark = [&](const char* key) {
            auto part = section.section(key);
            ProvenanceMark result{part.number("fill", 0, 1), part.number("opacity", 0, 1), 0, titles(part)};
            if (part.has("names_from")) result.names_from = part.integer("names_from", 0, 22);
            part.finish();
            return result;
        };
        theme.reported = mark("reported");
        theme.derived = mark("derived");
        theme.illustrative = mark("illustrative");
        section.finish();
    }

    /// A number, or stops: [[8, 4.0], [14, 9.0]].
    static ZoomCurve curve(TomlSection& section, std::string_view key, double low, double high) {
        if (!section.is_list(key)) return {section.number(key, low, high)};
        std::vector<std::pair<double, double>> stops;
        for (const std::vector<data::Value>& stop : section.rows(key)) {
            const auto zoom = stop.size() == 2 ? number_of(stop[0]) : std::nullopt;
            const auto value = stop.size() == 2 ? number_of(stop[1]) : std::nullopt;
            const bool in_order = zoom && (stops.empty() || *zoom > stops.back().first);
            if (!in_order || !value || !(*value >= low && *value <= high)) {
                throw section.wrong(key, "has a stop that is wrong",
                                    "write [[zoom, value], …], zooms ascending, values from " +
                                        std::to_string(static_cast<int>(low)) + " to " +
                                        std::to_string(static_cast<int>(high)));
            }
            stops.emplace_back(*zoom, *value);
        }
        if (stops.empty()) throw section.wrong(key, "has no stops", "write [[zoom, value], …]");
        return ZoomCurve(std::move(stops));
    }

    static ZoomRange zooms(TomlSection& section, ZoomRange otherwise) {
        if (!section.has("zoom")) return otherwise;
        const auto ends = section.numbers("zoom", 0, 22);
        const auto whole = [](double v) { return v == static_cast<int>(v); };
        if (ends.size() != 2 || ends[0] > ends[1] || !std::ranges::all_of(ends, whole)) {
            throw section.wrong("zoom", "is no range of zooms", "write [first, last], whole numbers from 0 to 22");
        }
        return {static_cast<int>(ends[0]), static_cast<int>(ends[1])};
    }

    [[nodiscard]] Stroke stroke(TomlSection part) const {
        Stroke result;
        result.colour = colour(part, "colour");
        result.width = curve(part, "width", 0, widest_symbol);
        if (part.has("opacity")) result.opacity = part.number("opacity", 0, 1);
        if (part.has("dash")) result.dash = part.numbers("dash", 0.1, 1000);
        if (result.dash.size() % 2 != 0) throw part.wrong("dash", "ends with a dash", "give gaps too: [6, 3]");
        part.finish();
        return result;
    }

    std::optional<Stroke> optional_stroke(TomlSection& section, const char* key) const {
        if (!section.has(key)) return std::nullopt;
        return stroke(section.section(key));
    }

    /// Keys that are left out stay as in `otherwise`.
    [[nodiscard]] Symbol symbol(TomlSection part, const Symbol& otherwise) const {
        Symbol result = otherwise;
        if (part.has("shape")) {
            const auto shape = parse_shape(part.text("shape"));
            if (!shape || !is_mark(*shape) || !is_mark(otherwise.shape)) {
                throw part.wrong("shape", "does not fit",
                                 "points: circle, square, triangle, diamond or star; others none");
            }
            result.shape = *shape;
        }
        if (part.has("fill")) result.fill = colour(part, "fill");
        if (part.has("fill_opacity")) result.fill_opacity = part.number("fill_opacity", 0, 1);
        if (part.has("size")) result.size = curve(part, "size", 1, widest_symbol);
        if (part.has("stroke")) result.stroke = stroke(part.section("stroke"));
        if (part.has("casing")) result.casing = stroke(part.section("casing"));
        part.finish();
        return result;
    }

    [[nodiscard]] analysis::PropertyCondition condition(TomlSection part, const ThemeLayer& layer) const {
        const auto keys = part.keys();
        if (keys.size() != 1) throw part.wrong("", "is not one property", "write { property = [\"value\", …] }");
        const std::string& property = keys.front();
        const auto values = part.texts(property);
        if (!has_property(layer, property) || values.empty()) {
            throw part.wrong(property, "is no property of " + std::string(layer.collection_name()),
                             "see /collections/…/queryables");
        }
        if (layer.source != ThemeSource::collection) return {property, values};
        std::string list;
        for (const std::string& value : values)
            list += (list.empty() ? "" : ",") + value;
        try {
            return analysis::parse_condition(analysis::collection(layer.collection), property, list);
        } catch (const data::Error& error) {
            throw part.wrong(property, error.problem(), error.remedy());
        }
    }

    [[nodiscard]] LabelRule label(TomlSection part, const ThemeLayer& layer) const {
        LabelRule rule;
        rule.property = part.has("property") ? part.text("property") : "name";
        if (!has_property(layer, rule.property)) {
            throw part.wrong("property", "is no property of " + std::string(layer.collection_name()), "give another");
        }
        if (part.has("face")) rule.face = face(part);
        rule.size = curve(part, "size", 6, largest_text);
        rule.colour = colour(part, "colour");
        rule.halo = part.has("halo") ? colour(part, "halo") : Colour{255, 255, 255};
        if (part.has("halo_radius")) rule.halo_radius = part.number("halo_radius", 0, 5);
        rule.zoom = zooms(part, layer.zoom);
        rule.placement = natural_shape(layer) == Shape::line ? LabelPlacement::line : LabelPlacement::point;
        rule.beside = is_mark(natural_shape(layer));
        if (part.has("wrap")) rule.wrap = part.number("wrap", 0, 400);
        if (part.has("spacing")) rule.spacing = part.number("spacing", 0, 10);
        if (part.has("capitals")) rule.capitals = part.boolean("capitals");
        rule.rank = part.integer("rank", 1, 99);
        part.finish();
        return rule;
    }

    static FontFace face(TomlSection& part) {
        const auto name = part.text("face");
        if (name == "regular") return FontFace::regular;
        if (name == "bold") return FontFace::bold;
        if (name == "italic") return FontFace::italic;
        throw part.wrong("face", "is no face: \"" + name + "\"", "give regular, bold or italic");
    }

    static void read_source(TomlSection& section, ThemeLayer& layer) {
        const auto name = section.text("collection");
        if (name == "roads") {
            layer.source = ThemeSource::roads;
        } else if (name == "places") {
            layer.source = ThemeSource::places;
        } else if (const auto id = analysis::parse_collection(name)) {
            layer.collection = *id;
        } else {
            throw section.wrong("collection", "is not known: \"" + name + "\"", "give a collection, roads or places");
        }
    }

    void read_units(TomlSection& section, ThemeLayer& layer) const {
        if (!layer.is_units()) return;
        layer.outer = optional_stroke(section, "outer");
        layer.outer_casing = optional_stroke(section, "outer_casing");
        if (!section.has("tints")) return;
        for (const std::string& name : section.texts("tints"))
            layer.tints.push_back(named(section, "tints", name));
    }

    [[nodiscard]] ThemeLayer layer(const std::string& id, TomlSection section) const {
        ThemeLayer layer;
        layer.id = id;
        read_source(section, layer);
        layer.title = titles(section);
        if (section.has("visible")) layer.visible = section.boolean("visible");
        layer.backdrop = layer.is_units() || layer.source != ThemeSource::collection;
        if (!layer.backdrop && section.has("backdrop")) layer.backdrop = section.boolean("backdrop");
        layer.zoom = zooms(section, {});
        if (section.has("where")) layer.where = condition(section.section("where"), layer);
        Symbol plain;
        plain.shape = natural_shape(layer);
        layer.symbol = symbol(section.section("symbol"), plain);
        read_units(section, layer);
        if (section.has("variants")) {
            for (auto& part : section.sections("variants")) {
                Variant variant{condition(part.section("where"), layer), {}, zooms(part, layer.zoom)};
                variant.symbol = part.has("symbol") ? symbol(part.section("symbol"), layer.symbol) : layer.symbol;
                part.finish();
                layer.variants.push_back(std::move(variant));
            }
        }
        if (section.has("label")) layer.label = label(section.section("label"), layer);
        if (section.has("labels_avoid_from")) layer.labels_avoid_from = section.integer("labels_avoid_from", 0, 22);
        section.finish();
        return layer;
    }

    void read_layers() {
        auto section = root_.section("layers");
        for (const std::string& id : section.keys())
            layers_.emplace(id, layer(id, section.section(id)));
    }

    /// A colour, or "none".
    std::optional<Colour> background(TomlSection& section) const {
        if (section.text("background") == "none") return std::nullopt;
        return colour(section, "background");
    }

    void read_styles(Theme& theme) {
        auto section = root_.section("styles");
        for (const std::string& id : section.keys()) {
            auto part = section.section(id);
            if (id == vector_tiles || id == tile_matrix_set) {
                throw section.wrong(id, "is no name for a style", "it means something else in paths of tiles");
            }
            MapStyle style{id, titles(part), background(part), {}};
            for (const std::string& name : part.texts("layers")) {
                const auto found = layers_.find(name);
                if (found == layers_.end())
                    throw part.wrong("layers", "names an unknown layer: " + name, "see [layers]");
                style.layers.push_back(found->second);
            }
            part.finish();
            theme.styles.push_back(std::move(style));
        }
    }

    const std::filesystem::path& file_;
    TomlSection root_;
    std::map<std::string, Colour> colours_;
    std::map<std::string, ThemeLayer> layers_;
};

}  // namespace

std::shared_ptr<const Theme> load_theme(const std::filesystem::path& file) {
    const TomlSection root = data::read_toml(file);
    auto theme = std::make_shared<Theme>(ThemeReader(file, root).read());
    theme->digest = digest(root.source());
    return theme;
}

}  // namespace sanvat::tiler
