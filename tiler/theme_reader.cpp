// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "data/error.hpp"
#include "data/toml_section.hpp"
#include "tiler/digest.hpp"
#include "tiler/font_faces.hpp"
#include "tiler/icon_fault.hpp"
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
        case ThemeSource::figure:
        case ThemeSource::density:
            return property == "name";
    }
    return false;
}

Shape natural_shape(const ThemeLayer& layer) {
    if (layer.source == ThemeSource::roads) return Shape::line;
    if (layer.source == ThemeSource::places) return Shape::circle;
    if (layer.is_thematic()) return Shape::fill;
    const auto geometry = analysis::collection(layer.collection).geometry;
    if (geometry == "line") return Shape::line;
    if (geometry == "polygon") return Shape::fill;
    return Shape::circle;
}

std::optional<double> as_double(const data::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

/// Opens the font. The face must be in the file: letters would come from none, or from a font that happens to be there.
std::shared_ptr<const Font> open_font(const TomlSection& part, const ThemeFont& font) {
    std::vector<std::string> faces;
    std::shared_ptr<const Font> opened;
    try {
        opened = std::make_shared<const Font>(font.file);
        faces = font_faces(opened);
    } catch (const data::Error& error) {
        throw part.wrong("file", error.problem() + ": " + font.file.string(), error.remedy());
    }
    if (std::ranges::find(faces, font.face) != faces.end()) return opened;
    std::string known;
    for (const std::string& face : faces)
        known += (known.empty() ? "" : ", ") + face;
    throw part.wrong("face", "is not in the font: \"" + font.face + "\"", font.file.string() + " has " + known);
}

/// A path of tiles can name it as it is.
bool is_style_name(std::string_view name) {
    const auto plain = [](char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
    };
    return !name.empty() && std::ranges::all_of(name, plain);
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
            ThemeFont result{part.text("face"), {}, {}};
            const std::string name = part.text("file");
            for (const std::string& folder : folders) {
                const auto path = std::filesystem::path(folder) / name;
                if (result.file.empty() && std::filesystem::exists(path)) result.file = path;
            }
            if (result.file.empty()) {
                throw part.wrong("file", "is not installed: " + name,
                                 "install the font (Debian: fonts-noto-core) or add its folder to fonts.directories");
            }
            result.opened = open_font(part, result);
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
            const auto zoom = stop.size() == 2 ? as_double(stop[0]) : std::nullopt;
            const auto value = stop.size() == 2 ? as_double(stop[1]) : std::nullopt;
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
        if (is_mark(result.shape)) check_icon(part, "shape", std::string(to_string(result.shape)));
        if (part.has("fill")) result.fill = colour(part, "fill");
        if (part.has("fill_opacity")) result.fill_opacity = part.number("fill_opacity", 0, 1);
        if (part.has("size")) result.size = curve(part, "size", 1, widest_symbol);
        if (part.has("stroke")) result.stroke = stroke(part.section("stroke"));
        if (part.has("casing")) result.casing = stroke(part.section("casing"));
        if (part.has("icon")) result.icon = icon(part, "icon");
        if (part.has("icon_colour")) result.icon_colour = colour(part, "icon_colour");
        part.finish();
        return result;
    }

    [[nodiscard]] std::string icon(TomlSection& part, std::string_view key) const {
        std::string name = part.text(key);
        check_icon(part, key, name);
        return name;
    }

    /// A file of the folder icons must be there and in order: Mapnik would leave the symbol out.
    void check_icon(const TomlSection& part, std::string_view key, const std::string& name) const {
        if (good_icons_.contains(name)) return;
        const auto file = icon_file(file_, name);
        if (!std::filesystem::is_regular_file(file))
            throw part.wrong(key, "names no icon: \"" + name + "\"", "there is no file " + file.string());
        const std::string fault = icon_fault(file);
        if (!fault.empty())
            throw part.wrong(key, "names an icon that cannot be drawn: \"" + name + "\"", file.string() + ": " + fault);
        good_icons_.insert(name);
    }

    [[nodiscard]] analysis::PropertyCondition condition(TomlSection part, const ThemeLayer& layer) const {
        const auto keys = part.keys();
        if (keys.size() != 1) throw part.wrong("", "is not one property", "write { property = [\"value\", …] }");
        const std::string& property = keys.front();
        const auto values = part.texts(property);
        const bool records = layer.source == ThemeSource::collection;
        if (!has_property(layer, property) || (values.empty() && !records)) {
            throw part.wrong(property, "is no property of " + std::string(layer.collection_name()),
                             "see /collections/…/queryables");
        }
        if (!records || values.empty()) return {property, values};
        const bool patterns =
            std::ranges::any_of(values, [](const std::string& value) { return value.find('*') != std::string::npos; });
        if (patterns) return pattern_condition(part, layer, property, values);
        std::string list;
        for (const std::string& value : values)
            list += (list.empty() ? "" : ",") + value;
        try {
            return analysis::parse_condition(analysis::collection(layer.collection), property, list);
        } catch (const data::Error& error) {
            throw part.wrong(property, error.problem(), error.remedy());
        }
    }

    /// Patterns are for text alone; any text may come to be there.
    static analysis::PropertyCondition pattern_condition(const TomlSection& part, const ThemeLayer& layer,
                                                         const std::string& property,
                                                         const std::vector<std::string>& values) {
        const analysis::Collection& collection = analysis::collection(layer.collection);
        if (collection.properties[*collection.find(property)].type != data::ValueType::string)
            throw part.wrong(property, "is no text", "write whole values, without *");
        return {property, values};
    }

    /// Keys that are left out stay as they are in the layer that this one is like.
    [[nodiscard]] LabelRule label(TomlSection part, const ThemeLayer& layer) const {
        const bool fresh = !layer.label;
        LabelRule rule = layer.label.value_or(LabelRule{});
        if (fresh) rule.property = "name";
        if (part.has("property")) rule.property = part.text("property");
        if (!has_property(layer, rule.property)) {
            throw part.wrong("property", "is no property of " + std::string(layer.collection_name()), "give another");
        }
        if (part.has("face")) rule.face = face(part);
        if (fresh || part.has("size")) rule.size = curve(part, "size", 6, largest_text);
        if (fresh || part.has("colour")) rule.colour = colour(part, "colour");
        if (fresh) rule.halo = {255, 255, 255};
        if (part.has("halo")) rule.halo = colour(part, "halo");
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
        } else if (name == "figure") {
            layer.source = ThemeSource::figure;
        } else if (name == "density") {
            layer.source = ThemeSource::density;
        } else if (const auto id = analysis::parse_collection(name)) {
            layer.collection = *id;
        } else {
            throw section.wrong("collection", "is not known: \"" + name + "\"",
                                "give a collection, roads, places, figure or density");
        }
    }

    void read_units(TomlSection& section, ThemeLayer& layer) const {
        if (!layer.is_units()) return;
        if (section.has("outer")) layer.outer = stroke(section.section("outer"));
        if (section.has("outer_casing")) layer.outer_casing = stroke(section.section("outer_casing"));
        if (section.has("tints")) layer.tints = colour_list(section, "tints", 0);
    }

    /// The last of the kinds takes what no other does.
    void read_kinds(TomlSection& section, ThemeLayer& layer) const {
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
            if (part.has("icon")) kind.icon = icon(part, "icon");
            if (part.has("fill")) kind.fill = colour(part, "fill");
            part.finish();
            layer.kinds.push_back(std::move(kind));
        }
    }

    /// A property of the layer's records, or "id".
    static std::string record_property(TomlSection& part, const char* key, const ThemeLayer& layer) {
        std::string property = part.text(key);
        if (property == "id" || has_property(layer, property)) return property;
        throw part.wrong(key, "is no property of " + std::string(layer.collection_name()), "give another, or id");
    }

    [[nodiscard]] std::vector<Colour> colour_list(TomlSection& part, const char* key, std::size_t fewest) const {
        std::vector<Colour> result;
        for (const std::string& name : part.texts(key))
            result.push_back(named(part, key, name));
        if (result.size() < fewest)
            throw part.wrong(key, "has too few colours", "give at least " + std::to_string(fewest));
        return result;
    }

    void read_colours_of_values(TomlSection& section, ThemeLayer& layer) const {
        if (!section.has("colours")) return;
        auto part = section.section("colours");
        if (layer.source != ThemeSource::collection || layer.is_units() || !layer.kinds.empty())
            throw part.wrong("", "does not fit", "only records have values, and these no kinds besides");
        ValueColours result;
        result.property = record_property(part, "property", layer);
        result.title_vi = record_property(part, "title_vi", layer);
        result.title_en = record_property(part, "title_en", layer);
        if (part.has("ids_of")) {
            const std::string name = part.text("ids_of");
            result.ids_of = analysis::parse_collection(name);
            if (!result.ids_of) throw part.wrong("ids_of", "is no collection: \"" + name + "\"", "give its name");
        }
        result.colours = colour_list(part, "list", 1);
        part.finish();
        layer.colours = std::move(result);
    }

    void read_classes(TomlSection& section, ThemeLayer& layer) const {
        if (!layer.is_thematic()) return;
        auto part = section.section("classes");
        ClassColours result{colour_list(part, "ramp", 2), 1, icon(part, "some_illustrative"),
                            icon(part, "most_illustrative")};
        if (part.has("opacity")) result.opacity = part.number("opacity", 0, 1);
        part.finish();
        layer.classes = std::move(result);
    }

    void read_variants(TomlSection& section, ThemeLayer& layer) const {
        if (!section.has("variants")) return;
        layer.variants.clear();
        for (auto& part : section.sections("variants")) {
            Variant variant{condition(part.section("where"), layer), {}, zooms(part, layer.zoom), {}};
            if (part.has("title")) variant.title = titles(part);
            variant.symbol = part.has("symbol") ? symbol(part.section("symbol"), layer.symbol) : layer.symbol;
            part.finish();
            layer.variants.push_back(std::move(variant));
        }
    }

    void read_records(TomlSection& section, ThemeLayer& layer) const {
        if (section.has("where")) layer.where = condition(section.section("where"), layer);
        if (section.has("near_routes_m")) {
            if (layer.source != ThemeSource::collection || layer.is_units())
                throw section.wrong("near_routes_m", "does not fit", "only records are near to routes");
            layer.near_routes_m = section.number("near_routes_m", 1, 100'000);
        }
        read_variants(section, layer);
        read_kinds(section, layer);
        read_colours_of_values(section, layer);
    }

    /// A layer that is like no other, from what may be left out.
    static ThemeLayer fresh_layer(TomlSection& section) {
        ThemeLayer layer;
        read_source(section, layer);
        layer.backdrop = layer.is_units() || layer.source != ThemeSource::collection;
        layer.symbol.shape = natural_shape(layer);
        return layer;
    }

    /// `layer` is a fresh one, or the one that this is like; what is left out stays as it is there.
    [[nodiscard]] ThemeLayer layer(const std::string& id, TomlSection section, ThemeLayer layer, bool fresh) const {
        layer.id = id;
        if (fresh || section.has("title")) layer.title = titles(section);
        if (section.has("legend")) layer.in_legend = section.boolean("legend");
        if (section.has("visible")) layer.visible = section.boolean("visible");
        if (!layer.is_units() && layer.source == ThemeSource::collection && section.has("backdrop"))
            layer.backdrop = section.boolean("backdrop");
        layer.zoom = zooms(section, layer.zoom);
        if (fresh || section.has("symbol")) layer.symbol = symbol(section.section("symbol"), layer.symbol);
        read_units(section, layer);
        read_records(section, layer);
        read_classes(section, layer);
        if (section.has("label")) layer.label = label(section.section("label"), layer);
        if (section.has("named") && !section.boolean("named")) layer.label.reset();
        if (section.has("labels_avoid_from")) layer.labels_avoid_from = section.integer("labels_avoid_from", 0, 22);
        section.finish();
        return layer;
    }

    using Parts = std::map<std::string, TomlSection>;

    void read_layers() {
        auto section = root_.section("layers");
        Parts parts;
        for (const std::string& id : section.keys())
            parts.emplace(id, section.section(id));
        while (!parts.empty())
            read_layer(std::string(parts.begin()->first), parts);
    }

    /// Takes the layer out of those that are still to be read, and before it the one that it is like.
    void read_layer(const std::string& id, Parts& parts) {
        TomlSection part = parts.extract(id).mapped();
        if (!part.has("like")) {
            auto fresh = fresh_layer(part);
            layers_.emplace(id, layer(id, std::move(part), std::move(fresh), true));
            return;
        }
        const std::string other = part.text("like");
        if (parts.contains(other)) read_layer(other, parts);
        const auto original = layers_.find(other);
        if (original == layers_.end())
            throw part.wrong("like", "names no layer, or one that is like this one", "see [layers]");
        layers_.emplace(id, layer(id, std::move(part), original->second, false));
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
            if (!is_style_name(id))
                throw section.wrong(id, "is no name for a style", "write letters from a to z, digits, - and _");
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
            if (std::ranges::count_if(style.layers, &ThemeLayer::is_thematic) > 1)
                throw part.wrong("layers", "names more than one thematic layer", "one map answers one question");
            part.finish();
            theme.styles.push_back(std::move(style));
        }
    }

    const std::filesystem::path& file_;
    TomlSection root_;
    std::map<std::string, Colour> colours_;
    std::map<std::string, ThemeLayer> layers_;
    mutable std::set<std::string> good_icons_;  // each is read once, however many symbols have it
};

}  // namespace

std::shared_ptr<const Theme> load_theme(const std::filesystem::path& file) {
    const TomlSection root = data::read_toml(file);
    auto theme = std::make_shared<Theme>(ThemeReader(file, root).read());
    theme->digest = digest(root.source());
    return theme;
}

}  // namespace sanvat::tiler
