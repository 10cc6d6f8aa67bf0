// SPDX-License-Identifier: Apache-2.0
#include "tiler/snapshot_datasource.hpp"

#include <algorithm>
#include <map>
#include <mapnik/feature.hpp>
#include <mapnik/feature_factory.hpp>
#include <mapnik/geometry.hpp>
#include <mapnik/query.hpp>
#include <mapnik/unicode.hpp>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

namespace mg = mapnik::geometry;

void append(mg::line_string<double>& to, const MercatorLine& line) {
    to.reserve(line.size());
    for (const auto p : line)
        to.emplace_back(p.x, p.y);
}

mg::polygon<double> to_mapnik(const MercatorPolygon& rings) {
    mg::polygon<double> polygon;
    append(polygon.exterior_ring, rings.front());
    for (std::size_t i = 1; i < rings.size(); ++i) {
        mg::linear_ring<double> hole;
        append(hole, rings[i]);
        polygon.add_hole(std::move(hole));
    }
    return polygon;
}

struct ToMapnik {
    mg::geometry<double> operator()(std::monostate) const { return mg::geometry_empty(); }
    mg::geometry<double> operator()(MercatorPoint p) const { return mg::point<double>(p.x, p.y); }
    mg::geometry<double> operator()(const std::vector<MercatorLine>& lines) const {
        mg::multi_line_string<double> result;
        for (const auto& line : lines)
            append(result.emplace_back(), line);
        return result;
    }
    mg::geometry<double> operator()(const std::vector<MercatorPolygon>& polygons) const {
        mg::multi_polygon<double> result;
        for (const auto& polygon : polygons)
            result.push_back(to_mapnik(polygon));
        return result;
    }
};

using Clock = std::chrono::steady_clock;

data::Error too_slow() {
    return {data::ErrorKind::busy, {}, "the map takes longer to draw than it may", "ask for a smaller part of it"};
}

/// Walks over chosen items in the order in which Mapnik is to draw them.
class SceneFeatures : public mapnik::Featureset {
public:
    /// `box` is all that counts of the picture, at the generalisation of `zoom`.
    SceneFeatures(const SceneLayer& scene, const SceneItems& items, std::vector<std::uint32_t> chosen, bool labels,
                  bool stacks, int zoom, const MercatorBox& box, std::optional<Clock::time_point> deadline)
        : scene_(scene),
          items_(items),
          zoom_(zoom),
          box_(box),
          deadline_(deadline),
          chosen_(std::move(chosen)),
          labels_(labels),
          context_(std::make_shared<mapnik::context_type>()) {
        context_->push("look");
        context_->push("label");
        if (labels_) {
            fold_stacks();
            if (!stacks) others_.clear();
        } else {
            std::ranges::reverse(chosen_);  // the most important last, on top
        }
    }

    mapnik::feature_ptr next() override {
        if (next_ == chosen_.size()) return {};
        if (deadline_ && Clock::now() >= *deadline_) throw too_slow();
        const std::uint32_t position = chosen_[next_++];
        const SceneItem& item = items_.items()[position];
        auto feature = mapnik::feature_factory::create(context_, static_cast<mapnik::value_integer>(position) + 1);
        feature->put("look", static_cast<mapnik::value_integer>(item.look));
        if (labels_) feature->put("label", mapnik::value_unicode_string::fromUTF8(label_of(position)));
        feature->set_geometry(std::visit(ToMapnik{}, scene_.drawn(item, zoom_, box_)));
        return feature;
    }

private:
    /// Records at one and the same place get one name, the first one's, with the number of the others.
    void fold_stacks() {
        std::map<std::pair<double, double>, std::uint32_t> first;
        std::vector<std::uint32_t> kept;
        for (const std::uint32_t position : chosen_) {
            const auto* point = std::get_if<MercatorPoint>(&items_.items()[position].shape);
            if (!point) {
                kept.push_back(position);
                continue;
            }
            const auto [found, fresh] = first.try_emplace({point->x, point->y}, position);
            if (fresh) kept.push_back(position);
            if (!fresh) ++others_[found->second];
        }
        chosen_ = std::move(kept);
    }

    std::string label_of(std::uint32_t position) const {
        const auto others = others_.find(position);
        const std::string& label = items_.items()[position].label;
        return others == others_.end() ? label : label + " (+" + std::to_string(others->second) + ")";
    }

    const SceneLayer& scene_;
    const SceneItems& items_;
    const int zoom_;
    const MercatorBox box_;
    const std::optional<Clock::time_point> deadline_;
    std::vector<std::uint32_t> chosen_;
    const bool labels_;
    mapnik::context_ptr context_;
    std::map<std::uint32_t, std::size_t> others_;
    std::size_t next_ = 0;
};

}  // namespace

SnapshotDatasource::SnapshotDatasource(const PaintJob* const* job, MapLayer layer, bool filtered)
    : datasource(mapnik::parameters()),
      job_(job),
      layer_(std::move(layer)),
      filtered_(filtered),
      descriptor_(layer_.name, "utf-8") {
    descriptor_.add_descriptor(mapnik::attribute_descriptor("look", mapnik::Integer));
    descriptor_.add_descriptor(mapnik::attribute_descriptor("label", mapnik::String));
}

const SceneItems& SnapshotDatasource::items() const {
    const SceneLayer& scene = *(*job_)->scene[layer_.theme_layer];
    switch (layer_.set) {
        case SceneSet::polygons:
            return scene.polygons;
        case SceneSet::lines:
            return scene.lines;
        case SceneSet::points:
            break;
    }
    return scene.points;
}

boost::optional<mapnik::datasource_geometry_t> SnapshotDatasource::get_geometry_type() const {
    switch (layer_.set) {
        case SceneSet::polygons:
            return mapnik::datasource_geometry_t::Polygon;
        case SceneSet::lines:
            return mapnik::datasource_geometry_t::LineString;
        case SceneSet::points:
            break;
    }
    return mapnik::datasource_geometry_t::Point;
}

mapnik::featureset_ptr SnapshotDatasource::features(const mapnik::query& query) const {
    const auto& asked = query.get_bbox();
    const MercatorBox box{asked.minx(), asked.miny(), asked.maxx(), asked.maxy()};
    const PaintJob& job = **job_;
    const SceneItems& all = items();
    auto chosen = all.in_box(box);
    const analysis::Filter& filter = job.filter;
    if (filtered_ && !filter.empty()) {
        std::erase_if(chosen, [&](std::uint32_t i) {
            const auto* feature = all.items()[i].feature;
            return feature && !(filter.matches(*feature) && filter.shows_place(*feature));
        });
    }
    // Twice the pixels show twice the detail.
    const int zoom = std::min(max_zoom, job.zoom + (job.scale > 1 ? 1 : 0));
    return std::make_shared<SceneFeatures>(*job.scene[layer_.theme_layer], all, std::move(chosen), layer_.labels,
                                           layer_.counts_stacks, zoom, box, job.deadline);
}

mapnik::featureset_ptr SnapshotDatasource::features_at_point(const mapnik::coord2d&, double) const {
    return mapnik::make_invalid_featureset();
}

mapnik::box2d<double> SnapshotDatasource::envelope() const {
    const auto extent = items().extent();
    if (!extent) return {};
    return {extent->west, extent->south, extent->east, extent->north};
}

}  // namespace sanvat::tiler
