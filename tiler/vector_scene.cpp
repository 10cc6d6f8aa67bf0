// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_scene.hpp"

#include <algorithm>
#include <numbers>

#include "tiler/digest.hpp"

namespace sanvat::tiler {

namespace {

using analysis::CollectionId;

/// More stars first, then what the province recognises, then by id.
std::pair<double, bool> importance(const analysis::Feature& feature) {
    const auto& stars = feature.value("stars");
    const auto* count = std::get_if<std::int64_t>(&stars);
    const auto* recognised = std::get_if<bool>(&feature.value("recognised"));
    return {count ? static_cast<double>(*count) : 0, recognised && *recognised};
}

class SceneBuilder {
public:
    SceneBuilder(const VectorLayer& layer, VectorScene& scene) : layer_(layer), scene_(scene) {}

    std::uint32_t add_item(const analysis::Feature& feature) {
        VectorScene::Item item{&feature, number_of(feature.id), {}, 0};
        scene_.words.add(item.tags, "id", feature.id);
        for (const auto name : layer_.attributes.first(layer_.always))
            scene_.words.add(item.tags, name, feature.value(name));
        item.tags_always = item.tags.size();
        for (const auto name : layer_.attributes.subspan(layer_.always))
            scene_.words.add(item.tags, name, feature.value(name));
        scene_.items.push_back(std::move(item));
        return static_cast<std::uint32_t>(scene_.items.size() - 1);
    }

    void add_record(const analysis::Feature& feature) {
        const data::Geometry& geometry = *feature.geometry;
        if (const auto* point = std::get_if<data::LonLat>(&geometry)) {
            scene_.points.push_back({to_mercator(*point), add_item(feature)});
        } else if (const auto* lines = std::get_if<data::MultiLineString>(&geometry)) {
            const auto item = add_item(feature);
            for (const auto& line : *lines)
                add_line(line, item);
        } else if (const auto* area = std::get_if<data::MultiPolygon>(&geometry)) {
            scene_.polygons.push_back({add_item(feature), static_cast<std::uint32_t>(areas_.size())});
            areas_.push_back(area);
        }
    }

    void finish() {
        sort_points();
        if (!lines_.empty()) scene_.lines = std::make_unique<const ZoomLines>(std::move(lines_));
        // Areas are no coverage: each keeps its own outline, those that happen to be shared are shared.
        if (!areas_.empty()) scene_.shapes = std::make_shared<const ZoomCoverage>(analysis::make_coverage({areas_}, 0));
    }

private:
    void add_line(const data::LineString& source, std::uint32_t item) {
        MercatorLine line = project(source);
        const MercatorBox box = box_of(std::vector<MercatorLine>{line});
        scene_.line_boxes.push_back({box, item, static_cast<std::uint32_t>(lines_.size())});
        lines_.push_back(std::move(line));
    }

    void sort_points() {
        std::ranges::stable_sort(scene_.points, std::greater<>{}, [&](const VectorScene::Point& point) {
            return importance(*scene_.items[point.item].feature);
        });
        std::vector<MercatorBox> boxes;
        for (const auto& [place, item] : scene_.points)
            boxes.push_back({place.x, place.y, place.x, place.y});
        scene_.point_cells = std::make_unique<const CellLists>(boxes);
    }

    const VectorLayer& layer_;
    VectorScene& scene_;
    std::vector<MercatorLine> lines_;
    std::vector<const data::MultiPolygon*> areas_;
};

/// Those the layer's boundaries day has, not those of the day asked for: maps of any day show boundaries.
void add_units(const Boundaries& boundaries, std::size_t level, SceneBuilder& builder, VectorScene& scene) {
    const auto& units = level == Boundaries::commune_level ? boundaries.communes : boundaries.districts;
    if (!units) return;
    scene.shapes = boundaries.shapes;
    scene.level = level;
    for (std::uint32_t i = 0; i < units->units().size(); ++i) {
        const auto* feature = scene.table->find(units->units()[i]->key.to_string());
        if (feature) scene.polygons.push_back({builder.add_item(*feature), i});
    }
}

}  // namespace

const std::vector<MercatorLine>& ZoomLines::at(int zoom) const {
    Slot& slot = slots_[static_cast<std::size_t>(zoom)];
    std::call_once(slot.made, [&] {
        const double pixel_m = metres_per_pixel(zoom);
        constexpr double unit_px = 256.0 / TileGrid::extent;
        constexpr double left_to_thinning = 0.5 - unit_px * std::numbers::sqrt2 / 2;
        const auto kept = thinner_.thin({ZoomCoverage::area_px * pixel_m * pixel_m, left_to_thinning * pixel_m});
        for (std::size_t i = 0; i < kept.size(); ++i) {
            MercatorLine& line = slot.lines.emplace_back();
            for (const auto position : kept[i])
                line.push_back(thinner_.lines()[i][position]);
        }
    });
    return slot.lines;
}

std::shared_ptr<const VectorScene> make_vector_scene(const analysis::Snapshot& snapshot, const VectorLayer& layer,
                                                     data::Date as_of, const Boundaries& boundaries) {
    auto scene = std::make_shared<VectorScene>();
    SceneBuilder builder(layer, *scene);
    if (layer.is_units()) {
        scene->table = snapshot.features(layer.collection, snapshot.reference_date());
        const bool communes = layer.collection == CollectionId::communes;
        add_units(boundaries, communes ? Boundaries::commune_level : Boundaries::district_level, builder, *scene);
        return scene;
    }
    scene->table = snapshot.features(layer.collection, as_of);
    for (const auto& feature : scene->table->features()) {
        if (feature.in_force_within({as_of, as_of})) builder.add_record(feature);
    }
    builder.finish();
    return scene;
}

}  // namespace sanvat::tiler
