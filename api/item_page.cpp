// SPDX-License-Identifier: Apache-2.0
#include "api/item_page.hpp"

#include <algorithm>
#include <numeric>

namespace sanvat::api {

namespace {

std::vector<std::uint32_t> in_boxes(const analysis::FeatureTable& table, const std::vector<data::Envelope>& boxes) {
    std::vector<std::uint32_t> positions = table.in_box(boxes.front());
    for (std::size_t i = 1; i < boxes.size(); ++i) {
        const std::vector<std::uint32_t> more = table.in_box(boxes[i]);
        std::vector<std::uint32_t> both;
        std::ranges::set_union(positions, more, std::back_inserter(both));
        positions = std::move(both);
    }
    return positions;
}

std::vector<std::uint32_t> all_of(const analysis::FeatureTable& table) {
    std::vector<std::uint32_t> positions(table.features().size());
    std::iota(positions.begin(), positions.end(), 0U);
    return positions;
}

/// Position of the first feature whose id comes after.
std::uint32_t position_after(const analysis::FeatureTable& table, const std::string& id) {
    const auto& features = table.features();
    const auto found = std::ranges::upper_bound(features, id, {}, &analysis::Feature::id);
    return static_cast<std::uint32_t>(found - features.begin());
}

}  // namespace

ItemPage find_items(const analysis::FeatureTable& table, const ItemQuestion& question) {
    std::vector<std::uint32_t> matched = question.boxes.empty() ? all_of(table) : in_boxes(table, question.boxes);
    if (question.span || !question.filter.empty()) {
        std::erase_if(matched, [&](std::uint32_t position) {
            const analysis::Feature& feature = table.features()[position];
            return (question.span && !feature.in_force_within(*question.span)) || !question.filter.matches(feature) ||
                   (!question.boxes.empty() && !question.filter.shows_place(feature));
        });
    }
    ItemPage page;
    page.matched = matched.size();
    const std::uint32_t first = question.after ? position_after(table, *question.after) : 0;
    const auto begin = std::ranges::lower_bound(matched, first);
    const auto left = static_cast<std::size_t>(matched.end() - begin);
    page.more = left > question.limit;
    page.positions.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(left, question.limit)));
    return page;
}

}  // namespace sanvat::api
