// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_tile.hpp"

#include <algorithm>
#include <array>

#include "tiler/digest.hpp"
#include "tiler/mvt_writer.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

namespace {

using analysis::CollectionId;

constexpr std::array unit_attributes = std::to_array<std::string_view>(
    {"code", "name", "kind", "full_name", "valid_from", "valid_to", "area_km2", "population", "provenance"});
constexpr std::array facility_attributes =
    std::to_array<std::string_view>({"name", "kind", "unit_code", "district_code", "position_accuracy", "provenance"});
constexpr std::array craft_village_attributes = std::to_array<std::string_view>(
    {"name", "craft", "craft_en", "recognised", "unit_code", "district_code", "position_accuracy", "provenance"});
constexpr std::array product_attributes =
    std::to_array<std::string_view>({"name", "stars", "group", "producer_kind", "unit_code", "district_code",
                                     "rating_provenance", "position_accuracy", "provenance"});
constexpr std::array area_attributes = std::to_array<std::string_view>(
    {"name", "crop", "crop_name", "crop_name_en", "hectares", "outline_provenance", "provenance"});
constexpr std::array route_attributes =
    std::to_array<std::string_view>({"name", "theme", "length_km", "line_note", "provenance"});
constexpr std::array stop_attributes =
    std::to_array<std::string_view>({"name", "kind", "route", "position", "position_accuracy", "provenance"});

constexpr std::array layers{
    VectorLayer{CollectionId::communes, unit_attributes},
    VectorLayer{CollectionId::districts, unit_attributes},
    VectorLayer{CollectionId::raw_material_areas, area_attributes},
    VectorLayer{CollectionId::tour_routes, route_attributes},
    VectorLayer{CollectionId::tour_stops, stop_attributes},
    VectorLayer{CollectionId::facilities, facility_attributes},
    VectorLayer{CollectionId::products, product_attributes},
    VectorLayer{CollectionId::craft_villages, craft_village_attributes},
};

/// Encodes one layer of one tile.
class LayerEncoder {
public:
    LayerEncoder(const VectorLayer& layer, const analysis::Snapshot& snapshot, const VectorTileQuestion& question)
        : layer_(layer),
          snapshot_(snapshot),
          question_(question),
          grid_(question.tile),
          out_(std::string(layer.id())) {}

    std::string encode() {
        if (layer_.collection == CollectionId::communes) {
            add_units(data::AdminLevel::commune);
        } else if (layer_.collection == CollectionId::districts) {
            add_units(data::AdminLevel::district);
        } else {
            add_records();
        }
        return out_.bytes();
    }

private:
    /// Those the layer's boundaries day has, not those of the question's day: maps of any day show boundaries.
    void add_units(data::AdminLevel level) {
        const auto units = units_of(snapshot_, level, question_.units);
        if (!units) return;
        const auto table = snapshot_.features(layer_.collection, snapshot_.reference_date());
        for (const auto* unit : units->units()) {
            const auto* feature = table->find(unit->key.to_string());
            if (feature && feature->envelope.intersects(grid_.reach())) add(*feature);
        }
    }

    void add_records() {
        const auto table = snapshot_.features(layer_.collection, question_.as_of);
        for (const auto position : table->candidates(grid_.reach())) {
            const auto& feature = table->features()[position];
            if (feature.in_force_within({question_.as_of, question_.as_of})) add(feature);
        }
    }

    void add(const analysis::Feature& feature) {
        if (!question_.filter.matches(feature)) return;
        const auto number = number_of(feature.id);
        const data::Geometry& geometry = *feature.geometry;
        if (const auto* point = std::get_if<data::LonLat>(&geometry)) {
            const auto place = grid_.point(*point);
            if (!place) return;
            add_attributes(feature);
            out_.add_points(number, {*place});
        } else if (const auto* line = std::get_if<data::MultiLineString>(&geometry)) {
            const auto parts = grid_.lines(*line);
            if (parts.empty()) return;
            add_attributes(feature);
            out_.add_lines(number, parts);
        } else if (const auto* area = std::get_if<data::MultiPolygon>(&geometry)) {
            const auto parts = grid_.polygons(*area);
            if (parts.empty()) return;
            add_attributes(feature);
            out_.add_polygons(number, parts);
        }
    }

    void add_attributes(const analysis::Feature& feature) {
        out_.attribute("id", feature.id);
        for (const auto name : layer_.attributes)
            out_.attribute(name, feature.value(name));
    }

    const VectorLayer& layer_;
    const analysis::Snapshot& snapshot_;
    const VectorTileQuestion& question_;
    TileGrid grid_;
    MvtLayer out_;
};

}  // namespace

std::span<const VectorLayer> vector_layers() noexcept {
    return layers;
}

const VectorLayer* find_vector_layer(std::string_view id) noexcept {
    const auto found = std::ranges::find(layers, id, &VectorLayer::id);
    return found == layers.end() ? nullptr : &*found;
}

std::string vector_tile(const analysis::Snapshot& snapshot, const VectorTileQuestion& question) {
    std::string bytes;
    for (const VectorLayer* layer : question.layers)
        bytes += LayerEncoder(*layer, snapshot, question).encode();
    return bytes;
}

}  // namespace sanvat::tiler
