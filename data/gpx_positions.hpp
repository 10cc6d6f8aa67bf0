// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sanvat::data {

/// Makes sure that every waypoint, route point and track point of a GPX document has a `lat` and a `lon` that are
/// numbers: GDAL takes 0 for what is none, and passes over a point that lacks one. Belongs to the module.
/// Throws Error (bad_input) saying which point it is. Everything else about the document is left to whoever reads it.
void check_gpx_positions(std::string_view document);

}  // namespace sanvat::data
