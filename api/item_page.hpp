// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/feature_table.hpp"
#include "analysis/filter.hpp"
#include "data/date.hpp"
#include "data/geometry.hpp"

namespace sanvat::api {

/// Which features of a table, and which page of them.
struct ItemQuestion {
    std::optional<data::DateSpan> span;  ///< in force on some day of it; absent: every record ever
    std::vector<data::Envelope> boxes;   ///< geometry meets any of them; empty: everywhere, and without geometry
    analysis::Filter filter;
    std::optional<std::string> after;  ///< only ids that come after it in the order of bytes
    std::size_t limit = 100;
};

struct ItemPage {
    std::vector<std::uint32_t> positions;  ///< in the table's features, ascending
    std::size_t matched = 0;               ///< on all pages together
    bool more = false;                     ///< there is a next page
};

/// Pages go by id, so that a record which comes or goes meanwhile moves no other from one page to the next.
[[nodiscard]] ItemPage find_items(const analysis::FeatureTable& table, const ItemQuestion& question);

}  // namespace sanvat::api
