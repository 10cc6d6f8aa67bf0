// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// A facility has exactly one kind. `craft_village` is a recognised village only.
enum class FacilityKind : std::uint8_t { agro_processing, forest_processing, cooperative, craft_village };

[[nodiscard]] std::string_view to_string(FacilityKind kind) noexcept;
[[nodiscard]] std::optional<FacilityKind> parse_facility_kind(std::string_view text) noexcept;

struct Facility {
    std::string id;
    std::string name;
    FacilityKind kind = FacilityKind::agro_processing;
    std::optional<std::string> producer;  ///< producer id
    std::optional<UnitKey> declared_unit;
    std::optional<LonLat> point;  ///< how well known: lineage.position_accuracy
    Validity validity;            ///< open where the source has no dates
    Lineage lineage;
};

}  // namespace sanvat::data
