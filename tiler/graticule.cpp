// SPDX-License-Identifier: Apache-2.0
#include "tiler/graticule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace sanvat::tiler {

namespace {

constexpr int minute_s = 60;
constexpr int degree_s = 60 * minute_s;

constexpr std::array steps_s{45 * degree_s,
                             30 * degree_s,
                             20 * degree_s,
                             10 * degree_s,
                             5 * degree_s,
                             2 * degree_s,
                             degree_s,
                             30 * minute_s,
                             15 * minute_s,
                             10 * minute_s,
                             5 * minute_s,
                             2 * minute_s,
                             minute_s,
                             30,
                             15,
                             10,
                             5,
                             2,
                             1};

/// Fewer make no graticule.
constexpr double least_steps = 2;

std::vector<int> multiples(int step_s, double from_deg, double to_deg) {
    std::vector<int> result;
    const auto first = static_cast<int>(std::ceil(from_deg * degree_s / step_s));
    const auto last = static_cast<int>(std::floor(to_deg * degree_s / step_s));
    for (int i = first; i <= last; ++i)
        result.push_back(i * step_s);
    return result;
}

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string label(int seconds, int step_s, std::string_view positive, std::string_view negative) {
    const int all = std::abs(seconds);
    const std::string_view side = seconds > 0 ? positive : seconds < 0 ? negative : std::string_view();
    std::string text = std::to_string(all / degree_s) + "°";
    if (step_s % degree_s != 0) text += two_digits(all / minute_s % 60) + "′";
    if (step_s % minute_s != 0) text += two_digits(all % 60) + "″";
    return text.append(side);
}

}  // namespace

Graticule make_graticule(const data::Envelope& box) {
    const double shorter_s = std::min(box.east - box.west, box.north - box.south) * degree_s;
    const auto* const found =
        std::ranges::find_if(steps_s, [&](int step_s) { return step_s * least_steps <= shorter_s; });
    const int step_s = found == steps_s.end() ? steps_s.back() : *found;
    return {step_s, multiples(step_s, std::max(box.west, -180.0), std::min(box.east, 180.0)),
            multiples(step_s, box.south, box.north)};
}

std::string meridian_label(int seconds, int step_s, std::string_view language) {
    return language == "en" ? label(seconds, step_s, "E", "W") : label(seconds, step_s, "Đ", "T");
}

std::string parallel_label(int seconds, int step_s, std::string_view language) {
    return language == "en" ? label(seconds, step_s, "N", "S") : label(seconds, step_s, "B", "N");
}

}  // namespace sanvat::tiler
