// SPDX-License-Identifier: Apache-2.0
#include "analysis/distance.hpp"

#include <charconv>

#include "data/error.hpp"

namespace sanvat::analysis {

double parse_distance_m(const std::string& parameter, std::string_view text) {
    std::string_view number = text;
    double metres_per_unit = 1;
    if (number.ends_with("km")) {
        metres_per_unit = 1000;
        number.remove_suffix(2);
    } else if (number.ends_with("m")) {
        number.remove_suffix(1);
    }
    double amount = 0;
    const char* end_of_text = number.data() + number.size();
    const auto [end, code] = std::from_chars(number.data(), end_of_text, amount, std::chars_format::fixed);
    const double metres = amount * metres_per_unit;
    // Written so that NaN fails too.
    if (code != std::errc{} || end != end_of_text || !(metres > 0 && metres <= most_distance_m)) {
        throw data::bad_value(parameter, "\"" + std::string(text) + "\" is no distance",
                              "give metres, or a number with m or km, above 0 and up to 200 km");
    }
    return metres;
}

}  // namespace sanvat::analysis
