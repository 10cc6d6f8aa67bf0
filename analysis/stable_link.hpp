// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// How much older than the day the hectares of an area may be for its supply to count as stable.
inline constexpr int stable_link_months = 36;

/// Which supply links are stable on a day: those to an area in the province whose latest hectares are at most
/// `stable_link_months` older than the day. Hectares are known by year, so they hold until its last day. The value
/// chains and the indicators count by this rule and no other. Refers to the snapshot, which must outlive it.
class StableLinks {
public:
    /// `units`: the day whose boundaries tell where a located outline lies.
    StableLinks(const Snapshot& snapshot, data::Date as_of, data::Date units);

    [[nodiscard]] bool has(const data::SupplyLink& link) const;

    /// An area lies in the province where one of its communes or districts claims it, by its outline where that is
    /// surveyed or traced; or where all its declared units are the store's.
    [[nodiscard]] bool in_province(const data::RawMaterialArea& area) const;

private:
    const data::Register& content_;
    data::Date as_of_;
    std::vector<std::shared_ptr<const Placement>> placements_;  ///< of the levels that have boundaries
};

}  // namespace sanvat::analysis
