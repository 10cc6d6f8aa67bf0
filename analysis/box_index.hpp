// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Finds which of a fixed set of boxes meet another box (an R-tree, packed once). Immutable and thread-safe.
class BoxIndex {
public:
    BoxIndex();  ///< of no boxes
    /// Boxes are known by their position; empty ones are never found.
    explicit BoxIndex(const std::vector<data::Envelope>& boxes);
    ~BoxIndex();
    BoxIndex(BoxIndex&&) noexcept;
    BoxIndex& operator=(BoxIndex&&) noexcept;

    /// Positions of the boxes that share a point with this one, ascending.
    [[nodiscard]] std::vector<std::uint32_t> meeting(const data::Envelope& box) const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace sanvat::analysis
