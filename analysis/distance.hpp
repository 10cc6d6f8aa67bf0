// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sanvat::analysis {

/// The farthest that a question may reach, in metres.
inline constexpr double most_distance_m = 200'000;

/// Reads "500", "500m", "3km" or "2.5km" as metres: above 0, at most 200 km. Throws bad_value naming the parameter.
[[nodiscard]] double parse_distance_m(const std::string& parameter, std::string_view text);

}  // namespace sanvat::analysis
