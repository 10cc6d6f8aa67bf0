// SPDX-License-Identifier: Apache-2.0
#include "analysis/unit_history.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

namespace sanvat::analysis {

using data::Date;

UnitHistory::UnitHistory(const data::Register& content, data::AdminLevel level) {
    std::vector<const data::AdminUnit*> drawn;
    for (const auto& unit : content.units) {
        if (unit.level == level && !unit.polygon.empty()) drawn.push_back(&unit);
    }
    for (const auto* unit : drawn) {
        changes_.push_back(unit->key.valid_from);
        if (unit->valid_to) changes_.push_back(*unit->valid_to);
    }
    std::ranges::sort(changes_);
    const auto repeated = std::ranges::unique(changes_);
    changes_.erase(repeated.begin(), repeated.end());

    for (std::size_t i = 0; i <= changes_.size(); ++i) {
        std::vector<const data::AdminUnit*> in_force;
        const Date first = i == 0 ? Date{} : changes_[i - 1];
        if (i > 0) {
            std::ranges::copy_if(drawn, std::back_inserter(in_force),
                                 [&](const auto* unit) { return unit->validity().holds(first); });
        }
        sets_.push_back(std::make_shared<const UnitSet>(level, std::move(in_force)));
    }
}

void UnitHistory::index() const {
    for (const auto& set : sets_)
        set->index();
}

bool UnitHistory::empty() const noexcept {
    return std::ranges::all_of(sets_, [](const auto& set) { return set->units().empty(); });
}

std::size_t UnitHistory::period(Date day) const noexcept {
    return static_cast<std::size_t>(std::ranges::upper_bound(changes_, day) - changes_.begin());
}

Date UnitHistory::nearest_day(Date day) const noexcept {
    if (!sets_[period(day)]->units().empty()) return day;
    std::optional<Date> nearest;
    int least = std::numeric_limits<int>::max();
    const auto consider = [&](Date candidate) {
        const int distance = std::abs(candidate.days_since_epoch() - day.days_since_epoch());
        if (distance >= least) return;
        least = distance;
        nearest = candidate;
    };
    for (std::size_t i = 1; i < sets_.size(); ++i) {
        if (sets_[i]->units().empty()) continue;
        if (i < changes_.size() && changes_[i] <= day) consider(changes_[i].plus_days(-1));
        if (changes_[i - 1] > day) consider(changes_[i - 1]);
    }
    return nearest.value_or(day);
}

}  // namespace sanvat::analysis
