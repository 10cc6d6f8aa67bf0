// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// How much of an old unit went into a new one. Communes and districts alike (old district → new commune).
struct CrosswalkRow {
    UnitKey old_unit;
    UnitKey new_unit;
    std::optional<double> share_of_old;  ///< 0 to 1, of the old unit's area; absent where no boundary tells
    std::optional<double> share_of_new;  ///< 0 to 1, of the new unit's area
    std::string basis;                   ///< "whole" (all of the old unit), "area" (measured on boundaries), "decree"
    std::string decree;
    MultiPolygon part;  ///< the ground itself where known: the part of new that lies in old
    Lineage lineage;
};

}  // namespace sanvat::data
