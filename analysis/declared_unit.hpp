// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analysis/unit_set.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

/// Follows a declared unit through time: to the units of another date or level, and to the ground it names.
/// Points into the register, which must outlive it. Immutable and thread-safe.
class DeclaredUnits {
public:
    explicit DeclaredUnits(const data::Register& content);

    /// The one unit of the set that certainly holds everything in the declared unit: itself, its parent, or the unit
    /// the crosswalk names as the only one. None where the ground is split, larger than the set's units, or unknown.
    [[nodiscard]] std::optional<std::uint32_t> claim(const data::UnitKey& declared, const UnitSet& units) const;

    /// The ground the declared unit names: its own polygon, else that of the unit it became, cut down to the part that
    /// lies in its old district where the crosswalk has that part. Null where no boundary tells.
    [[nodiscard]] const data::MultiPolygon* ground(const data::UnitKey& declared) const;

    /// What a former unit went into by the crosswalk, by key; empty for a unit that still is or where nothing is known.
    [[nodiscard]] std::vector<data::UnitKey> became(const data::UnitKey& former) const;

    [[nodiscard]] const data::AdminUnit* find(const data::UnitKey& key) const;

private:
    using Rows = std::vector<const data::CrosswalkRow*>;

    const data::Register& content_;
    std::map<data::UnitKey, Rows> by_old_;
    std::map<data::UnitKey, Rows> by_new_;
};

}  // namespace sanvat::analysis
