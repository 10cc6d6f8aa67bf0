// SPDX-License-Identifier: Apache-2.0
#include "analysis/measured_route.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sanvat::analysis {

using data::Geocentric;
using data::LonLat;

namespace {

/// The surface is nowhere more curved than a meridian at the equator: a(1 − e²) of WGS 84, rounded down. A curve of
/// curvature 1/R and length L lies at most L²/8R from its chord (the error of linear interpolation).
constexpr double least_radius_m = 6'335'439;

/// Feet are found to a micrometre.
constexpr double same_m = 1e-6;

RouteLeg leg_of(LonLat a, LonLat b, double start_m, std::size_t part) {
    const double length_m = data::distance_m(a, b);
    return {a,
            b,
            start_m,
            length_m,
            part,
            data::geocentric(a),
            data::geocentric(b),
            length_m * length_m / (8 * least_radius_m)};
}

double dot(const Geocentric& a, const Geocentric& b) noexcept {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

Geocentric minus(const Geocentric& a, const Geocentric& b) noexcept {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}

/// Straight through the ground to the straight line between the leg's ends.
double chord_to_leg_m(const Geocentric& place, const RouteLeg& leg) noexcept {
    const Geocentric way = minus(leg.to, leg.from);
    const Geocentric off = minus(place, leg.from);
    const double length2 = dot(way, way);
    const double t = length2 > 0 ? std::clamp(dot(off, way) / length2, 0.0, 1.0) : 0.0;
    const Geocentric gap{off.x - t * way.x, off.y - t * way.y, off.z - t * way.z};
    return std::sqrt(dot(gap, gap));
}

/// No geodesic of that chord is longer: the arc over a chord c is c + c³ / 24 R² and so on, a quarter longer than 0.1 %
/// at 1,000 km, and never longer than half a circle over its diameter.
double longest_arc_m(double chord_m) noexcept {
    constexpr double nearby_m = 1'000'000;
    constexpr double nearby_factor = 1.002;
    constexpr double factor = 1.6;
    return chord_m * (chord_m < nearby_m ? nearby_factor : factor);
}

using Bound = std::pair<double, std::uint32_t>;

}  // namespace

MeasuredRoute::MeasuredRoute(const data::MultiLineString& route) {
    double along = 0;
    for (std::size_t part = 0; part < route.size(); ++part) {
        for (std::size_t i = 0; i + 1 < route[part].size(); ++i) {
            legs_.push_back(leg_of(route[part][i], route[part][i + 1], along, part));
            along += legs_.back().length_m;
        }
    }
    constexpr std::uint32_t legs_in_ball = 16;
    const auto count = static_cast<std::uint32_t>(legs_.size());
    for (std::uint32_t begin = 0; begin < count; begin += legs_in_ball)
        balls_.push_back(ball_of(begin, std::min(begin + legs_in_ball, count)));
}

MeasuredRoute::Ball MeasuredRoute::ball_of(std::uint32_t begin, std::uint32_t end) const {
    Ball ball{{}, 0, begin, end};
    for (std::uint32_t i = begin; i < end; ++i) {
        const RouteLeg& leg = legs_[i];
        ball.centre.x += (leg.from.x + leg.to.x) / 2 / (end - begin);
        ball.centre.y += (leg.from.y + leg.to.y) / 2 / (end - begin);
        ball.centre.z += (leg.from.z + leg.to.z) / 2 / (end - begin);
    }
    for (std::uint32_t i = begin; i < end; ++i) {
        const RouteLeg& leg = legs_[i];
        const double farther =
            std::max(data::chord_m(ball.centre, leg.from), data::chord_m(ball.centre, leg.to)) + leg.sag_m;
        ball.radius_m = std::max(ball.radius_m, farther);
    }
    return ball;
}

std::optional<RouteFoot> MeasuredRoute::nearest(LonLat place, double most_m) const {
    const Geocentric centre = data::geocentric(place);
    std::vector<Bound> near_balls;
    for (std::uint32_t i = 0; i < balls_.size(); ++i) {
        const double least_m = data::chord_m(centre, balls_[i].centre) - balls_[i].radius_m;
        if (least_m <= most_m) near_balls.emplace_back(least_m, i);
    }
    std::ranges::sort(near_balls);

    // Feet are dear: first what each leg is at least away, and no more than the nearest can be.
    std::vector<Bound> near_legs;
    double limit_m = most_m;
    for (const auto& [least_of_ball_m, ball] : near_balls) {
        if (least_of_ball_m > limit_m + same_m) break;
        for (std::uint32_t i = balls_[ball].begin; i < balls_[ball].end; ++i) {
            const double chord_m = chord_to_leg_m(centre, legs_[i]);
            const double least_m = chord_m - legs_[i].sag_m;
            if (least_m > limit_m + same_m) continue;
            near_legs.emplace_back(least_m, i);
            limit_m = std::min(limit_m, longest_arc_m(chord_m + legs_[i].sag_m));
        }
    }
    std::ranges::sort(near_legs);

    std::optional<RouteFoot> best;
    for (const auto& [least_m, i] : near_legs) {
        // A joint belongs to two legs and is as near on both up to rounding: the first keeps it.
        if (best && least_m > best->foot.distance_m + same_m) break;
        const data::FootPoint foot = data::foot_on_leg(place, legs_[i].a, legs_[i].b);
        if (foot.distance_m > most_m) continue;
        const bool nearer = !best || foot.distance_m < best->foot.distance_m - same_m;
        const bool as_near_and_first = best && foot.distance_m <= best->foot.distance_m + same_m && i < best->leg;
        if (nearer || as_near_and_first) best = {foot, i};
    }
    return best;
}

std::vector<data::Envelope> MeasuredRoute::boxes_around(double distance_m) const {
    constexpr std::size_t legs_in_box = 8;
    std::vector<data::Envelope> boxes;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
        if (i % legs_in_box == 0) boxes.emplace_back();
        // No place on a leg is farther than half its length from the nearer end.
        const double reach_m = distance_m + legs_[i].length_m / 2;
        boxes.back().extend(data::box_around(legs_[i].a, reach_m));
        boxes.back().extend(data::box_around(legs_[i].b, reach_m));
    }
    return boxes;
}

}  // namespace sanvat::analysis
