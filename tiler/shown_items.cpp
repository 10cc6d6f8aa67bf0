// SPDX-License-Identifier: Apache-2.0
#include "tiler/shown_items.hpp"

#include <map>

namespace sanvat::tiler {

void keep_shown(const SceneItems& items, const analysis::Filter& filter, std::vector<std::uint32_t>& positions) {
    if (filter.empty()) return;
    std::erase_if(positions, [&](std::uint32_t position) {
        const auto* feature = items.items()[position].feature;
        return feature && !(filter.matches(*feature) && filter.shows_place(*feature));
    });
}

std::vector<NamedItem> named_items(const SceneItems& items, const std::vector<std::uint32_t>& positions,
                                   bool count_others) {
    std::vector<NamedItem> named;
    std::map<std::pair<double, double>, std::size_t> at_place;
    std::map<std::size_t, std::size_t> others;
    for (const std::uint32_t position : positions) {
        const SceneItem& item = items.items()[position];
        if (const auto* point = std::get_if<MercatorPoint>(&item.shape)) {
            const auto [found, fresh] = at_place.try_emplace({point->x, point->y}, named.size());
            if (!fresh) {
                ++others[found->second];
                continue;
            }
        }
        named.push_back({position, item.label});
    }
    if (!count_others) return named;
    for (const auto& [number, count] : others)
        named[number].label += " (+" + std::to_string(count) + ")";
    return named;
}

}  // namespace sanvat::tiler
