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

ZoomRange ThemeLayer::zoom_of(std::size_t variant) const noexcept {
    return variant == 0 ? zoom : variants[variant - 1].zoom;
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

std::filesystem::path default_theme_file() {
    return SANVAT_THEME_FILE;
}

}  // namespace sanvat::tiler
