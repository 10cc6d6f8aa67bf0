// SPDX-License-Identifier: Apache-2.0
#include "analysis/feature_table.hpp"

#include <algorithm>

#include "analysis/shape.hpp"

namespace sanvat::analysis {

bool Feature::in_force_within(const data::DateSpan& span) const noexcept {
    return std::ranges::any_of(in_force, [&](const data::Validity& validity) { return span.meets(validity); });
}

const data::Value& Feature::value(std::string_view property) const noexcept {
    static const data::Value null;
    const auto position = analysis::collection(collection).find(property);
    return position ? values[*position] : null;
}

FeatureTable::FeatureTable(CollectionId collection, data::Date as_of, std::vector<Feature> features)
    : collection_(collection), as_of_(as_of), features_(std::move(features)) {
    // Stable: records of one id stay in the order of their table, so that positions here are positions there.
    std::ranges::stable_sort(features_, {}, &Feature::id);
    std::vector<data::Envelope> boxes;
    boxes.reserve(features_.size());
    std::vector<std::pair<data::LonLat, std::uint32_t>> points;
    for (const Feature& feature : features_) {
        if (const auto* point = std::get_if<data::LonLat>(feature.geometry.get()))
            points.emplace_back(*point, static_cast<std::uint32_t>(boxes.size()));
        else if (data::has_geometry(*feature.geometry))
            only_points_ = false;
        boxes.push_back(feature.envelope);
    }
    index_ = BoxIndex(boxes);
    points_ = PointIndex(points);
}

const Feature* FeatureTable::find(std::string_view id) const noexcept {
    const auto found = std::ranges::lower_bound(features_, id, {}, &Feature::id);
    return found != features_.end() && found->id == id ? &*found : nullptr;
}

std::vector<std::uint32_t> FeatureTable::in_box(const data::Envelope& box) const {
    auto found = candidates(box);
    std::erase_if(found, [&](std::uint32_t i) { return !meets(*features_[i].geometry, box); });
    return found;
}

}  // namespace sanvat::analysis
