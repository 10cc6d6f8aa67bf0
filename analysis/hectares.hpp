// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/raw_material_area.hpp"

namespace sanvat::analysis {

/// Hectares that each area adds to a total, parallel to `areas` (sorted by id): its latest figure of a year not after
/// the date, less what its parts already count, never below zero. The sum over all counts no ground twice. A circle of
/// parts is cut where it closes.
[[nodiscard]] std::vector<double> own_hectares(const std::vector<data::RawMaterialArea>& areas, data::Date date);

}  // namespace sanvat::analysis
