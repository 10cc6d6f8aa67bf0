// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tiler/style_draft.hpp"

// Belongs to the module: areas of a MapLibre style.
namespace sanvat::tiler::style {

/// Units, what a figure or a density colours, or records that are areas, with their outlines.
void add_fill(Draft& draft, const Part& part);

}  // namespace sanvat::tiler::style
