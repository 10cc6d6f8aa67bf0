// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// How much older than the day the hectares of an area may be for its supply to count as stable.
inline constexpr int stable_link_months = 36;

/// Which supply links are stable on a day: those to an area in the province whose latest hectares are at most
/// `stable_link_months` older than the day. An area lies in the province where all its declared units are the store's,
/// or one of its communes claims it. Hectares are known by year, so they hold until its last day.
/// Refers to the snapshot, which must outlive it.
class StableLinks {
public:
    StableLinks(const Snapshot& snapshot, data::Date as_of);

    [[nodiscard]] bool has(const data::SupplyLink& link) const;

private:
    [[nodiscard]] bool in_province(const data::RawMaterialArea& area) const;

    const data::Register& content_;
    data::Date as_of_;
    std::shared_ptr<const Placement> communes_;  ///< null where the store has no boundaries of communes
};

}  // namespace sanvat::analysis
