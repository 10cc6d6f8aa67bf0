// SPDX-License-Identifier: Apache-2.0
#include "analysis/area_distance.hpp"

#include <cmath>
#include <vector>

#include "data/geodesic.hpp"

namespace sanvat::analysis {

namespace {

using data::LonLat;

/// The longest that a degree gets, of latitude at the poles, rounded up: no leg is longer than this times its degrees.
constexpr double most_metres_per_degree = 111'700;

/// Keeps the nearest place of rings to a point. Most legs are ruled out by their ends alone, since by the triangle
/// inequality no place of a leg is nearer than half of (both ends' distances less the leg's length).
class NearestPlace {
public:
    explicit NearestPlace(LonLat point) : point_(point) {}

    void consider(const data::Ring& ring) {
        std::vector<double> ends;
        ends.reserve(ring.size());
        for (const LonLat end : ring) {
            ends.push_back(data::distance_m(point_, end));
            take(end, ends.back());
        }
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const double longest =
                most_metres_per_degree * std::hypot(ring[i + 1].lon - ring[i].lon, ring[i + 1].lat - ring[i].lat);
            if (best_ && (ends[i] + ends[i + 1] - longest) / 2 >= best_->distance_m) continue;
            const data::FootPoint foot = data::foot_on_leg(point_, ring[i], ring[i + 1]);
            take(foot.place, foot.distance_m);
        }
    }

    void consider(const data::MultiPolygon& polygons) {
        if (data::contains(polygons, point_)) return take(point_, 0);
        for (const data::Polygon& polygon : polygons) {
            consider(polygon.outer);
            for (const data::Ring& hole : polygon.holes)
                consider(hole);
        }
    }

    [[nodiscard]] const std::optional<AreaDistance>& best() const noexcept { return best_; }

private:
    void take(LonLat place, double distance_m) {
        if (!best_ || distance_m < best_->distance_m) best_ = AreaDistance{place, distance_m, true};
    }

    LonLat point_;
    std::optional<AreaDistance> best_;
};

}  // namespace

std::optional<AreaDistance> distance_to_area(const data::RawMaterialArea& area, const data::MultiPolygon& outline,
                                             const DeclaredUnits& declared_units, LonLat point) {
    NearestPlace nearest(point);
    if (!outline.empty()) {
        nearest.consider(outline);
        return nearest.best();
    }
    for (const data::UnitKey& place : area.place) {
        const data::MultiPolygon* ground = declared_units.ground(place);
        if (!ground) return std::nullopt;  // the unknown one may be the nearest
        nearest.consider(*ground);
    }
    auto found = nearest.best();
    if (found) found->by_outline = false;
    return found;
}

}  // namespace sanvat::analysis
