// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/sample_facilities.hpp"

namespace sanvat::data {

/// A producer that the generator made, and where its products come from.
struct MadeOwner {
    std::string producer;                 ///< id
    UnitKey home;                         ///< former commune
    std::optional<std::string> facility;  ///< id
};

/// By the id of the group in the plan.
using MadeOwners = std::map<std::string, std::vector<MadeOwner>>;

/// Makes the owners of the plan, each with one of the made facilities nobody owns yet. Throws Error(bad_input) where
/// the places of a group have no such facility left.
[[nodiscard]] MadeOwners make_owners(Register& sample, const SamplePlan& plan, const SampleGround& ground,
                                     std::vector<MadeFacility>& facilities);

}  // namespace sanvat::data
