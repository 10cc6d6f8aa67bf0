// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <iterator>

#include "tiler/scene_layer.hpp"

namespace sanvat::tiler {

namespace {

namespace bg = boost::geometry;
using Corner = bg::model::d2::point_xy<double>;
using Box = bg::model::box<Corner>;
using NumberedBox = std::pair<Box, std::uint32_t>;

Box to_box(const MercatorBox& box) {
    return {Corner(box.west, box.south), Corner(box.east, box.north)};
}

std::vector<NumberedBox> entries_of(const std::vector<SceneItem>& items) {
    std::vector<NumberedBox> entries;
    entries.reserve(items.size());
    for (std::uint32_t i = 0; i < items.size(); ++i)
        entries.emplace_back(to_box(box_of(items[i].shape)), i);
    return entries;
}

}  // namespace

struct SceneItems::Index {
    bg::index::rtree<NumberedBox, bg::index::rstar<16>> tree;
};

SceneItems::SceneItems(std::vector<SceneItem> items)
    : items_(std::move(items)), index_(std::make_unique<Index>(Index{decltype(Index::tree)(entries_of(items_))})) {}

SceneItems::~SceneItems() = default;
SceneItems::SceneItems(SceneItems&&) noexcept = default;
SceneItems& SceneItems::operator=(SceneItems&&) noexcept = default;

std::vector<std::uint32_t> SceneItems::in_box(const MercatorBox& box) const {
    std::vector<std::uint32_t> found;
    for (auto it = index_->tree.qbegin(bg::index::intersects(to_box(box))); it != index_->tree.qend(); ++it) {
        found.push_back(it->second);
    }
    std::ranges::sort(found);
    return found;
}

bool SceneItems::any_in(const MercatorBox& box) const {
    return index_->tree.qbegin(bg::index::intersects(to_box(box))) != index_->tree.qend();
}

std::optional<MercatorBox> SceneItems::extent() const {
    if (items_.empty()) return std::nullopt;
    const auto box = index_->tree.bounds();
    return MercatorBox{bg::get<bg::min_corner, 0>(box), bg::get<bg::min_corner, 1>(box),
                       bg::get<bg::max_corner, 0>(box), bg::get<bg::max_corner, 1>(box)};
}

}  // namespace sanvat::tiler
