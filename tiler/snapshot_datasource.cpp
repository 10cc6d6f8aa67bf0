// SPDX-License-Identifier: Apache-2.0
#include "tiler/snapshot_datasource.hpp"

#include <algorithm>
#include <mapnik/feature.hpp>
#include <mapnik/feature_factory.hpp>
#include <mapnik/geometry.hpp>
#include <mapnik/query.hpp>
#include <mapnik/unicode.hpp>

#include "data/error.hpp"
#include "tiler/shown_items.hpp"

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

/// What is asked of a layer, and how much of it counts.
struct Sight {
    MercatorBox box;
    int zoom;  ///< of the generalisation
    LineCut cut;
    std::optional<Clock::time_point> deadline;

    void check_time() const {
        if (!deadline || Clock::now() < *deadline) return;
        throw data::Error(data::ErrorKind::busy, {}, "the map takes longer to draw than it may",
                          "ask for a smaller part of it");
    }
};

mapnik::context_ptr fields() {
    auto context = std::make_shared<mapnik::context_type>();
    context->push("look");
    context->push("label");
    return context;
}

mapnik::feature_ptr feature_of(const mapnik::context_ptr& context, std::size_t number, std::uint32_t look,
                               mg::geometry<double> geometry) {
    auto feature = mapnik::feature_factory::create(context, static_cast<mapnik::value_integer>(number) + 1);
    feature->put("look", static_cast<mapnik::value_integer>(look));
    feature->set_geometry(std::move(geometry));
    return feature;
}

/// Chosen items one by one in the order in which Mapnik is to draw them: the most important last, on top.
class SceneFeatures : public mapnik::Featureset {
public:
    SceneFeatures(const SceneLayer& scene, const SceneItems& items, std::vector<std::uint32_t> chosen, Sight sight)
        : scene_(scene), items_(items), sight_(sight), chosen_(std::move(chosen)) {}

    mapnik::feature_ptr next() override {
        if (chosen_.empty()) return {};
        sight_.check_time();
        const std::uint32_t position = chosen_.back();
        chosen_.pop_back();
        const SceneItem& item = items_.items()[position];
        const MercatorShape shape = scene_.drawn(item, sight_.zoom, sight_.box, sight_.cut);
        return feature_of(context_, position, item.look, std::visit(ToMapnik{}, shape));
    }

private:
    const SceneLayer& scene_;
    const SceneItems& items_;
    const Sight sight_;
    std::vector<std::uint32_t> chosen_;
    mapnik::context_ptr context_ = fields();
};

/// Chosen lines of one look as one.
class LinesTogether : public mapnik::Featureset {
public:
    LinesTogether(const SceneLayer& scene, const SceneItems& items, const std::vector<std::uint32_t>& chosen,
                  std::uint32_t look, const Sight& sight)
        : look_(look) {
        for (const std::uint32_t position : chosen) {
            sight.check_time();
            const SceneItem& item = items.items()[position];
            if (item.look != look) continue;
            const MercatorShape shape = scene.drawn(item, sight.zoom, sight.box, sight.cut);
            for (const MercatorLine& line : std::get<std::vector<MercatorLine>>(shape))
                append(lines_.emplace_back(), line);
        }
    }

    mapnik::feature_ptr next() override {
        if (lines_.empty()) return {};
        auto feature = feature_of(fields(), look_, look_, std::move(lines_));
        lines_.clear();
        return feature;
    }

private:
    const std::uint32_t look_;
    mg::multi_line_string<double> lines_;
};

/// Names of chosen items, the most important first.
class SceneNames : public mapnik::Featureset {
public:
    SceneNames(const SceneLayer& scene, const SceneItems& items, std::vector<NamedItem> named, const Sight& sight)
        : scene_(scene), items_(items), sight_(sight), named_(std::move(named)) {}

    mapnik::feature_ptr next() override {
        if (next_ == named_.size()) return {};
        sight_.check_time();
        const NamedItem& named = named_[next_++];
        const SceneItem& item = items_.items()[named.position];
        const MercatorShape shape = scene_.drawn(item, sight_.zoom, sight_.box, sight_.cut);
        auto feature = feature_of(context_, named.position, item.look, std::visit(ToMapnik{}, shape));
        feature->put("label", mapnik::value_unicode_string::fromUTF8(named.label));
        return feature;
    }

private:
    const SceneLayer& scene_;
    const SceneItems& items_;
    const Sight sight_;
    const std::vector<NamedItem> named_;
    mapnik::context_ptr context_ = fields();
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
    if (filtered_) keep_shown(all, job.filter, chosen);
    // Twice the pixels show twice the detail.
    const int zoom = std::min(max_zoom, job.zoom + (job.scale > 1 ? 1 : 0));
    const double pixel_m = job.box.width() / job.width * job.scale;
    const LineCut cut{!layer_.pattern_px, layer_.pattern_px.value_or(0) * pixel_m};
    const Sight seen{box, zoom, cut, job.deadline};
    const SceneLayer& scene = *job.scene[layer_.theme_layer];
    if (layer_.labels)
        return std::make_shared<SceneNames>(scene, all, named_items(all, chosen, layer_.counts_stacks), seen);
    if (layer_.together) return std::make_shared<LinesTogether>(scene, all, chosen, *layer_.together, seen);
    return std::make_shared<SceneFeatures>(scene, all, std::move(chosen), seen);
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
