// SPDX-License-Identifier: Apache-2.0
#include "analysis/box_index.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <utility>

namespace sanvat::analysis {

namespace {

namespace bg = boost::geometry;
using Corner = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Corner>;
using NumberedBox = std::pair<Box, std::uint32_t>;

Box box_of(const data::Envelope& envelope) {
    return {Corner{envelope.west, envelope.south}, Corner{envelope.east, envelope.north}};
}

std::vector<NumberedBox> entries_of(const std::vector<data::Envelope>& boxes) {
    std::vector<NumberedBox> entries;
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].empty()) entries.emplace_back(box_of(boxes[i]), i);
    }
    return entries;
}

}  // namespace

struct BoxIndex::Tree {
    bg::index::rtree<NumberedBox, bg::index::rstar<16>> boxes;
};

BoxIndex::BoxIndex() : BoxIndex(std::vector<data::Envelope>{}) {}
BoxIndex::BoxIndex(const std::vector<data::Envelope>& boxes)
    : tree_(new Tree{decltype(Tree::boxes)(entries_of(boxes))}) {}
BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::uint32_t> BoxIndex::meeting(const data::Envelope& box) const {
    std::vector<std::uint32_t> found;
    if (box.empty()) return found;
    const auto& tree = tree_->boxes;
    for (auto it = tree.qbegin(bg::index::intersects(box_of(box))); it != tree.qend(); ++it)
        found.push_back(it->second);
    std::ranges::sort(found);
    return found;
}

}  // namespace sanvat::analysis
