// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/locator.hpp"
#include "data/admin_unit.hpp"

namespace sanvat::analysis {

/// The units of one level that were in force on one day and have a polygon, sorted by code. Points into the snapshot it
/// came from, which must outlive it. What finds points in them is made at first use. Immutable and thread-safe.
class UnitSet {
public:
    UnitSet(data::AdminLevel level, std::vector<const data::AdminUnit*> units);

    [[nodiscard]] data::AdminLevel level() const noexcept { return level_; }
    [[nodiscard]] const std::vector<const data::AdminUnit*>& units() const noexcept { return units_; }
    [[nodiscard]] std::optional<std::uint32_t> find(const data::UnitKey& key) const noexcept;

    /// Position of the unit that holds the point: the lowest code where several touch it.
    [[nodiscard]] std::optional<std::uint32_t> locate(data::LonLat point) const { return locator().locate(point); }

    /// By position, as of `Locator::possible_overlaps`.
    [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& possible_overlaps() const {
        return locator().possible_overlaps();
    }

    /// Makes what the others look in, so that none of them waits for that. Throws what the locator's constructor does.
    void index() const { static_cast<void>(locator()); }

private:
    [[nodiscard]] const Locator& locator() const;

    data::AdminLevel level_;
    std::vector<const data::AdminUnit*> units_;
    mutable std::once_flag indexed_;
    mutable std::optional<Locator> locator_;
};

}  // namespace sanvat::analysis
