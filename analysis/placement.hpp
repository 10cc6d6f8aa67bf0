// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/unit_set.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

/// Which unit of one level claims each record: by the record's point where it is surveyed or traced, by its declared
/// unit otherwise. A record no unit can claim has none ("not placed"). Positions are those of `units()`; the vectors
/// run parallel to the tables of the register. Immutable.
struct Placement {
    std::shared_ptr<const UnitSet> units;
    std::vector<std::optional<std::uint32_t>> facilities;
    std::vector<std::optional<std::uint32_t>> craft_villages;
    std::vector<std::optional<std::uint32_t>> products;
    std::vector<std::optional<std::uint32_t>> producers;
    std::vector<std::optional<std::uint32_t>> raw_material_areas;
    std::vector<std::optional<std::uint32_t>> tour_stops;
};

struct RecordPlaces;
class DeclaredUnits;

[[nodiscard]] Placement place_records(const data::Register& content, const RecordPlaces& places,
                                      const DeclaredUnits& declared_units, std::shared_ptr<const UnitSet> units);

}  // namespace sanvat::analysis
