// SPDX-License-Identifier: Apache-2.0
#include "tiler/arc_thinner.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <queue>

#include "tiler/arc_conflicts.hpp"

namespace sanvat::tiler {

namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

double triangle_m2(MercatorPoint a, MercatorPoint b, MercatorPoint c) noexcept {
    return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

/// Finds in which order vertices of one line go.
class Ranking {
public:
    explicit Ranking(const MercatorLine& line)
        : line_(line),
          before_(line.size()),
          after_(line.size()),
          now_(line.size(), forever),
          rank_(line.size(), forever) {}

    std::vector<double> areas() {
        const std::size_t n = line_.size();
        // What a closed line keeps beside its ends.
        const std::size_t stay = line_.front() == line_.back() ? 2 : 0;
        if (n <= 2 + stay) return std::move(rank_);
        for (std::size_t i = 0; i < n; ++i) {
            before_[i] = static_cast<std::uint32_t>(i) - 1;
            after_[i] = static_cast<std::uint32_t>(i) + 1;
        }
        for (std::uint32_t i = 1; i + 1 < n; ++i)
            measure(i);
        double largest = 0;
        for (std::size_t left = n - 2 - stay; left > 0; --left) {
            const std::uint32_t tip = smallest();
            // A tip that became smaller by the loss of its neighbours does not go before they did.
            largest = std::max(largest, now_[tip]);
            rank_[tip] = largest;
            drop(tip);
        }
        return std::move(rank_);
    }

private:
    using Entry = std::pair<double, std::uint32_t>;

    void measure(std::uint32_t i) {
        now_[i] = triangle_m2(line_[before_[i]], line_[i], line_[after_[i]]);
        queue_.emplace(now_[i], i);
    }

    std::uint32_t smallest() {
        while (true) {
            const auto [area, i] = queue_.top();
            queue_.pop();
            if (area == now_[i] && rank_[i] == forever) return i;  // others were measured anew since
        }
    }

    void drop(std::uint32_t i) {
        const std::uint32_t a = before_[i];
        const std::uint32_t b = after_[i];
        after_[a] = b;
        before_[b] = a;
        if (a > 0) measure(a);
        if (b + 1 < line_.size()) measure(b);
    }

    const MercatorLine& line_;
    std::vector<std::uint32_t> before_;
    std::vector<std::uint32_t> after_;
    std::vector<double> now_;
    std::vector<double> rank_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

/// How far a straight line from one vertex may reach so that, as far as directions tell, it passes within `off_m` of
/// every vertex on its way: sleeve fitting (Zhao and Saalfeld 1997). At least the next vertex, at most `last`.
std::uint32_t straight_reach(const MercatorLine& line, std::uint32_t from, std::uint32_t last, double off_m) {
    double low = -forever;  // directions that pass all vertices so far, from that of the first
    double high = forever;
    std::optional<double> first;
    std::uint32_t reach = from + 1;
    for (std::uint32_t i = from + 1; i <= last && low <= high; ++i) {
        const double dx = line[i].x - line[from].x;
        const double dy = line[i].y - line[from].y;
        const double away = std::hypot(dx, dy);
        if (away <= off_m) {  // any direction passes it
            if (!first) reach = i;
            continue;
        }
        const double direction = std::atan2(dy, dx);
        if (!first) first = direction;
        const double turn = std::remainder(direction - *first, 2 * std::numbers::pi);
        if (low <= turn && turn <= high) reach = i;
        const double room = std::asin(off_m / away);
        low = std::max(low, turn - room);
        high = std::min(high, turn + room);
    }
    return reach;
}

/// Adds to `kept` what lies between a and b and farther than `off_m` from the line left there, the farthest first.
void keep_off(const MercatorLine& line, std::uint32_t a, std::uint32_t b, double off_m, std::vector<bool>& kept) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open{{a, b}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        const auto [farthest, off] = farthest_between(line, from, to);
        if (off <= off_m) continue;
        kept[farthest] = true;
        open.emplace_back(from, farthest);
        open.emplace_back(farthest, to);
    }
}

/// Adds to `kept` as little as possible of what lies between a and b so that nothing is farther than `off_m` from the
/// line left.
void keep_near(const MercatorLine& line, std::uint32_t a, std::uint32_t b, double off_m, std::vector<bool>& kept) {
    for (std::uint32_t from = a; from < b;) {
        const std::uint32_t to = straight_reach(line, from, b, off_m);
        kept[to] = true;
        // Vertices behind either end of the straight line are in its direction, and yet may be too far.
        keep_off(line, from, to, off_m, kept);
        from = to;
    }
}

std::vector<std::uint32_t> positions_of(const std::vector<bool>& kept) {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < kept.size(); ++i) {
        if (kept[i]) result.push_back(i);
    }
    return result;
}

}  // namespace

double distance_to_segment(MercatorPoint p, MercatorPoint a, MercatorPoint b) noexcept {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double share = length2 == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0);
    return std::hypot(a.x + share * dx - p.x, a.y + share * dy - p.y);
}

ArcThinner::ArcThinner(std::vector<MercatorLine> lines) : lines_(std::move(lines)) {
    areas_m2_.reserve(lines_.size());
    for (const MercatorLine& line : lines_)
        areas_m2_.push_back(Ranking(line).areas());
}

ArcThinner::Kept ArcThinner::thin(const Tolerance& tolerance) const {
    Kept result;
    result.reserve(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        std::vector<bool> kept(lines_[i].size());
        std::uint32_t last = 0;
        for (std::uint32_t v = 0; v < kept.size(); ++v) {
            if (areas_m2_[i][v] < tolerance.area_m2) continue;
            kept[v] = true;
            if (v > last + 1) keep_near(lines_[i], last, v, tolerance.off_m, kept);
            last = v;
        }
        result.push_back(positions_of(kept));
    }
    return result;
}

ArcThinner::Kept ArcThinner::thin_apart(const Tolerance& tolerance, const std::vector<std::uint32_t>& groups) const {
    Kept kept = thin(tolerance);
    keep_apart(lines_, groups, kept);
    return kept;
}

}  // namespace sanvat::tiler
