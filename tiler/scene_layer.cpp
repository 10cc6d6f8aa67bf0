// SPDX-License-Identifier: Apache-2.0
#include "tiler/scene_layer.hpp"

#include <algorithm>

#include "tiler/boundary_arcs.hpp"
#include "tiler/record_kinds.hpp"

namespace sanvat::tiler {

namespace {

bool one_of(const analysis::PropertyCondition& condition, const std::string& value) {
    return std::ranges::find(condition.one_of, value) != condition.one_of.end();
}

/// Without a condition, what lets everything through.
analysis::Filter filter_of_any(const std::optional<analysis::PropertyCondition>& condition) {
    return condition ? filter_of(*condition) : analysis::Filter();
}

std::vector<analysis::Filter> filters_of(const std::vector<Variant>& variants) {
    std::vector<analysis::Filter> filters;
    filters.reserve(variants.size());
    for (const Variant& variant : variants)
        filters.push_back(filter_of(variant.where));
    return filters;
}

/// Number, from 1, of the first that the test accepts; 0 where none is.
template <typename T, typename Test>
std::size_t first_number(const std::vector<T>& all, Test test) {
    const auto found = std::ranges::find_if(all, test);
    return found == all.end() ? 0 : static_cast<std::size_t>(found - all.begin()) + 1;
}

/// The same for the variants of a layer, by their conditions.
template <typename Test>
std::size_t variant_where(const ThemeLayer& layer, Test test) {
    return first_number(layer.variants, [&](const Variant& variant) { return test(variant.where); });
}

std::optional<data::Provenance> provenance_in(const analysis::Feature& feature, std::string_view property) {
    const auto* text = std::get_if<std::string>(&feature.value(property));
    return text ? data::parse_provenance(*text) : std::nullopt;
}

data::Provenance provenance_of(const analysis::Feature& feature) {
    return provenance_in(feature, "provenance").value_or(data::Provenance::reported);
}

/// Of the shape on the map: an outline may be made up though the record is not.
data::Provenance shape_provenance(const analysis::Feature& feature) {
    const auto outline = provenance_in(feature, "outline_provenance");
    return outline ? std::max(*outline, provenance_of(feature)) : provenance_of(feature);
}

std::string label_of(const ThemeLayer& layer, const analysis::Feature& feature) {
    return layer.label ? data::to_text(feature.value(layer.label->property)) : std::string();
}

/// Equal rings begin alike, wherever the source begins them: an area and what it is a part of may share outlines, and
/// dashes that begin elsewhere would fill each other's gaps.
void begin_alike(MercatorShape& shape) {
    auto* polygons = std::get_if<std::vector<MercatorPolygon>>(&shape);
    if (!polygons) return;
    for (MercatorPolygon& rings : *polygons) {
        for (MercatorLine& ring : rings) {
            ring.pop_back();
            const auto first = std::ranges::min_element(ring, {}, [](MercatorPoint p) { return std::pair(p.x, p.y); });
            std::ranges::rotate(ring, first);
            ring.push_back(ring.front());
        }
    }
}

/// Fills a layer set by set, then sorts and indexes them.
struct LayerDraft {
    bool places_of_areas = true;  ///< for marks and names; they take longer than the areas themselves
    std::vector<SceneItem> polygons;
    std::vector<SceneItem> lines;
    std::vector<SceneItem> points;

    /// False where there is nothing to draw.
    bool add(const data::Geometry& geometry, SceneItem item) {
        if (!data::has_geometry(geometry)) return false;
        item.shape = project(geometry);
        if (item.generalised == SceneItem::as_it_is) begin_alike(item.shape);
        if (const auto* area = std::get_if<data::MultiPolygon>(&geometry)) {
            if (area->empty()) return false;
            if (places_of_areas) {
                SceneItem place = item;
                place.shape = to_mercator(data::inside_point(*area));
                place.generalised = SceneItem::as_it_is;
                points.push_back(std::move(place));
            }
            polygons.push_back(std::move(item));
        } else if (const auto* line = std::get_if<data::MultiLineString>(&geometry)) {
            if (line->empty()) return false;
            lines.push_back(std::move(item));
        } else {
            points.push_back(std::move(item));
        }
        return true;
    }

    /// Records by look: earlier variants and better provenances are more important. Within one look as they came.
    void finish(SceneLayer& layer) {
        std::ranges::stable_sort(points, {}, &SceneLayer::importance_of);
        std::ranges::stable_sort(lines, {}, &SceneLayer::importance_of);
        if (!layer.shapes) layer.thinned = thin();
        layer.polygons = SceneItems(std::move(polygons));
        layer.lines = SceneItems(std::move(lines));
        layer.points = SceneItems(std::move(points));
    }

    /// Lines and polygons that no coverage generalises.
    std::shared_ptr<const ThinnedShapes> thin() {
        std::vector<MercatorShape> thinned;
        for (auto* items : {&polygons, &lines}) {
            for (SceneItem& item : *items) {
                item.generalised = static_cast<std::uint32_t>(thinned.size());
                thinned.push_back(item.shape);
            }
        }
        return std::make_shared<const ThinnedShapes>(thinned);
    }
};

void add_records(SceneLayer& scene, const ThemeLayer& layer, data::Date as_of, LayerDraft& draft) {
    scene.table = scene.snapshot->features(layer.collection, as_of);
    const analysis::Filter taken = filter_of_any(layer.where);
    const std::vector<analysis::Filter> variants = filters_of(layer.variants);
    const RecordKinds kinds(*scene.snapshot, *scene.table, layer);
    scene.kinds = kinds.titles();
    const NearRoutes near(*scene.snapshot, layer, as_of);
    for (const auto& feature : scene.table->features()) {
        if (!feature.in_force_within({as_of, as_of}) || !taken.matches(feature) || !near.holds(feature)) continue;
        const std::size_t variant = first_number(variants, [&](const auto& filter) { return filter.matches(feature); });
        const std::uint32_t kind = kinds.of(feature);
        const auto look = SceneLayer::look_of(variant, shape_provenance(feature), kind % layer.kind_count());
        const bool placed =
            draft.add(*feature.geometry, {{}, look, label_of(layer, feature), &feature, SceneItem::as_it_is});
        scene.records.push_back({shape_provenance(feature), &feature, look, kind, placed});
    }
}

/// Tells the rim of the whole from edges in the midst of a neighbour: units of real files overlap.
class Rim {
public:
    explicit Rim(const analysis::UnitSet& units) : units_(units) {
        for (const auto* unit : units.units())
            boxes_.push_back(data::envelope_of(unit->polygon));
    }

    [[nodiscard]] bool has(const BoundaryArc& arc) const {
        if (!arc.outer()) return false;
        const data::LonLat a = arc.line[(arc.line.size() - 1) / 2];
        const data::LonLat b = arc.line[(arc.line.size() - 1) / 2 + 1];
        const data::LonLat middle{(a.lon + b.lon) / 2, (a.lat + b.lat) / 2};
        for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
            if (i == arc.left || i == arc.right || !boxes_[i].contains(middle)) continue;
            if (data::contains(units_.units()[i]->polygon, middle)) return false;
        }
        return true;
    }

private:
    const analysis::UnitSet& units_;
    std::vector<data::Envelope> boxes_;
};

void add_arcs(SceneLayer& scene, const std::vector<BoundaryArc>& arcs, const Rim& rim, LayerDraft& draft) {
    for (const BoundaryArc& arc : arcs) {
        SceneItem item;
        item.shape = std::vector<MercatorLine>{project(arc.line)};
        item.look = rim.has(arc) ? SceneLayer::outer_look : SceneLayer::inner_look;
        item.generalised = static_cast<std::uint32_t>(scene.arcs.size());
        scene.arcs.push_back(arc.arcs);
        draft.lines.push_back(std::move(item));
    }
}

void add_units(SceneLayer& scene, const ThemeLayer& layer, const Boundaries& boundaries, LayerDraft& draft) {
    const bool districts = layer.collection == analysis::CollectionId::districts;
    const auto& units = districts ? boundaries.districts : boundaries.communes;
    if (!units) return;
    scene.table = scene.snapshot->features(layer.collection, scene.snapshot->reference_date());
    scene.shapes = boundaries.shapes;
    scene.level = districts ? Boundaries::district_level : Boundaries::commune_level;
    const auto arcs = boundary_arcs(scene.shapes->coverage(), scene.level);
    const auto tints = tint_neighbours(units->units().size(), arcs, std::max<std::size_t>(1, layer.tints.size()));
    const analysis::Filter taken = filter_of_any(layer.where);
    for (std::uint32_t i = 0; i < units->units().size(); ++i) {
        const auto* unit = units->units()[i];
        const auto* feature = scene.table->find(unit->key.to_string());
        if (!feature || !taken.matches(*feature)) continue;
        const bool placed = draft.add(unit->polygon, {{}, tints[i], label_of(layer, *feature), feature, i});
        scene.records.push_back({unit->lineage.provenance, feature, 0, 0, placed});
    }
    add_arcs(scene, arcs, Rim(*units), draft);
}

void add_roads(SceneLayer& scene, const ThemeLayer& layer, LayerDraft& draft) {
    for (const auto& road : scene.snapshot->content().roads) {
        const auto matches_road = [&](const analysis::PropertyCondition& where) {
            return one_of(where, where.property == "class" ? road.road_class : road.name);
        };
        if (layer.where && !matches_road(*layer.where)) continue;
        const auto look = SceneLayer::look_of(variant_where(layer, matches_road), road.lineage.provenance);
        const bool placed = draft.add(road.line, {{}, look, road.name, nullptr, SceneItem::as_it_is});
        scene.records.push_back({road.lineage.provenance, nullptr, look, 0, placed});
    }
}

void add_places(SceneLayer& scene, const ThemeLayer& layer, LayerDraft& draft) {
    for (const auto& place : scene.snapshot->content().places) {
        const auto matches_place = [&](const analysis::PropertyCondition& where) {
            return one_of(where, where.property == "kind" ? place.kind : place.name);
        };
        if (layer.where && !matches_place(*layer.where)) continue;
        const auto look = SceneLayer::look_of(variant_where(layer, matches_place), place.lineage.provenance);
        const bool placed = draft.add(place.point, {{}, look, place.name, nullptr, SceneItem::as_it_is});
        scene.records.push_back({place.lineage.provenance, nullptr, look, 0, placed});
    }
}

}  // namespace

std::shared_ptr<const SceneLayer> make_scene_layer(std::shared_ptr<const analysis::Snapshot> snapshot,
                                                   const ThemeLayer& layer, data::Date as_of,
                                                   const Boundaries& boundaries) {
    auto scene = std::make_shared<SceneLayer>();
    scene->snapshot = std::move(snapshot);
    LayerDraft draft;
    draft.places_of_areas = layer.label || layer.has_marks();
    if (layer.source == ThemeSource::roads) {
        add_roads(*scene, layer, draft);
    } else if (layer.source == ThemeSource::places) {
        add_places(*scene, layer, draft);
    } else if (!layer.is_units()) {
        add_records(*scene, layer, as_of, draft);
    } else {
        add_units(*scene, layer, boundaries, draft);
    }
    draft.finish(*scene);
    return scene;
}

}  // namespace sanvat::tiler
