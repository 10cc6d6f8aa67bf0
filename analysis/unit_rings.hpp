// SPDX-License-Identifier: Apache-2.0
// Inside the locator only: the exact outlines that every answer rests on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

struct Edge {
    data::LonLat a;
    data::LonLat b;
    friend bool operator==(const Edge&, const Edge&) noexcept = default;
};

/// The rings of all units in one array of vertices, each wound so that the unit lies to the left of its edges,
/// whatever way it was wound before. An edge is known by the number of its first vertex.
class UnitRings {
public:
    /// Throws too_large from 2³¹ vertices or 2²⁴ − 1 units on, which the numbers of the index cannot hold.
    explicit UnitRings(const std::vector<const data::MultiPolygon*>& units);

    [[nodiscard]] Edge edge(std::uint32_t number) const noexcept { return {vertices_[number], vertices_[number + 1]}; }
    [[nodiscard]] std::uint32_t unit_of(std::uint32_t edge) const noexcept;
    [[nodiscard]] std::uint32_t unit_count() const noexcept { return unit_count_; }
    [[nodiscard]] std::size_t vertex_count() const noexcept { return vertices_.size(); }
    [[nodiscard]] const data::Envelope& box() const noexcept { return box_; }
    [[nodiscard]] std::size_t bytes() const noexcept;

    /// Calls `function(number)` for every edge with a length that comes between these latitudes and for some that do
    /// not, numbers ascending.
    template <typename Function>
    void for_each_edge_near(double south, double north, Function&& function) const {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (blocks_[i].north < south || blocks_[i].south > north) continue;
            const auto first = static_cast<std::uint32_t>(i * vertices_in_block);
            const auto end = static_cast<std::uint32_t>(std::min(vertices_.size(), first + vertices_in_block));
            std::uint32_t ring = blocks_[i].first_ring;
            for (std::uint32_t number = first; number < end; ++number) {
                while (ring_starts_[ring + 1] <= number)
                    ++ring;
                if (number + 1 < ring_starts_[ring + 1] && vertices_[number] != vertices_[number + 1]) function(number);
            }
        }
    }

private:
    /// Consecutive vertices, looked up together.
    static constexpr std::size_t vertices_in_block = 128;
    struct Block {
        std::uint32_t first_ring;  ///< of the block's first vertex
        double south, north;       ///< of the edges that begin in the block
    };

    void add(const data::Ring& ring, std::uint32_t unit, bool hole);
    void make_blocks();

    std::vector<data::LonLat> vertices_;
    std::vector<std::uint32_t> ring_starts_{0};  ///< one more than rings
    std::vector<std::uint32_t> ring_units_;
    std::vector<Block> blocks_;
    std::uint32_t unit_count_ = 0;
    data::Envelope box_;
};

}  // namespace sanvat::analysis
