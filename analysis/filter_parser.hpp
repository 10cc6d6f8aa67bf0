// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "analysis/expression.hpp"

namespace sanvat::analysis {

inline constexpr std::size_t longest_filter = 4'000;  ///< bytes
inline constexpr int deepest_filter = 64;             ///< brackets open at once

/// Reads a filter in CQL2 text (OGC 21-065): comparisons of properties and literals (numbers, 'text' with '' or \' for
/// a quote inside, TRUE, FALSE, DATE('2025-07-01'), TIMESTAMP('…Z')), BETWEEN, IN, LIKE, IS NULL, each also with NOT,
/// AND, OR, NOT and brackets. Keywords in any case; properties that look like one stand in double quotes. BETWEEN takes
/// days and text too. No geometries, functions or arithmetic.
///
/// A property must be one of at least one of the collections; of the others it is null. Throws bad_value naming
/// `parameter`, with the character, counted from 1, where the filter goes wrong and what would be right there: also for
/// comparing different types, and for a word that the property never takes.
[[nodiscard]] Expression parse_filter(std::string_view parameter, std::string_view text,
                                      std::span<const CollectionId> collections);

}  // namespace sanvat::analysis
