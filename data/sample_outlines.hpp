// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/sample_ground.hpp"
#include "data/sample_plan.hpp"

namespace sanvat::data {

/// Gives every raw-material area whose place is communes or one district an illustrative outline of the hectares that
/// count on the reference date (within 1 %, geodesic): a roundish patch in each commune or in the district, apart from
/// other patches where there is room. An area with parts holds their outlines and a patch for what they leave.
/// Other areas get none. Throws Error(bad_input) where a place is smaller than its hectares.
void draw_outlines(Register& sample, const SamplePlan& plan, const SampleGround& ground);

}  // namespace sanvat::data
