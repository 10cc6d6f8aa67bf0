// SPDX-License-Identifier: Apache-2.0
#include "data/sample_outlines.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "data/geodesic.hpp"

namespace sanvat::data {

namespace {

constexpr double m2_per_hectare = 10'000;
constexpr double widest = 1.2;  // how far a patch reaches at most, in mean radii
constexpr int centre_tries = 80;

/// A roundish closed curve that is never the same twice.
class Patch {
public:
    Patch(LonLat centre, Random& random)
        : centre_(centre),
          twofold_(random.between(0, 2 * std::numbers::pi)),
          threefold_(random.between(0, 2 * std::numbers::pi)) {}

    [[nodiscard]] MultiPolygon polygon(double radius_m) const {
        constexpr int corners = 40;
        Ring ring;
        for (int i = 0; i < corners; ++i) {
            const double turn = 2 * std::numbers::pi * i / corners;
            const double stretch = 1 + 0.12 * std::sin(2 * turn + twofold_) + 0.08 * std::sin(3 * turn + threefold_);
            ring.push_back(rounded(destination(centre_, -360.0 * i / corners, radius_m * stretch)));
        }
        ring.push_back(ring.front());
        return {{std::move(ring), {}}};
    }

private:
    LonLat centre_;
    double twofold_;
    double threefold_;
};

class OutlineMaker {
public:
    OutlineMaker(Register& sample, const SamplePlan& plan, const SampleGround& ground)
        : sample_(sample), plan_(plan), ground_(ground), done_(sample.raw_material_areas.size()) {}

    /// Parts first, since a whole holds the outlines of its parts.
    void draw(std::size_t at) {
        if (done_[at]) return;
        done_[at] = true;
        RawMaterialArea& area = sample_.raw_material_areas[at];
        std::vector<MultiPolygon> patches;
        double of_parts = 0;
        for (std::size_t i = 0; i < sample_.raw_material_areas.size(); ++i) {
            const RawMaterialArea& part = sample_.raw_material_areas[i];
            if (part.part_of != area.id) continue;
            draw(i);
            if (part.outline.empty()) continue;
            patches.push_back(part.outline);
            of_parts += hectares_of(part);
        }
        const auto grounds = grounds_of(area);
        const double hectares = hectares_of(area);
        if (grounds.empty() || hectares <= 0) return;
        if (of_parts >= hectares) {
            patches.clear();
            of_parts = 0;
        }
        Random random(plan_.seed, "outline/" + area.id);
        for (const auto& [polygon, share] : grounds) {
            patches.push_back(patch_in(area, *polygon, (hectares - of_parts) * share, random));
        }
        area.outline = normalised(dissolve(patches));
        area.outline_provenance = Provenance::illustrative;
    }

private:
    using Grounds = std::vector<std::pair<const MultiPolygon*, double>>;  // and the share of the hectares there

    struct Taken {
        LonLat centre;
        double radius_m;
    };

    [[nodiscard]] double hectares_of(const RawMaterialArea& area) const {
        const AreaFigure* figure = figure_on(area, plan_.reference_date);
        return figure ? *figure->hectares : 0;
    }

    /// Of communes each one's ground, by how many of them share it; of one district its own; of anything else none.
    [[nodiscard]] Grounds grounds_of(const RawMaterialArea& area) const {
        const auto is_commune = [&](const UnitKey& key) { return ground_.unit(key).level == AdminLevel::commune; };
        const bool one_district =
            area.place.size() == 1 && ground_.unit(area.place.front()).level == AdminLevel::district;
        if (!one_district && !std::ranges::all_of(area.place, is_commune)) return {};
        Grounds grounds;
        for (const UnitKey& key : area.place) {
            const MultiPolygon* polygon = ground_.ground_of(key);
            if (!polygon) return {};
            const double share = 1.0 / static_cast<double>(area.place.size());
            const auto known = std::ranges::find(grounds, polygon, &Grounds::value_type::first);
            if (known == grounds.end()) {
                grounds.emplace_back(polygon, share);
            } else {
                known->second += share;
            }
        }
        return grounds;
    }

    [[nodiscard]] bool is_free(LonLat centre, double radius_m) const {
        return std::ranges::none_of(taken_, [&](const Taken& other) {
            return distance_m(centre, other.centre) < widest * (radius_m + other.radius_m);
        });
    }

    /// The first place by chance that has room, else the free one farthest from the outline, else the innermost.
    LonLat centre_in(const MultiPolygon& ground, double radius_m, Random& random) const {
        const Envelope box = envelope_of(ground);
        std::optional<LonLat> best;
        double best_depth = 0;
        for (int i = 0; i < centre_tries; ++i) {
            const double lon = random.between(box.west, box.east);
            const LonLat point{lon, random.between(box.south, box.north)};
            if (!contains(ground, point) || !is_free(point, radius_m)) continue;
            const double depth = distance_to_outline_m(ground, point);
            if (depth >= widest * radius_m + plan_.inside_m) return point;
            if (depth > best_depth) {
                best_depth = depth;
                best = point;
            }
        }
        return best ? *best : inside_point(ground);
    }

    MultiPolygon patch_in(const RawMaterialArea& area, const MultiPolygon& ground, double hectares, Random& random) {
        const double wanted = hectares * m2_per_hectare;
        if (wanted > area_m2(ground)) {
            throw plan_.error("raw-material area " + area.id + " has more hectares than its place",
                              "correct raw_material_figures.csv or the place");
        }
        const double radius = std::sqrt(wanted / std::numbers::pi);
        const LonLat centre = centre_in(ground, radius, random);
        taken_.push_back({centre, radius});
        const Patch patch(centre, random);
        MultiPolygon plain = patch.polygon(radius * std::sqrt(wanted / area_m2(patch.polygon(radius))));
        constexpr double almost_all = 0.9999;
        if (area_m2(intersection(plain, ground)) > almost_all * area_m2(plain)) return plain;
        return cut_patch(patch, ground, wanted, radius);
    }

    /// The patch grown until what of it lies on the ground has the size that is wanted.
    static MultiPolygon cut_patch(const Patch& patch, const MultiPolygon& ground, double wanted, double radius) {
        double low = radius / 2;
        double high = radius * 2;
        while (area_m2(intersection(patch.polygon(high), ground)) < wanted)
            high *= 2;
        constexpr int halvings = 30;
        for (int i = 0; i < halvings; ++i) {
            const double middle = (low + high) / 2;
            (area_m2(intersection(patch.polygon(middle), ground)) < wanted ? low : high) = middle;
        }
        return intersection(patch.polygon(high), ground);
    }

    Register& sample_;
    const SamplePlan& plan_;
    const SampleGround& ground_;
    std::vector<bool> done_;
    std::vector<Taken> taken_;
};

}  // namespace

void draw_outlines(Register& sample, const SamplePlan& plan, const SampleGround& ground) {
    OutlineMaker maker(sample, plan, ground);
    for (std::size_t i = 0; i < sample.raw_material_areas.size(); ++i)
        maker.draw(i);
}

}  // namespace sanvat::data
