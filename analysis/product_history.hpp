// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

inline constexpr int earliest_history_year = 1900;
inline constexpr int latest_history_year = 2200;
inline constexpr int most_history_years = 50;

struct ProductHistoryQuestion {
    data::AdminLevel by = data::AdminLevel::commune;
    std::optional<int> from = {};          ///< first year; default: that of the first rating known
    std::optional<int> to = {};            ///< last year, `from` at least; default: that of `as_of`
    std::optional<data::Date> as_of = {};  ///< ratings signed up to then count; default: the reference date
    std::optional<data::Date> units = {};  ///< default: Snapshot::units_date of `as_of`; the same units in every year
    Filter filter = {};                    ///< on products, by their attributes as of `as_of`
};

/// The rated products of each unit on 31 December of each year, and what changed in that year. By unit, then year; the
/// rows of "not placed", code null, come last, and with them the rows of a year are the whole.
///
/// Columns: year, code, name; products, products_3/4/5 and products_reported/derived/illustrative (by the provenance of
/// the rating) in force on 31 December; then events of the year:
///
/// * newly_rated: products with their first rating signed;
/// * renewed: rated again while the rating before was in force, or on the day on which it ended;
/// * returned: rated again after a lapse;
/// * lapsed: the last rating in force ended. A rating signed on 31 December 2020 lapses on 31 December 2023.
///
/// So products = products of the year before + newly_rated + returned − lapsed. `outlook` is true where 31 December
/// lies after `as_of`: what the ratings known then leave if none is renewed. Geometry: the unit's polygon.
struct ProductHistory {
    data::Date as_of;
    data::Date units_as_of;
    int from = 0;
    int to = 0;
    data::Table table;
};

/// Throws bad_value naming from or to for years out of order or range, not_found where the level never had units with
/// polygons.
[[nodiscard]] ProductHistory product_history(const Snapshot& snapshot, const ProductHistoryQuestion& question);

}  // namespace sanvat::analysis
