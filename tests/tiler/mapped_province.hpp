// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "analysis/snapshot.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::test {

/// The small province with one or two records of everything that maps show. Its middle lies at 106.3°E 22.1°N.
///
///     reported agro_processing     "mill"      106.05 22.05     valid from 2024-01-01
///     illustrative agro_processing "mill_x"    106.25 22.15
///     reported cooperative         "coop"      106.45 22.05
///     recognised craft village     "forge"     106.15 22.05
///     unrecognised craft village   "weavers"   106.55 22.15
///     3-star product "tofu" and 4-star product "wine", both declared in commune A
///     a tour from 106.02 to 106.58 on 22.1 with a stop at 106.3, the road QL3 on 22.02, the town Phục Hòa at
///     106.5 22.1 a raw-material area with an illustrative outline around 106.35 22.05
[[nodiscard]] SmallProvince mapped_province();

[[nodiscard]] std::shared_ptr<const analysis::Snapshot> mapped_snapshot();

}  // namespace sanvat::test
