// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

#include "data/geodesic.hpp"
#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Finds points by their distance from a place: a grid of cells with about two points each, row by row, so that a query
/// reads a few runs of memory. Distances are data::distance_near_m. Immutable and thread-safe; about 44 bytes a point.
class PointIndex {
public:
    struct Found {
        std::uint32_t position;
        double distance_m;
        friend auto operator<=>(const Found& a, const Found& b) noexcept {
            return std::pair(a.distance_m, a.position) <=> std::pair(b.distance_m, b.position);
        }
        friend bool operator==(const Found&, const Found&) noexcept = default;
    };

    PointIndex() = default;  ///< of no points
    /// `points`: the place and the position it is known by.
    explicit PointIndex(const std::vector<std::pair<data::LonLat, std::uint32_t>>& points);

    [[nodiscard]] std::size_t size() const noexcept { return points_.size(); }

    /// All at most `distance_m` away for which `accept(position)` holds, in no order.
    template <typename Accept>
    [[nodiscard]] std::vector<Found> within(data::LonLat place, double distance_m, Accept&& accept) const {
        std::vector<Found> found;
        const data::Geocentric centre = data::geocentric(place);
        for_each_run(data::box_around(place, distance_m), [&](std::uint32_t begin, std::uint32_t end) {
            for (std::uint32_t i = begin; i < end; ++i) {
                // The chord is never longer than the way along the ground.
                const double chord_m = data::chord_m(centre, points_[i]);
                if (chord_m > distance_m || !accept(positions_[i])) continue;
                const double distance = data::distance_near_m(chord_m, place, places_[i]);
                if (distance <= distance_m) found.push_back({positions_[i], distance});
            }
        });
        return found;
    }

    /// The k nearest for which `accept(position)` holds, nearest first, ties by position; fewer where there are no
    /// more.
    template <typename Accept>
    [[nodiscard]] std::vector<Found> nearest(data::LonLat place, std::size_t k, Accept&& accept) const {
        for (double radius = likely_radius_m(place, k);; radius *= 2) {
            auto found = within(place, std::min(radius, farthest_m), accept);
            if (found.size() < k && radius < farthest_m) continue;
            const auto last = found.begin() + static_cast<std::ptrdiff_t>(std::min(k, found.size()));
            std::partial_sort(found.begin(), last, found.end());
            found.erase(last, found.end());
            return found;
        }
    }

private:
    /// Everything on Earth is nearer than this (half a meridian and a bit).
    static constexpr double farthest_m = 20'100'000;

    /// Calls `run(begin, end)` for each row of cells that meets the box, with the points there.
    template <typename Run>
    void for_each_run(const data::Envelope& box, Run&& run) const {
        if (points_.empty() || !box_.intersects(box)) return;
        const auto [west, east] = columns_of(box);
        const auto [south, north] = rows_of(box);
        for (std::uint32_t row = south; row <= north; ++row) {
            const std::uint32_t begin = starts_[row * columns_ + west];
            const std::uint32_t end = starts_[row * columns_ + east + 1];
            if (begin != end) run(begin, end);
        }
    }

    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> columns_of(const data::Envelope& box) const noexcept;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rows_of(const data::Envelope& box) const noexcept;
    /// A circle around the place that holds rather more than k points if they lie there as densely as around it.
    [[nodiscard]] double likely_radius_m(data::LonLat place, std::size_t k) const noexcept;

    data::Envelope box_;
    std::uint32_t columns_ = 1;
    std::uint32_t rows_ = 1;
    double cells_per_lon_ = 0;
    double cells_per_lat_ = 0;
    std::vector<std::uint32_t> starts_;     ///< first point of each cell, one more than cells
    std::vector<data::Geocentric> points_;  ///< by cell
    std::vector<data::LonLat> places_;
    std::vector<std::uint32_t> positions_;
};

}  // namespace sanvat::analysis
