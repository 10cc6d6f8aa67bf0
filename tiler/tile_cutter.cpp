// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_cutter.hpp"

#include <algorithm>

namespace sanvat::tiler {

namespace {

/// Even-odd, for a point given in halves of the unit that does not lie on the ring. Stretches beside the point cost
/// nothing but a look at their ends.
bool ring_holds_half(const ZoomRing& ring, std::int64_t x2, std::int64_t y2) {
    const auto& box = ring.box;
    if (x2 < 2 * std::int64_t{box.low.x} || x2 > 2 * std::int64_t{box.high.x}) return false;
    if (y2 < 2 * std::int64_t{box.low.y} || y2 > 2 * std::int64_t{box.high.y}) return false;
    const std::size_t n = ring.points.size();
    const auto above = [&](std::size_t i) { return 2 * std::int64_t{ring.points[i % n].y} > y2; };
    bool inside = false;
    for (std::size_t s = 0; s < ring.boxes.size(); ++s) {
        const GridBox& part = ring.boxes[s];
        if (2 * std::int64_t{part.high.x} < x2) continue;
        const std::size_t begin = s * ZoomRing::stretch;
        const std::size_t end = std::min(begin + ZoomRing::stretch, n);
        if (2 * std::int64_t{part.low.x} > x2) {
            inside ^= above(begin) != above(end);
            continue;
        }
        for (std::size_t i = begin; i < end; ++i) {
            if (above(i) == above(i + 1)) continue;
            const GridPoint a = ring.points[i];
            const GridPoint b = ring.points[(i + 1) % n];
            const std::int64_t ax = 2 * std::int64_t{a.x} - x2;
            const std::int64_t ay = 2 * std::int64_t{a.y} - y2;
            const std::int64_t bx = 2 * std::int64_t{b.x} - x2;
            const std::int64_t by = 2 * std::int64_t{b.y} - y2;
            inside ^= ((bx - ax) * ay - ax * (by - ay) > 0) == (by < ay);
        }
    }
    return inside;
}

}  // namespace

std::int64_t TileCutter::round() const noexcept {
    const GridStep size = step(box_.low, box_.high);
    return 2 * (size.x + size.y);
}

/// Counter-clockwise (y upwards) from the low corner, in units.
std::int64_t TileCutter::along(GridPoint p) const noexcept {
    const GridStep size = step(box_.low, box_.high);
    const GridStep from_low = step(box_.low, p);
    if (p.y == box_.low.y) return from_low.x;
    if (p.x == box_.high.x) return size.x + from_low.y;
    if (p.y == box_.high.y) return size.x + size.y + (size.x - from_low.x);
    return 2 * size.x + size.y + (size.y - from_low.y);
}

GridStep TileCutter::edge_direction(std::int64_t leaving) const noexcept {
    const GridStep size = step(box_.low, box_.high);
    if (leaving < size.x) return {1, 0};
    if (leaving < size.x + size.y) return {0, 1};
    if (leaving < 2 * size.x + size.y) return {-1, 0};
    return {0, -1};
}

const std::vector<GridPolygon>& TileCutter::cut(const ZoomPolygon& polygon) {
    result_.clear();
    if (polygon.parts.empty() || !polygon.box.meets(box_)) return result_;
    for (const ZoomPart& part : polygon.parts) {
        if (part.rings.front().box.meets(box_)) cut_part(part);
    }
    return result_;
}

void TileCutter::cut_part(const ZoomPart& part) {
    chains_.clear();
    loops_.clear();
    for (const ZoomRing& ring : part.rings) {
        if (ring.box.meets(box_)) collect(ring);
    }
    if (chains_.empty()) {
        add_around(part);
    } else {
        link_chains(part.touches);
    }
    if (loops_.empty()) return;
    if (loops_.size() == 1 && area2(loops_.front()) > 0) {
        result_.push_back({std::move(loops_.front())});
        return;
    }
    for (GridPolygon& made : assemble(std::move(loops_)))
        result_.push_back(std::move(made));
    loops_.clear();
}

void TileCutter::collect(const ZoomRing& ring) {
    first_of_ring_ = chains_.size();
    edges_inside_ = 0;
    const std::size_t n = ring.points.size();
    for (std::size_t s = 0; s < ring.boxes.size(); ++s) {
        if (!ring.boxes[s].meets(box_)) continue;
        const std::size_t end = std::min((s + 1) * ZoomRing::stretch, n);
        for (std::size_t i = s * ZoomRing::stretch; i < end; ++i)
            add_edge(ring, i);
    }
    close_ring(ring);
}

void TileCutter::add_edge(const ZoomRing& ring, std::size_t i) {
    const GridPoint a = ring.points[i];
    const GridPoint b = ring.points[i + 1 == ring.points.size() ? 0 : i + 1];
    if (!box_.holds(a) || !box_.holds(b) || along_edge(a, b)) return;
    const bool goes_on = edges_inside_ > 0 && last_edge_ + 1 == i && !on_edge(a);
    if (!goes_on) chains_.emplace_back().points.push_back(a);
    chains_.back().points.push_back(b);
    last_edge_ = i;
    ++edges_inside_;
}

/// The ring's first stretch may go on what its last one began.
void TileCutter::close_ring(const ZoomRing& ring) {
    if (chains_.size() == first_of_ring_) return;
    Chain& first = chains_[first_of_ring_];
    Chain& last = chains_.back();
    const GridPoint seam = ring.points.front();
    const bool meet = first.points.front() == seam && last.points.back() == seam && !on_edge(seam);
    if (meet && &first == &last) {  // never left the inside
        first.points.pop_back();
        loops_.push_back(std::move(first.points));
        chains_.pop_back();
        return;
    }
    if (meet) {
        last.points.insert(last.points.end(), first.points.begin() + 1, first.points.end());
        std::swap(first, last);
        chains_.pop_back();
    }
    for (std::size_t i = first_of_ring_; i < chains_.size(); ++i)
        finish_chain(chains_[i]);
}

void TileCutter::finish_chain(Chain& chain) {
    chain.begin = along(chain.points.front());
    chain.end = along(chain.points.back());
    chain.used = false;
}

/// True where chains meet on the edge of the box, so that a ring may touch itself there.
bool TileCutter::ambiguous() const {
    std::vector<std::int64_t> places;
    for (const Chain& chain : chains_) {
        places.push_back(chain.begin);
        places.push_back(chain.end);
    }
    std::ranges::sort(places);
    return std::ranges::adjacent_find(places) != places.end();
}

void TileCutter::link_chains(bool touches) {
    std::ranges::stable_sort(chains_, {}, &Chain::begin);
    const bool split = touches || ambiguous();
    for (std::size_t i = 0; i < chains_.size(); ++i) {
        if (!chains_[i].used) link_from(i, split);
    }
}

void TileCutter::link_from(std::size_t first, bool touches) {
    GridRing ring;
    for (std::size_t at = first; !chains_[at].used;) {
        Chain& chain = chains_[at];
        chain.used = true;
        for (const GridPoint p : chain.points)
            extend(ring, p);
        at = chain_after(chain, ring);
    }
    while (ring.size() > 1 && ring.back() == ring.front())
        ring.pop_back();
    if (!touches) {
        loops_.push_back(std::move(ring));
        return;
    }
    for (GridRing& loop : split_at_repeats(ring))
        loops_.push_back(std::move(loop));
}

/// Where the ring comes back into the box. From where the chain ends the inside lies to the left along the edge of the
/// box, unless another chain that starts at the same place is nearer to it.
std::size_t TileCutter::chain_after(const Chain& chain, GridRing& ring) const {
    const auto range = [&](std::int64_t place) {
        const auto [a, b] = std::ranges::equal_range(chains_, place, {}, &Chain::begin);
        return std::pair(static_cast<std::size_t>(a - chains_.begin()), static_cast<std::size_t>(b - chains_.begin()));
    };
    const auto [here, here_end] = range(chain.end);
    if (here != here_end) {
        const GridStep back = step(chain.points.back(), chain.points[chain.points.size() - 2]);
        const GridStep edge = edge_direction(chain.end);
        const std::size_t found = first_start(here, here_end, back, &edge);
        if (found != chains_.size()) return found;
    }
    const std::size_t next = here_end < chains_.size() ? here_end : 0;
    const std::int64_t place = chains_[next].begin;
    walk_edge(chain.end, place, place <= chain.end, ring);
    const auto [there, there_end] = range(place);
    const std::int64_t before = place == 0 ? round() - 1 : place - 1;
    const GridStep arriving = edge_direction(before);
    return first_start(there, there_end, {-arriving.x, -arriving.y}, nullptr);
}

/// The first start among chains [from, to) when turning clockwise from `back`; none where the edge comes before.
std::size_t TileCutter::first_start(std::size_t from, std::size_t to, GridStep back, const GridStep* edge) const {
    std::size_t best = chains_.size();
    GridStep best_step;
    for (std::size_t i = from; i < to; ++i) {
        const GridStep way = step(chains_[i].points[0], chains_[i].points[1]);
        if (edge && clockwise_before(back, *edge, way)) continue;
        if (best != chains_.size() && !clockwise_before(back, way, best_step)) continue;
        best = i;
        best_step = way;
    }
    return best;
}

/// The corners between two places on the edge of the box, counter-clockwise.
void TileCutter::walk_edge(std::int64_t from, std::int64_t to, bool past_start, GridRing& ring) const {
    const GridStep size = step(box_.low, box_.high);
    const std::array<GridPoint, 4> corners{GridPoint{box_.high.x, box_.low.y}, box_.high,
                                           GridPoint{box_.low.x, box_.high.y}, box_.low};
    const std::array<std::int64_t, 4> places{size.x, size.x + size.y, 2 * size.x + size.y, round()};
    const std::int64_t end = past_start ? to + round() : to;
    for (std::size_t i = 0; i < 8; ++i) {
        const std::int64_t place = places[i % 4] + (i < 4 ? 0 : round());
        if (place > from && place < end) extend(ring, corners[i % 4]);
    }
}

/// No ring crosses the edge of the box: it lies in the polygon as a whole, or not at all.
void TileCutter::add_around(const ZoomPart& part) {
    const bool whole = std::ranges::any_of(loops_, [](const GridRing& loop) { return area2(loop) > 0; });
    if (whole) return;
    // No edge passes through the box but those of holes inside; the corner's own unit square is free of them.
    const std::int64_t x2 = 2 * std::int64_t{box_.low.x} + 1;
    const std::int64_t y2 = 2 * std::int64_t{box_.low.y} + 1;
    for (std::size_t i = 0; i < part.rings.size(); ++i) {
        if (ring_holds_half(part.rings[i], x2, y2) == (i == 0)) continue;
        loops_.clear();
        return;
    }
    loops_.push_back({box_.low, {box_.high.x, box_.low.y}, box_.high, {box_.low.x, box_.high.y}});
}

}  // namespace sanvat::tiler
