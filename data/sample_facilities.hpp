// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/sample_ground.hpp"
#include "data/sample_plan.hpp"

namespace sanvat::data {

/// A facility that the generator made: where it stands in the register's table, and on which ground.
struct MadeFacility {
    std::size_t index = 0;  ///< in Register::facilities
    std::size_t cell = 0;   ///< in SampleGround::cells
    bool owned = false;     ///< has a producer
};

/// Fills up every kind of facility to the plan's total, spread over the communes. Throws Error(bad_input) where the
/// tables already hold more than that.
[[nodiscard]] std::vector<MadeFacility> make_facilities(Register& sample, const SamplePlan& plan,
                                                        const SampleGround& ground);

/// "Miến dong Phan Thanh (minh hoạ)", from the second on "Miến dong Phan Thanh 2 (minh hoạ)".
[[nodiscard]] std::string made_name(const SamplePlan& plan, const std::string& what, const std::string& where,
                                    int number);

}  // namespace sanvat::data
