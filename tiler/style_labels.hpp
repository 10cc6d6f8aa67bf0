// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tiler/style_draft.hpp"

// Belongs to the module: names of a MapLibre style.
namespace sanvat::tiler::style {

/// The names of all parts of the draft that have them in the middle of their symbols, or of all others; the most
/// important last, as MapLibre places names from the top layer down.
void add_labels(Draft& draft, bool on_symbols);

}  // namespace sanvat::tiler::style
