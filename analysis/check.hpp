// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// Something in a store that deserves a look. Findings never change data.
struct Finding {
    std::string rule;     ///< "declared-not-located", "overlapping-units", "gap-between-units", …
    std::string table;    ///< "facilities"
    std::string record;   ///< its id
    std::string message;  ///< what is wrong, with the figures
    std::string remedy;
};

/// All findings, by rule, table, record and message. Units overlap where two of one level, in force on the same day,
/// share ground, more than a square centimetre of it, which rounding may make. Gaps are listed however small they are,
/// and of each is told whether maps close it (`coverage_closing_m`).
[[nodiscard]] std::vector<Finding> check(const Snapshot& snapshot);

}  // namespace sanvat::analysis
