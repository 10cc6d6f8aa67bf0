// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what Mapnik is given to draw, as content.
#pragma once

#include <mapnik/featureset.hpp>

#include "tiler/content_bytes.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// Adds all that a layer draws of the features: their fields and shapes, in their order. Lines that run beyond the
/// first box, and polygons that do not meet the second, are not seen and left out; of polygons that do, what lies
/// beyond it, unless their outlines are dashed. False where nothing is seen.
bool add_painted(ContentBytes& content, mapnik::Featureset& features, const MercatorBox& line_box,
                 const MercatorBox& box, bool dashed);

}  // namespace sanvat::tiler
