// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tiler/style_draft.hpp"

// Belongs to the module: symbols of a MapLibre style.
namespace sanvat::tiler::style {

/// The marks of records, with pictures of the sprite: those that names pass over, to be added below them, or, `above`,
/// those that names keep clear of.
void add_symbols(Draft& draft, const Part& part, bool above);

}  // namespace sanvat::tiler::style
