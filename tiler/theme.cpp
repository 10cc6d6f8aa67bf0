// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme.hpp"

#include <algorithm>
#include <array>

namespace sanvat::tiler {

namespace {

constexpr std::array shape_names{
    std::pair{Shape::circle, std::string_view("circle")},     std::pair{Shape::square, std::string_view("square")},
    std::pair{Shape::triangle, std::string_view("triangle")}, std::pair{Shape::diamond, std::string_view("diamond")},
    std::pair{Shape::star, std::string_view("star")},         std::pair{Shape::line, std::string_view("line")},
    std::pair{Shape::fill, std::string_view("fill")},
};

/// Share of a fill's colour in the edge around it; the rest is black.
constexpr double darker_edge = 0.62;

constexpr char any_text = '*';

analysis::LikePattern pattern_of(std::string_view text) {
    analysis::LikePattern pattern;
    while (!text.empty()) {
        const auto star = text.find(any_text);
        pattern.add_text(text.substr(0, star));
        if (star == std::string_view::npos) break;
        pattern.add_any();
        text.remove_prefix(star + 1);
    }
    return pattern;
}

}  // namespace

double ZoomCurve::at(double zoom) const noexcept {
    const auto next = std::ranges::find_if(stops_, [zoom](const auto& stop) { return stop.first >= zoom; });
    if (next == stops_.end()) return stops_.back().second;
    if (next == stops_.begin()) return next->second;
    const auto& [z0, v0] = *std::prev(next);
    const auto& [z1, v1] = *next;
    return v0 + (v1 - v0) * (zoom - z0) / (z1 - z0);
}

std::string_view to_string(Shape shape) noexcept {
    return std::ranges::find(shape_names, shape, &std::pair<Shape, std::string_view>::first)->second;
}

std::optional<Shape> parse_shape(std::string_view text) noexcept {
    const auto found = std::ranges::find(shape_names, text, &std::pair<Shape, std::string_view>::second);
    if (found == shape_names.end()) return std::nullopt;
    return found->first;
}

std::string_view ThemeLayer::collection_name() const noexcept {
    switch (source) {
        case ThemeSource::collection:
            return analysis::collection(collection).name;
        case ThemeSource::roads:
            return "roads";
        case ThemeSource::places:
            return "places";
        case ThemeSource::figure:
            return "figure";
        case ThemeSource::density:
            return "density";
    }
    return "";
}

bool ThemeLayer::is_units() const noexcept {
    return source == ThemeSource::collection &&
           (collection == analysis::CollectionId::communes || collection == analysis::CollectionId::districts);
}

const Symbol& ThemeLayer::symbol_of(std::size_t variant) const noexcept {
    return variant == 0 ? symbol : variants[variant - 1].symbol;
}

bool ThemeLayer::is_thematic() const noexcept {
    return source == ThemeSource::figure || source == ThemeSource::density;
}

std::size_t ThemeLayer::kind_count() const noexcept {
    if (colours) return colours->colours.size();
    return std::max<std::size_t>(1, kinds.size());
}

Symbol ThemeLayer::symbol_of(std::size_t variant, std::size_t kind) const {
    Symbol result = symbol_of(variant);
    if (colours) {
        const Colour colour = colours->colours[kind];
        result.fill = colour;
        if (result.shape == Shape::line && result.stroke) result.stroke->colour = colour;
        if (result.shape == Shape::fill && result.stroke) result.stroke->colour = mix(colour, {0, 0, 0}, darker_edge);
    } else if (kind < kinds.size()) {
        if (!kinds[kind].icon.empty()) result.icon = kinds[kind].icon;
        if (kinds[kind].fill) result.fill = *kinds[kind].fill;
    }
    return result;
}

ZoomRange ThemeLayer::zoom_of(std::size_t variant) const noexcept {
    return variant == 0 ? zoom : variants[variant - 1].zoom;
}

Colour ClassColours::at(std::size_t number, std::size_t classes) const noexcept {
    // The middle of the ramp for one class alone: it is neither low nor high.
    const double share = classes < 2 ? 0.5 : static_cast<double>(number) / static_cast<double>(classes - 1);
    const double place = share * static_cast<double>(ramp.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), ramp.size() - 1);
    const auto above = std::min(below + 1, ramp.size() - 1);
    return mix(ramp[above], ramp[below], place - static_cast<double>(below));
}

bool has_patterns(const analysis::PropertyCondition& condition) noexcept {
    return condition.one_of.empty() || std::ranges::any_of(condition.one_of, [](const std::string& value) {
               return value.find(any_text) != std::string::npos;
           });
}

analysis::Filter filter_of(const analysis::PropertyCondition& condition) {
    analysis::Filter filter;
    if (condition.one_of.empty()) {
        filter.add({analysis::NullTest{analysis::PropertyRef(condition.property)}});
        return filter;
    }
    if (!has_patterns(condition)) {
        filter.add(condition);
        return filter;
    }
    std::vector<analysis::Expression> patterns;
    for (const std::string& value : condition.one_of)
        patterns.push_back({analysis::Likeness{analysis::PropertyRef(condition.property), pattern_of(value)}});
    filter.add(analysis::joined(analysis::Junction::Kind::any, std::move(patterns)));
    return filter;
}

const MapStyle* Theme::style(std::string_view id) const noexcept {
    const auto found = std::ranges::find(styles, id, &MapStyle::id);
    return found == styles.end() ? nullptr : &*found;
}

const ProvenanceMark& Theme::mark(data::Provenance provenance) const noexcept {
    switch (provenance) {
        case data::Provenance::reported:
            return reported;
        case data::Provenance::derived:
            return derived;
        case data::Provenance::illustrative:
            return illustrative;
    }
    return reported;
}

const ThemeFont& Theme::font(FontFace face) const noexcept {
    switch (face) {
        case FontFace::regular:
            return regular;
        case FontFace::bold:
            return bold;
        case FontFace::italic:
            return italic;
    }
    return regular;
}

std::filesystem::path icon_file(const std::filesystem::path& theme_file, std::string_view icon) {
    return theme_file.parent_path() / "icons" / (std::string(icon) + ".svg");
}

std::filesystem::path default_theme_file() {
    return SANVAT_THEME_FILE;
}

}  // namespace sanvat::tiler
