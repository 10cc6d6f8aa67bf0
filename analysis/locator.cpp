// SPDX-License-Identifier: Apache-2.0
#include "analysis/locator.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/box_index.hpp"
#include "analysis/orientation.hpp"

namespace sanvat::analysis {

using data::LonLat;

namespace {

struct Edge {
    LonLat a;
    LonLat b;
};

enum class Side : std::uint8_t { outside, inside, boundary };

/// The edges of one polygon in horizontal slabs, so that a point meets only those at its latitude.
class Slabs {
public:
    explicit Slabs(const data::MultiPolygon& polygons) : box_(data::envelope_of(polygons)) {
        std::vector<Edge> edges;
        const auto add = [&edges](const data::Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                edges.push_back({ring[i], ring[i + 1]});
        };
        for (const auto& polygon : polygons) {
            add(polygon.outer);
            for (const auto& hole : polygon.holes)
                add(hole);
        }
        fill(edges);
    }

    [[nodiscard]] const data::Envelope& box() const noexcept { return box_; }

    /// Even-odd along the ray to the east, with exact orientation.
    [[nodiscard]] Side side_of(LonLat p) const noexcept {
        if (!box_.contains(p)) return Side::outside;
        bool inside = false;
        const std::size_t slab = slab_of(p.lat);
        for (std::size_t i = starts_[slab]; i < starts_[slab + 1]; ++i) {
            const Edge& edge = edges_[i];
            const auto [low, high] = std::minmax(edge.a.lat, edge.b.lat);
            if (p.lat < low || p.lat > high) continue;
            const auto [west, east] = std::minmax(edge.a.lon, edge.b.lon);
            if (p.lon > east) continue;
            const int turn = orientation(edge.a, edge.b, p);
            if (turn == 0 && p.lon >= west) return Side::boundary;
            const bool upward = edge.b.lat > edge.a.lat;
            const bool crosses = (edge.a.lat > p.lat) != (edge.b.lat > p.lat);
            if (crosses && turn == (upward ? 1 : -1)) inside = !inside;
        }
        return inside ? Side::inside : Side::outside;
    }

private:
    [[nodiscard]] std::size_t slab_of(double lat) const noexcept {
        const auto slab = static_cast<std::ptrdiff_t>(std::floor((lat - box_.south) * slabs_per_degree_));
        return static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(slab, 0, static_cast<std::ptrdiff_t>(starts_.size()) - 2));
    }

    /// Counting sort of the edges into every slab they touch.
    void fill(const std::vector<Edge>& edges) {
        constexpr std::size_t edges_per_slab = 8;
        const std::size_t slabs = edges.size() / edges_per_slab + 1;
        const double height = box_.north - box_.south;
        slabs_per_degree_ = height > 0 ? static_cast<double>(slabs) / height : 0;
        starts_.assign(slabs + 1, 0);
        const auto for_each_slab = [this](const Edge& edge, auto&& function) {
            const auto [low, high] = std::minmax(edge.a.lat, edge.b.lat);
            for (std::size_t slab = slab_of(low); slab <= slab_of(high); ++slab)
                function(slab);
        };
        for (const Edge& edge : edges)
            for_each_slab(edge, [this](std::size_t slab) { ++starts_[slab + 1]; });
        for (std::size_t slab = 0; slab < slabs; ++slab)
            starts_[slab + 1] += starts_[slab];
        edges_.resize(starts_.back());
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        for (const Edge& edge : edges)
            for_each_slab(edge, [&](std::size_t slab) { edges_[next[slab]++] = edge; });
    }

    data::Envelope box_;
    double slabs_per_degree_ = 0;
    std::vector<std::size_t> starts_;
    std::vector<Edge> edges_;
};

}  // namespace

struct Locator::Index {
    std::vector<Slabs> polygons;
    BoxIndex boxes;
};

Locator::Locator(const std::vector<const data::MultiPolygon*>& polygons) : index_(std::make_unique<Index>()) {
    std::vector<data::Envelope> boxes;
    for (const auto* polygon : polygons)
        boxes.push_back(index_->polygons.emplace_back(*polygon).box());
    index_->boxes = BoxIndex(boxes);
}

Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;

std::vector<std::uint32_t> Locator::covering(LonLat point) const {
    auto found = index_->boxes.meeting({point.lon, point.lat, point.lon, point.lat});
    std::erase_if(found, [&](std::uint32_t i) { return index_->polygons[i].side_of(point) == Side::outside; });
    return found;
}

std::optional<std::uint32_t> Locator::locate(LonLat point) const {
    const auto found = covering(point);
    if (found.empty()) return std::nullopt;
    return found.front();
}

}  // namespace sanvat::analysis
