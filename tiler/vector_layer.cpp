// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_layer.hpp"

#include <algorithm>
#include <array>

namespace sanvat::tiler {

namespace {

using analysis::CollectionId;

// A tile of a low zoom holds a whole province, and names would be most of its bytes: those that no style writes yet
// come later. The first line of each list is in tiles of every zoom.
constexpr std::array unit_attributes =
    std::to_array<std::string_view>({"code", "name", "provenance",  //
                                     "kind", "full_name", "valid_from", "valid_to", "area_km2", "population"});
constexpr std::array facility_attributes =
    std::to_array<std::string_view>({"kind", "provenance",  //
                                     "name", "unit_code", "district_code", "position_accuracy"});
constexpr std::array craft_village_attributes =
    std::to_array<std::string_view>({"name", "craft", "craft_en", "recognised", "provenance",  //
                                     "unit_code", "district_code", "position_accuracy"});
constexpr std::array product_attributes =
    std::to_array<std::string_view>({"stars", "group", "rating_provenance", "provenance",  //
                                     "name", "producer_kind", "unit_code", "district_code", "position_accuracy"});
constexpr std::array area_attributes =
    std::to_array<std::string_view>({"name", "crop", "outline_provenance", "provenance",  //
                                     "crop_name", "crop_name_en", "hectares"});
constexpr std::array route_attributes = std::to_array<std::string_view>({"name", "theme", "provenance",  //
                                                                         "length_km", "line_note"});
constexpr std::array stop_attributes =
    std::to_array<std::string_view>({"name", "kind", "route", "position", "provenance",  //
                                     "position_accuracy"});

constexpr std::array layers{
    VectorLayer{CollectionId::communes, unit_attributes, 3, 10},
    VectorLayer{CollectionId::districts, unit_attributes, 3, 10},
    VectorLayer{CollectionId::raw_material_areas, area_attributes, 4, 10},
    VectorLayer{CollectionId::tour_routes, route_attributes, 3, 10},
    VectorLayer{CollectionId::tour_stops, stop_attributes, 5, 10},
    VectorLayer{CollectionId::facilities, facility_attributes, 2, 10},
    VectorLayer{CollectionId::products, product_attributes, 4, 9},
    VectorLayer{CollectionId::craft_villages, craft_village_attributes, 5, 10},
};

}  // namespace

std::span<const VectorLayer> vector_layers() noexcept {
    return layers;
}

const VectorLayer* find_vector_layer(std::string_view id) noexcept {
    const auto found = std::ranges::find(layers, id, &VectorLayer::id);
    return found == layers.end() ? nullptr : &*found;
}

}  // namespace sanvat::tiler
