// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: which of many small things lie near a place.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

/// Boxes in the cells of a grid about as fine as they are many. Made at once, then immutable. The unit is any; `south`
/// is the lower end of y whichever way that points.
class CellLists {
public:
    /// Boxes are known by their position.
    explicit CellLists(const std::vector<MercatorBox>& boxes) {
        frame(boxes);
        first_.assign(columns_ * rows_ + 1, 0);
        for (const MercatorBox& box : boxes)
            each_cell(box, [&](std::size_t cell) { ++first_[cell + 1]; });
        for (std::size_t cell = 0; cell + 1 < first_.size(); ++cell)
            first_[cell + 1] += first_[cell];
        members_.resize(first_.back());
        auto next = first_;
        for (std::uint32_t i = 0; i < boxes.size(); ++i)
            each_cell(boxes[i], [&](std::size_t cell) { members_[next[cell]++] = i; });
    }

    /// Visits the boxes of all cells that the box meets; one that lies in several of them several times.
    template <typename Visit>
    void near(const MercatorBox& box, Visit visit) const {
        each_cell(box, [&](std::size_t cell) {
            for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i)
                visit(members_[i]);
        });
    }

private:
    void frame(const std::vector<MercatorBox>& boxes) {
        if (boxes.empty()) return;
        MercatorBox all = boxes.front();
        for (const MercatorBox& box : boxes) {
            all = {std::min(all.west, box.west), std::min(all.south, box.south), std::max(all.east, box.east),
                   std::max(all.north, box.north)};
        }
        const double cells = 2.0 * static_cast<double>(boxes.size());
        west_ = all.west;
        south_ = all.south;
        // Never more cells along one axis than there are to be in all, however thin the whole is.
        const double side =
            std::max(std::sqrt(all.width() * all.height() / cells), std::max(all.width(), all.height()) / cells);
        side_ = side > 0 ? side : 1;
        columns_ = static_cast<std::size_t>(all.width() / side_) + 1;
        rows_ = static_cast<std::size_t>(all.height() / side_) + 1;
    }

    static std::size_t slot(double offset, double side, std::size_t count) {
        return static_cast<std::size_t>(std::clamp(offset / side, 0.0, static_cast<double>(count - 1)));
    }

    template <typename Visit>
    void each_cell(const MercatorBox& box, Visit visit) const {
        const std::size_t left = slot(box.west - west_, side_, columns_);
        const std::size_t right = slot(box.east - west_, side_, columns_);
        const std::size_t low = slot(box.south - south_, side_, rows_);
        const std::size_t high = slot(box.north - south_, side_, rows_);
        for (std::size_t row = low; row <= high; ++row) {
            for (std::size_t column = left; column <= right; ++column)
                visit(row * columns_ + column);
        }
    }

    double west_ = 0;
    double south_ = 0;
    double side_ = 1;
    std::size_t columns_ = 1;
    std::size_t rows_ = 1;
    std::vector<std::uint32_t> first_;
    std::vector<std::uint32_t> members_;
};

}  // namespace sanvat::tiler
