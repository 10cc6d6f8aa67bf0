// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "analysis/snapshot.hpp"
#include "data/register.hpp"

namespace sanvat::test {

[[nodiscard]] data::Date day(const char* text);

/// Two old districts and the three communes that follow them on 1 July 2025; the middle commune joins parts of both.
///
///     communes  AABBCC     districts  XXXYYY     cells of 0.1°, south-west corner at 106°E 22°N
///               AABBCC                XXXYYY
///
/// Old communes without boundaries: "a" (X, became A), "m" (X, went into B), "n" (Y, went into B). The code 003 is
/// re-used: it was the old commune n and is the new commune C.
struct SmallProvince {
    SmallProvince();

    data::Register content;  ///< units and crosswalk; add records, then `snapshot()`

    data::UnitKey a_old, m_old, n_old, x, y, a, b, c;
    data::Lineage reported{"a source", "2023", data::PositionAccuracy::none, data::Provenance::reported};
    data::Lineage surveyed{"a source", "2023", data::PositionAccuracy::surveyed, data::Provenance::reported};

    data::Facility& facility(std::string id, std::optional<data::UnitKey> declared,
                             std::optional<data::LonLat> point = {});
    data::Product& product(std::string id, std::optional<data::UnitKey> declared, const char* signed_on, int stars = 3);
    data::RawMaterialArea& area(std::string id, std::vector<data::UnitKey> place, int year, double hectares);

    [[nodiscard]] std::shared_ptr<const analysis::Snapshot> snapshot();
};

}  // namespace sanvat::test
