// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analysis/unit_set.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

/// The units of one level through time: a period is a span of days without a change of units. Points into the register,
/// which must outlive it. Immutable and thread-safe.
class UnitHistory {
public:
    UnitHistory(const data::Register& content, data::AdminLevel level);

    /// True where no unit of the level ever had a polygon.
    [[nodiscard]] bool empty() const noexcept;

    /// The day itself where units with polygons were then in force, else the nearest such day, the earlier of two
    /// equally near ones. Requires `!empty()`.
    [[nodiscard]] data::Date nearest_day(data::Date day) const noexcept;

    /// Which period the day lies in; days of one period have the same units. 0 lies before the first change.
    [[nodiscard]] std::size_t period(data::Date day) const noexcept;
    [[nodiscard]] const std::shared_ptr<const UnitSet>& units(std::size_t period) const noexcept {
        return sets_[period];
    }

    /// Makes what finds points in the units of all periods; see `UnitSet::index`.
    void index() const;

private:
    std::vector<data::Date> changes_;  ///< sorted; period i+1 begins at changes_[i]
    std::vector<std::shared_ptr<const UnitSet>> sets_;
};

}  // namespace sanvat::analysis
