// SPDX-License-Identifier: Apache-2.0
#include "tests/support/geos_units.hpp"

#include <geos_c.h>

#include <algorithm>

#include "data/geos.hpp"

namespace sanvat::test {

using data::geos::GeometryPtr;

struct GeosUnits::Impl {
    GEOSContextHandle_t context = data::geos::context();
    std::vector<GeometryPtr> units;
    std::vector<const GEOSPreparedGeometry*> prepared;
    std::vector<std::uint32_t> positions;  ///< what the tree's items point to
    GEOSSTRtree* tree = GEOSSTRtree_create_r(context, 10);
};

GeosUnits::GeosUnits(const std::vector<data::MultiPolygon>& units) : impl_(std::make_unique<Impl>()) {
    for (const auto& unit : units)
        impl_->units.push_back(data::geos::to_geos(unit));
    impl_->positions.resize(units.size());
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        impl_->positions[i] = i;
        impl_->prepared.push_back(GEOSPrepare_r(impl_->context, impl_->units[i].get()));
        GEOSSTRtree_insert_r(impl_->context, impl_->tree, impl_->units[i].get(), &impl_->positions[i]);
    }
}

GeosUnits::~GeosUnits() {
    GEOSSTRtree_destroy_r(impl_->context, impl_->tree);
    for (const auto* prepared : impl_->prepared)
        GEOSPreparedGeom_destroy_r(impl_->context, prepared);
}

std::vector<std::uint32_t> GeosUnits::covering(data::LonLat point) const {
    const GeometryPtr place = data::geos::to_geos(point);
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < impl_->units.size(); ++i) {
        if (GEOSCovers_r(impl_->context, impl_->units[i].get(), place.get()) == 1) found.push_back(i);
    }
    return found;
}

std::vector<std::uint32_t> GeosUnits::covering_prepared(data::LonLat point) const {
    const GeometryPtr place = data::geos::to_geos(point);
    std::vector<std::uint32_t> found;
    GEOSSTRtree_query_r(
        impl_->context, impl_->tree, place.get(),
        [](void* item, void* list) {
            static_cast<std::vector<std::uint32_t>*>(list)->push_back(*static_cast<std::uint32_t*>(item));
        },
        &found);
    std::erase_if(found, [&](std::uint32_t i) {
        return GEOSPreparedCovers_r(impl_->context, impl_->prepared[i], place.get()) != 1;
    });
    std::ranges::sort(found);
    return found;
}

}  // namespace sanvat::test
