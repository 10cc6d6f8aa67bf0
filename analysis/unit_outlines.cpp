// SPDX-License-Identifier: Apache-2.0
#include "analysis/unit_outlines.hpp"

#include <algorithm>

#include "data/geodesic.hpp"

namespace sanvat::analysis {

namespace {

constexpr std::size_t edges_in_run = 16;

}  // namespace

UnitOutlines::UnitOutlines(const std::vector<const data::MultiPolygon*>& units) {
    std::vector<data::Envelope> boxes;
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
        for (const auto& polygon : *units[unit]) {
            add(polygon.outer, unit, boxes);
            for (const auto& hole : polygon.holes)
                add(hole, unit, boxes);
        }
    }
    boxes_ = BoxIndex(boxes);
}

void UnitOutlines::add(const data::Ring& ring, std::uint32_t unit, std::vector<data::Envelope>& boxes) {
    for (std::size_t i = 0; i + 1 < ring.size(); i += edges_in_run) {
        const std::size_t edges = std::min(edges_in_run, ring.size() - 1 - i);
        data::Envelope box;
        for (std::size_t k = i; k <= i + edges; ++k)
            box.extend(ring[k]);
        runs_.push_back({&ring[i], static_cast<std::uint32_t>(edges), unit});
        boxes.push_back(box);
    }
}

std::optional<UnitOutlines::Nearest> UnitOutlines::nearest(data::LonLat place, double within_m) const {
    std::optional<Nearest> best;
    // A small circle first: most places outside are near a border, and a circle holds edges by its square.
    constexpr double first_radius_m = 500;
    for (double radius = std::min(first_radius_m, within_m);; radius = std::min(radius * 4, within_m)) {
        for (const std::uint32_t position : boxes_.meeting(data::box_around(place, radius))) {
            const Run& run = runs_[position];
            for (std::uint32_t i = 0; i < run.edges; ++i) {
                const double distance = data::foot_on_leg(place, run.first[i], run.first[i + 1]).distance_m;
                const bool nearer =
                    !best || distance < best->distance_m || (distance == best->distance_m && run.unit < best->unit);
                if (distance <= radius && nearer) best = Nearest{run.unit, distance};
            }
        }
        if (best || radius >= within_m) return best;
    }
}

}  // namespace sanvat::analysis
