// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sanvat::tiler {

/// Parameters of thematic styles by name, as they came in.
using QuestionText = std::map<std::string, std::string, std::less<>>;

/// All there are. Those of a figure: `figure` (a numeric column of the summary, default facilities), `by` (commune or
/// district, default commune), `method` (equal, quantile, jenks or pretty, default quantile) and `n` (2 to 12, default
/// 5). Those of a density: `collection` (some of points, default facilities), `method` (hexagon or kernel, default
/// hexagon), `cell` (500 m to 100 km, default 5 km) and `bandwidth` (with kernel). Defaults are those of the analysis.
inline constexpr std::array<std::string_view, 7> question_parameters{"figure",     "by",   "method",   "n",
                                                                     "collection", "cell", "bandwidth"};

}  // namespace sanvat::tiler
