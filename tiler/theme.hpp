// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/collection.hpp"
#include "analysis/filter.hpp"
#include "data/lineage.hpp"
#include "tiler/colour.hpp"

namespace sanvat::tiler {

class Font;

/// A number that changes with zoom: linear between its stops, level beyond them. Pixels where it is a length.
class ZoomCurve {
public:
    ZoomCurve(double value = 0) : stops_{{0.0, value}} {}
    /// Requires at least one stop, zooms ascending.
    explicit ZoomCurve(std::vector<std::pair<double, double>> stops) : stops_(std::move(stops)) {}
    [[nodiscard]] double at(double zoom) const noexcept;
    /// Zoom and value; never empty.
    [[nodiscard]] const std::vector<std::pair<double, double>>& stops() const noexcept { return stops_; }

private:
    std::vector<std::pair<double, double>> stops_;
};

struct ZoomRange {
    int first = 0;
    int last = 22;
    [[nodiscard]] bool holds(int zoom) const noexcept { return first <= zoom && zoom <= last; }
};

struct Titles {
    std::string vi;
    std::string en;
    [[nodiscard]] const std::string& in(std::string_view language) const noexcept { return language == "en" ? en : vi; }
};

/// What a layer draws from: a collection of analysis, one of the tables that only maps use, or the answer to a question
/// that a request puts (`MapQuestion`): units by a figure of the summary, or cells by the density of records.
enum class ThemeSource : std::uint8_t { collection, roads, places, figure, density };

/// Names as legends give them.
enum class Shape : std::uint8_t { circle, square, triangle, diamond, star, line, fill };
[[nodiscard]] std::string_view to_string(Shape shape) noexcept;
[[nodiscard]] std::optional<Shape> parse_shape(std::string_view text) noexcept;
/// True for what stands at a place; lines and fills are drawn as they lie.
[[nodiscard]] constexpr bool is_mark(Shape shape) noexcept {
    return shape != Shape::line && shape != Shape::fill;
}

/// A line of one colour.
struct Stroke {
    Colour colour;
    ZoomCurve width{1};
    double opacity = 1;
    std::vector<double> dash;  ///< lengths of dash and gap in turn, pixels; empty: solid
};

/// How a record is drawn, before its provenance changes it.
struct Symbol {
    Shape shape = Shape::circle;
    Colour fill;
    double fill_opacity = 1;
    ZoomCurve size{6};             ///< diameter of a point
    std::optional<Stroke> stroke;  ///< outline of points and polygons; the line itself for lines
    std::optional<Stroke> casing;  ///< under the stroke, wider
    /// Drawn in the middle of a point where there is room: a file of the folder icons without its ending; empty: none.
    /// Of a polygon: in a disc of `size` where its name would stand.
    std::string icon;
    std::optional<Colour> icon_colour;  ///< none: the paper's
};

/// Records of a layer that look other than the rest: the first variant whose `where` matches is used. They are less
/// important than the rest, and the later the less.
struct Variant {
    analysis::PropertyCondition where;
    Symbol symbol;
    ZoomRange zoom;
    std::optional<Titles> title;  ///< of a row of its own in the legend; none: it has none
};

/// What a record is, where variants tell how much it counts: an icon and a colour for some values of a property.
struct ThemeKind {
    std::optional<analysis::PropertyCondition> where;  ///< none for the last alone: it takes the rest
    Titles title;
    std::string icon;            ///< as in Symbol; empty: that of the symbol
    std::optional<Colour> fill;  ///< none: that of the symbol
};

/// A colour for each value of a property, in the order of the values: for what a theme cannot know, as crops or routes.
/// Where there are more values than colours, they begin anew.
struct ValueColours {
    std::string property;                          ///< "id" for the record's own
    std::string title_vi, title_en;                ///< properties that name the value
    std::optional<analysis::CollectionId> ids_of;  ///< the values are the ids of that collection, with records or not
    std::vector<Colour> colours;
};

enum class FontFace : std::uint8_t { regular, bold, italic };
enum class LabelPlacement : std::uint8_t { point, line };

/// Of the halo behind a name.
inline constexpr double halo_opacity = 0.85;

struct LabelRule {
    std::string property;  ///< of the collection, usually "name"
    FontFace face = FontFace::regular;
    ZoomCurve size{11};
    Colour colour;
    Colour halo;
    double halo_radius = 1.5;
    ZoomRange zoom;
    LabelPlacement placement = LabelPlacement::point;
    bool beside = true;  ///< beside its symbol, or centred on the place
    double wrap = 85;    ///< pixels after which a line breaks
    double spacing = 0;  ///< pixels between letters
    bool capitals = false;
    bool on_symbol = false;  ///< in the middle of its symbol, drawn whatever else is there
    int rank = 50;           ///< lower ones are placed first and win
};

/// How units or cells are coloured by a figure.
struct ClassColours {
    std::vector<Colour> ramp;  ///< from the lowest class to the highest; others between them are mixed
    double opacity = 1;
    /// Laid over what is partly made up, and over what is so for the greater part: files of the folder icons.
    std::string some_illustrative, most_illustrative;

    /// Of the class with that number, from 0, of so many.
    [[nodiscard]] Colour at(std::size_t number, std::size_t classes) const noexcept;
};

/// One layer of a style, one row of its legend.
struct ThemeLayer {
    std::string id;
    ThemeSource source = ThemeSource::collection;
    analysis::CollectionId collection = analysis::CollectionId::facilities;  ///< where source is `collection`
    Titles title;
    bool visible = true;  ///< drawn where a request names no layers
    bool in_legend = true;
    bool backdrop = false;  ///< filters of requests do not touch it; always so for units, roads, places
    ZoomRange zoom;
    std::optional<analysis::PropertyCondition> where;  ///< the records it takes; none: all of the collection
    Symbol symbol;
    std::vector<Variant> variants;
    std::vector<ThemeKind> kinds;         ///< the first whose condition holds
    std::optional<ValueColours> colours;  ///< instead of kinds
    std::optional<double> near_routes_m;  ///< only records so near to a tour route
    std::optional<ClassColours> classes;  ///< of the sources figure and density
    std::vector<Colour> tints;            ///< of units: fills so chosen that neighbours differ
    std::optional<Stroke> outer;          ///< of units: the edge that has a unit on one side only
    std::optional<Stroke> outer_casing;
    std::optional<LabelRule> label;
    int labels_avoid_from = 0;  ///< zoom from which labels keep clear of the symbols

    /// "communes", "roads", "places", …
    [[nodiscard]] std::string_view collection_name() const noexcept;
    [[nodiscard]] bool is_units() const noexcept;
    /// Drawn from the answer to a question: `figure` or `density`.
    [[nodiscard]] bool is_thematic() const noexcept;
    /// True where its records have marks: points do, and areas with an icon, so that they are seen where they are
    /// small.
    [[nodiscard]] bool has_marks() const noexcept {
        return is_mark(symbol.shape) || (symbol.shape == Shape::fill && !symbol.icon.empty());
    }
    /// How many kinds of symbols there are, at least one.
    [[nodiscard]] std::size_t kind_count() const noexcept;
    /// The symbol of a variant as that kind has it: with its icon and colour.
    [[nodiscard]] Symbol symbol_of(std::size_t variant, std::size_t kind) const;
    /// The symbol and zooms of the variant with that number: 0 is the layer's own look, 1 the first of `variants`.
    [[nodiscard]] const Symbol& symbol_of(std::size_t variant) const noexcept;
    [[nodiscard]] ZoomRange zoom_of(std::size_t variant) const noexcept;
};

/// How much of a symbol's fill a record of a provenance keeps.
struct ProvenanceMark {
    double fill = 1;  ///< share of the fill colour, the rest is the paper's
    double opacity = 1;
    int names_from = 0;  ///< zoom from which points and lines of it are named
    Titles title;

    /// So little fill is kept that the outline takes its colour; that of an area is dashed.
    [[nodiscard]] bool hollow() const noexcept { return fill < 0.5; }
    /// The dash of a hollow area's outline, pixels.
    static constexpr double hollow_dash = 5;
    static constexpr double hollow_gap = 3;
};

struct MapStyle {
    std::string id;
    Titles title;
    std::optional<Colour> background;  ///< none: clear, and units are not filled, so that other maps show through
    std::vector<ThemeLayer> layers;    ///< in drawing order
};

struct ThemeFont {
    std::string face;            ///< "Noto Sans Regular", as the font file names itself
    std::filesystem::path file;  ///< found in one of the theme's directories
    /// That file, opened for all that write with the theme; never null in one that was read.
    std::shared_ptr<const Font> opened = nullptr;
};

/// Everything about how maps look. Immutable once read, so safe to share.
struct Theme {
    std::filesystem::path file;
    std::string digest;  ///< of the file's bytes, 32 hex digits
    Colour paper;        ///< what pale symbols are mixed with
    ThemeFont regular, bold, italic;
    ProvenanceMark reported, derived, illustrative;
    std::vector<MapStyle> styles;

    [[nodiscard]] const MapStyle* style(std::string_view id) const noexcept;
    [[nodiscard]] const ProvenanceMark& mark(data::Provenance provenance) const noexcept;
    [[nodiscard]] const ThemeFont& font(FontFace face) const noexcept;
};

/// True where comparing with its values does not do: one has a `*`, or there are none.
[[nodiscard]] bool has_patterns(const analysis::PropertyCondition& condition) noexcept;

/// Lets through what the condition does. In its values `*` stands for any text; no values: what has none.
[[nodiscard]] analysis::Filter filter_of(const analysis::PropertyCondition& condition);

/// The file of an icon of that theme; it may not be there.
[[nodiscard]] std::filesystem::path icon_file(const std::filesystem::path& theme_file, std::string_view icon);

/// The theme the program was built with.
[[nodiscard]] std::filesystem::path default_theme_file();

/// Reads and checks a theme. Throws bad_input with file, line and the full path of the key: for what is no TOML, an
/// unknown or missing key, a value out of range, a property that a collection does not have, a font that is not there.
[[nodiscard]] std::shared_ptr<const Theme> load_theme(const std::filesystem::path& file);

}  // namespace sanvat::tiler
