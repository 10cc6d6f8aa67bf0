// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: which things of a layer show, and under what names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "tiler/scene_layer.hpp"

namespace sanvat::tiler {

/// Takes away the positions of items that the filter does not let through. Roads and places always pass.
void keep_shown(const SceneItems& items, const analysis::Filter& filter, std::vector<std::uint32_t>& positions);

struct NamedItem {
    std::uint32_t position;
    std::string label;
};

/// Items at one and the same place get one name, the first one's, and with `count_others` the number of the others.
[[nodiscard]] std::vector<NamedItem> named_items(const SceneItems& items, const std::vector<std::uint32_t>& positions,
                                                 bool count_others);

}  // namespace sanvat::tiler
