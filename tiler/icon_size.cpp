// SPDX-License-Identifier: Apache-2.0
#include "tiler/icon_size.hpp"

#include <cmath>
#include <mapnik/marker.hpp>
#include <mapnik/marker_cache.hpp>

#include "data/error.hpp"

namespace sanvat::tiler {

IconSize icon_size(const std::filesystem::path& file) {
    const auto marker = mapnik::marker_cache::instance().find(file.string(), true);
    if (!marker || marker->is<mapnik::marker_null>()) {
        throw data::Error(data::ErrorKind::failure, {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                          "cannot be drawn");
    }
    return {static_cast<int>(std::lround(marker->width())), static_cast<int>(std::lround(marker->height()))};
}

}  // namespace sanvat::tiler
