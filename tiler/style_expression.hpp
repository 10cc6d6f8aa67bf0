// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.hpp"
#include "tiler/theme.hpp"

// Belongs to the module: expressions of the MapLibre style specification.
namespace sanvat::tiler::style {

using Json = nlohmann::ordered_json;

/// MapLibre's tiles are 512 pixels wide, the theme's 256: what the theme calls zoom 9 is zoom 8 there.
[[nodiscard]] constexpr int to_maplibre(int zoom) noexcept {
    return zoom - 1;
}

/// To hundredths, which are enough for pixels and ems.
[[nodiscard]] double rounded(double value) noexcept;

/// The number, or an interpolation between the curve's stops.
[[nodiscard]] Json by_zoom(const ZoomCurve& curve);

/// What `of` makes of the values of two curves, at the stops of both.
template <typename Function>
[[nodiscard]] ZoomCurve combined(const ZoomCurve& a, const ZoomCurve& b, Function of) {
    std::map<double, double> stops;
    for (const ZoomCurve* curve : {&a, &b}) {
        for (const auto& [zoom, value] : curve->stops())
            stops[zoom] = of(a.at(zoom), b.at(zoom));
    }
    return ZoomCurve(std::vector<std::pair<double, double>>(stops.begin(), stops.end()));
}

/// Dashes of so many pixels as MapLibre wants them, in widths of the line: they change at whole zooms. Requires dashes.
[[nodiscard]] Json dashes(const std::vector<double>& pixels, const ZoomCurve& width);

/// "rgba(…)" where the opacity is below 1, else "#rrggbb".
[[nodiscard]] std::string colour(Colour colour, double opacity = 1);

[[nodiscard]] Json get(std::string_view property);
[[nodiscard]] Json equals(std::string_view property, const Json& value);

/// "property is one of", the texts being values of that type.
[[nodiscard]] Json one_of(std::string_view property, data::ValueType type, const std::vector<std::string>& texts);

/// Of no conditions: true.
[[nodiscard]] Json all(std::vector<Json> conditions);
/// Of no conditions: false.
[[nodiscard]] Json any(std::vector<Json> conditions);
[[nodiscard]] Json no(Json condition);

/// Sets minzoom and maxzoom of a layer so that it shows where the theme shows it.
void set_zooms(Json& layer, ZoomRange zoom);
/// The same as a condition.
[[nodiscard]] Json shows_at(ZoomRange zoom);

}  // namespace sanvat::tiler::style
