// SPDX-License-Identifier: Apache-2.0
#include "analysis/coverage_defects.hpp"

#include <algorithm>

#include "analysis/coverage.hpp"
#include "analysis/locator.hpp"
#include "data/geodesic.hpp"

namespace sanvat::analysis {

namespace {

using data::LonLat;
using data::MultiPolygon;
using DefectKind = CoverageDefect::Kind;
using Polygons = std::vector<const MultiPolygon*>;

double outline_m(const data::Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += data::distance_m(ring[i], ring[i + 1]);
    return sum;
}

CoverageDefect defect_of(DefectKind kind, const data::Polygon& ground, std::vector<std::uint32_t> polygons) {
    double outline = outline_m(ground.outer);
    for (const auto& hole : ground.holes)
        outline += outline_m(hole);
    const MultiPolygon whole{ground};
    CoverageDefect defect{kind, std::move(polygons), data::inside_point(whole), data::area_m2(whole), 0, false};
    defect.width_m = outline > 0 ? 2 * defect.area_m2 / outline : 0;
    return defect;
}

/// Valid ones only, empty where a polygon is not.
std::vector<MultiPolygon> valid_of(const Polygons& polygons) {
    std::vector<MultiPolygon> valid;
    for (const auto* polygon : polygons)
        valid.push_back(data::invalid_reason(*polygon).empty() ? *polygon : MultiPolygon{});
    return valid;
}

void find_overlaps(const std::vector<MultiPolygon>& polygons, std::vector<CoverageDefect>& found) {
    Polygons pointers;
    for (const auto& polygon : polygons)
        pointers.push_back(&polygon);
    const Locator locator(pointers);
    for (const auto& [first, second] : locator.possible_overlaps()) {
        for (const auto& ground : data::intersection(polygons[first], polygons[second]))
            found.push_back(defect_of(DefectKind::overlap, ground, {first, second}));
    }
}

/// Those that have a vertex of the gap's outline.
std::vector<std::uint32_t> around(const std::vector<MultiPolygon>& polygons, const data::Ring& gap) {
    data::Ring corners = gap;
    std::ranges::sort(corners);
    const auto has_corner = [&](const data::Ring& ring) {
        return std::ranges::any_of(ring, [&](LonLat p) { return std::ranges::binary_search(corners, p); });
    };
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < polygons.size(); ++i) {
        const bool touches = std::ranges::any_of(polygons[i], [&](const data::Polygon& part) {
            return has_corner(part.outer) || std::ranges::any_of(part.holes, has_corner);
        });
        if (touches) result.push_back(i);
    }
    return result;
}

/// Where only an invalid polygon, which `valid` goes without, is missing, there is no gap.
void find_gaps(const Polygons& polygons, const std::vector<MultiPolygon>& valid, std::vector<CoverageDefect>& found) {
    for (const auto& part : data::dissolve(valid)) {
        for (const auto& hole : part.holes) {
            data::Ring outline = hole;
            std::ranges::reverse(outline);  // a hole runs the other way
            CoverageDefect gap = defect_of(DefectKind::gap, {outline, {}}, around(valid, hole));
            const auto has_place = [&](const MultiPolygon* polygon) { return data::contains(*polygon, gap.place); };
            if (std::ranges::none_of(polygons, has_place)) found.push_back(std::move(gap));
        }
    }
}

/// What of each defect is left after closing: ground of the same kind that holds its place.
class Remains {
public:
    explicit Remains(const Polygons& polygons) {
        const Coverage closed = make_coverage({polygons});
        for (std::size_t i = 0; i < polygons.size(); ++i)
            polygons_.push_back(closed.polygon(0, i));
    }

    /// Counts by even-odd: nobody has a gap, two have an overlap.
    [[nodiscard]] bool has(const CoverageDefect& defect) const {
        std::size_t holders = 0;
        for (const auto& polygon : polygons_)
            holders += data::contains(polygon, defect.place) ? 1U : 0U;
        return defect.kind == DefectKind::gap ? holders == 0 : holders > 1;
    }

private:
    std::vector<MultiPolygon> polygons_;
};

}  // namespace

std::vector<CoverageDefect> coverage_defects(const Polygons& polygons) {
    const auto valid = valid_of(polygons);
    std::vector<CoverageDefect> found;
    find_overlaps(valid, found);
    find_gaps(polygons, valid, found);
    if (found.empty()) return found;
    const Remains remains(polygons);
    for (CoverageDefect& defect : found)
        defect.closed = !remains.has(defect);
    std::ranges::stable_sort(found, std::greater<>{}, &CoverageDefect::width_m);
    return found;
}

}  // namespace sanvat::analysis
