// SPDX-License-Identifier: Apache-2.0
#include "tiler/scale_bar.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "data/geodesic.hpp"
#include "data/value.hpp"

namespace sanvat::tiler {

namespace {

constexpr double point_m = 0.0254 / 72;

/// Web Mercator metres across a geodesic of that length, whose middle is the place, from west to east.
double drawn_m(data::LonLat middle, double length_m) {
    const data::LonLat east = data::destination(middle, 90, length_m / 2);
    const double half_deg = std::abs(east.lon - middle.lon);
    // Beyond the antimeridian longitudes begin anew.
    return 2 * to_mercator(data::LonLat{std::min(half_deg, 360 - half_deg), middle.lat}).x;
}

/// The next shorter of 1, 2, 5, 10, 20, 50 …
double shorter(double length_m) {
    const double power = std::pow(10, std::floor(std::log10(length_m) + 1e-9));
    const double first = std::round(length_m / power);
    if (first >= 5) return 2 * power;
    if (first >= 2) return power;
    return power / 2;
}

std::string with_groups(std::int64_t number, char separator) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(text.begin() + at, separator);
    return text;
}

}  // namespace

ScaleBar make_scale_bar(const MercatorBox& box, double width_pt, double most_pt) {
    const data::LonLat middle = to_lon_lat(MercatorPoint{(box.west + box.east) / 2, (box.south + box.north) / 2});
    const double pt_for_m = width_pt / box.width();
    // No longer than a quarter of the Earth: beyond, a length has no place to be drawn.
    double length_m = 10'000'000;
    while (length_m > 0.001 && drawn_m(middle, length_m) * pt_for_m > most_pt)
        length_m = shorter(length_m);
    const double drawn_pt = drawn_m(middle, length_m) * pt_for_m;
    return {length_m, drawn_pt, length_m / (drawn_pt * point_m)};
}

std::string length_text(double length_m, std::string_view language) {
    const bool long_one = length_m >= 1000;
    std::string text = data::to_text(long_one ? length_m / 1000 : length_m) + (long_one ? " km" : " m");
    if (language != "en") std::ranges::replace(text, '.', ',');
    return text;
}

std::string scale_text(double denominator, std::string_view language) {
    const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(denominator)) - 2));
    const auto rounded = static_cast<std::int64_t>(std::round(denominator / unit) * unit);
    return "1:" + with_groups(rounded, language == "en" ? ',' : '.');
}

}  // namespace sanvat::tiler
