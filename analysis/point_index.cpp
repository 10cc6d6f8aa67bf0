// SPDX-License-Identifier: Apache-2.0
#include "analysis/point_index.hpp"

#include <cmath>
#include <numbers>

namespace sanvat::analysis {

namespace {

constexpr double points_in_cell = 2;

std::pair<std::uint32_t, std::uint32_t> cells_between(double low, double high, double origin, double cells_per_degree,
                                                      std::uint32_t count) noexcept {
    const auto cell_of = [&](double position) {
        const double cell = std::max((position - origin) * cells_per_degree, 0.0);
        return static_cast<std::uint32_t>(std::min(cell, static_cast<double>(count - 1)));
    };
    return {cell_of(low), cell_of(high)};
}

}  // namespace

PointIndex::PointIndex(const std::vector<std::pair<data::LonLat, std::uint32_t>>& points) {
    for (const auto& [place, position] : points)
        box_.extend(place);
    if (points.empty()) return;
    const double width = std::max(box_.east - box_.west, 1e-9);
    const double height = std::max(box_.north - box_.south, 1e-9);
    const double wanted = std::max(1.0, static_cast<double>(points.size()) / points_in_cell);
    const double side = std::sqrt(width * height / wanted);
    columns_ = static_cast<std::uint32_t>(std::clamp(std::ceil(width / side), 1.0, wanted));
    rows_ = static_cast<std::uint32_t>(std::clamp(std::ceil(height / side), 1.0, wanted));
    cells_per_lon_ = columns_ / width;
    cells_per_lat_ = rows_ / height;

    // Counting sort into the cells.
    const auto cell_of = [this](data::LonLat place) {
        const data::Envelope at{place.lon, place.lat, place.lon, place.lat};
        return std::size_t{rows_of(at).first} * columns_ + columns_of(at).first;
    };
    starts_.assign(std::size_t{columns_} * rows_ + 1, 0);
    for (const auto& [place, position] : points)
        ++starts_[cell_of(place) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i)
        starts_[i] += starts_[i - 1];
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    points_.resize(points.size());
    places_.resize(points.size());
    positions_.resize(points.size());
    for (const auto& [place, position] : points) {
        const std::uint32_t i = next[cell_of(place)]++;
        points_[i] = data::geocentric(place);
        places_[i] = place;
        positions_[i] = position;
    }
}

std::pair<std::uint32_t, std::uint32_t> PointIndex::columns_of(const data::Envelope& box) const noexcept {
    return cells_between(box.west, box.east, box_.west, cells_per_lon_, columns_);
}

std::pair<std::uint32_t, std::uint32_t> PointIndex::rows_of(const data::Envelope& box) const noexcept {
    return cells_between(box.south, box.north, box_.south, cells_per_lat_, rows_);
}

double PointIndex::likely_radius_m(data::LonLat place, std::size_t k) const noexcept {
    constexpr double first_m = 1000;
    if (points_.empty()) return first_m;
    // Grows a square of cells around the place until it holds enough points to tell how dense they lie.
    const auto [column, unused_column] = columns_of({place.lon, place.lat, place.lon, place.lat});
    const auto [row, unused_row] = rows_of({place.lon, place.lat, place.lon, place.lat});
    const double cell_m = 111'000 / cells_per_lat_;
    for (std::uint32_t reach = 1;; reach *= 2) {
        const std::uint32_t west = column - std::min(column, reach);
        const std::uint32_t east = std::min(columns_ - 1, column + reach);
        const std::uint32_t south = row - std::min(row, reach);
        const std::uint32_t north = std::min(rows_ - 1, row + reach);
        std::size_t count = 0;
        for (std::uint32_t r = south; r <= north; ++r)
            count += starts_[r * columns_ + east + 1] - starts_[r * columns_ + west];
        const bool all = east - west + 1 == columns_ && north - south + 1 == rows_;
        if (count < k && !all) continue;
        // A circle of the square's share of points, and a little more: coming back for more costs a query.
        const double share = std::sqrt(static_cast<double>(k + 4) / static_cast<double>(count + 1));
        const double half_side_m = (reach + 0.5) * cell_m;
        return std::clamp(1.3 * half_side_m * share * 2 / std::sqrt(std::numbers::pi), first_m / 100, farthest_m);
    }
}

}  // namespace sanvat::analysis
