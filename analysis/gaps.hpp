// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

inline constexpr int usual_gap_months = 6;
inline constexpr int most_gap_months = 120;

struct GapsQuestion {
    std::optional<data::Date> as_of;  ///< default: the snapshot's reference date
    std::optional<data::Date> units;  ///< default: Snapshot::units_date
    int months = usual_gap_months;    ///< how far before and after the day ratings count as lapsed or about to; above 0
    Filter filter;         ///< on facilities, products, areas and villages alike, so of what all of them have
    Filter products = {};  ///< on the products alone: the gaps are those of such products
};

/// Where the programme does not reach. A rated product is one with a rating in force on the day.
///
/// `communes`: communes without a rated product that have facilities in force or hectares, by code. Columns: code,
/// name, facilities, facilities_<provenance>, hectares, hectares_<crop> of the crops that occur. Geometry: the commune.
///
/// `expiring`: products whose rating lapses within the months after the day (`state` "expires"), or that lapsed within
/// the months up to and including it and have none in force (`state` "lapsed"); by the first day without. Columns: id,
/// name, state, stars, rating_signed_on, rating_valid_to (the first day without), days_left (0 or less: since when),
/// renewed_on (a rating signed since that the store knows of), producer, producer_name, unit_code, unit_name,
/// provenance, rating_provenance. Geometry: the product.
///
/// `villages`: craft villages recognised by the day none of whose products is rated. A product is a village's where it
/// names the village as its facility, or the producer whom the village's facility names; `link` tells which of the two
/// there was to go by ("facility", or "facility or producer"). `products_of_same_place` names rated products declared
/// in the very unit in which the village is, with their provenance where they are not reported: no link, but worth
/// asking about. Columns: id, name, craft, recognised_on,
/// decision, link, products_of_same_place, unit_code, unit_name, provenance. Geometry: the village.
struct Gaps {
    data::Date as_of;
    data::Date units_as_of;
    int months = usual_gap_months;
    std::int64_t products_not_placed = 0;  ///< rated products that no commune can claim: some may be of those listed
    double hectares_not_placed = 0;        ///< raw-material ground that no commune can claim: likewise
    data::Table communes;
    data::Table expiring;
    data::Table villages;
};

/// Throws not_found where there never were communes with polygons.
[[nodiscard]] Gaps find_gaps(const Snapshot& snapshot, const GapsQuestion& question);

inline constexpr std::array<std::string_view, 3> gap_parts{"communes", "expiring", "villages"};

/// The table of that name. Throws bad_value naming `parameter` for any other.
[[nodiscard]] const data::Table& part_of(const Gaps& gaps, std::string_view parameter, std::string_view name);

/// All three below each other, for files: `gap` names the part, the columns are those of all parts, empty where a part
/// has none such, and the two days stand last.
[[nodiscard]] data::Table table_of(const Gaps& gaps);

}  // namespace sanvat::analysis
