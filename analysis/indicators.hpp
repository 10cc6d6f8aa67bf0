// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/table.hpp"

namespace sanvat::analysis {

struct IndicatorsQuestion {
    std::optional<data::Date> as_of;  ///< default: the snapshot's reference date
    Filter filter;                    ///< on products and producers alike, so of what both have
    Filter products = {};             ///< on the products alone
};

/// The programme's targets against what was published and what the records say. One row an indicator:
///
///     products, products_3, products_4, products_5   products with a rating in force, all and by stars
///     owners                                         producers of those products
///     owners_cooperative_share, owners_enterprise_share     per cent of the owners that are of this kind
///     owners_value_chain_share    per cent of the owners with a rated product that a stable supply link feeds
///     products_kept_share         per cent of the products ever rated by the day whose rating is in force
///
/// Columns: indicator, name, unit; target, target_by, target_wording, target_source; published (of the latest day that
/// is not after the asked one), published_on, published_wording, published_source; figure (what the records say), and
/// what it was worked out from: counted, counted_<provenance>, and for shares also whole, whole_<provenance>, so that
/// figure = 100 counted ÷ whole. Null where nothing is known. What is counted is as well known as the weakest record it
/// rests on (product, producer, link, area), the best evidence if there is several, and a filter on provenance leaves
/// out whatever rests on another. A rating that was filled in is marked on its own, in the product's rating_provenance,
/// and makes the product no other. Targets and published figures are the store's; one of an indicator that is none of
/// these has a row without a figure.
struct Indicators {
    data::Date as_of;
    data::Table table;
};

[[nodiscard]] Indicators measure_indicators(const Snapshot& snapshot, const IndicatorsQuestion& question);

}  // namespace sanvat::analysis
