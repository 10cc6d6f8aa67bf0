// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// Every known village, recognised or not. A recognised one is also one facility with the same id, valid from its
/// recognition; an unrecognised one is no facility and counts in no total.
struct CraftVillage {
    std::string id;
    std::string name;
    std::string craft;     ///< in Vietnamese: "làm hương"
    std::string craft_en;  ///< in English: "incense"
    bool recognised = false;
    std::string decision;               ///< "1081/QĐ-UBND", empty where the source does not name it
    std::optional<Date> recognised_on;  ///< the day, or the latest day the source allows
    std::string recognised_note;        ///< the source's own wording where it has no day: "before 2023-08"
    std::string hamlet;
    std::optional<UnitKey> declared_unit;
    std::optional<LonLat> point;
    Lineage lineage;
};

}  // namespace sanvat::data
