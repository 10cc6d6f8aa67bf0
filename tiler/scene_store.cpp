// SPDX-License-Identifier: Apache-2.0
#include "tiler/scene_store.hpp"

#include "tiler/thematic_layer.hpp"

namespace sanvat::tiler {

std::shared_ptr<SceneStore::Entry> SceneStore::entry(const SnapshotPtr& snapshot, const Key& key) {
    const std::lock_guard lock(mutex_);
    if (snapshot != snapshot_) {
        index_.clear();
        entries_.clear();
        snapshot_ = snapshot;
    }
    const auto found = index_.find(key);
    if (found != index_.end()) {
        entries_.splice(entries_.begin(), entries_, found->second);
        return entries_.front();
    }
    if (entries_.size() >= limit_) {
        index_.erase(entries_.back()->key);
        entries_.pop_back();
    }
    entries_.push_front(std::make_shared<Entry>());
    entries_.front()->key = key;
    index_.emplace(key, entries_.begin());
    return entries_.front();
}

std::shared_ptr<const SceneLayer> SceneStore::layer(const SnapshotPtr& snapshot, const ThemeLayer& layer,
                                                    data::Date as_of, data::Date units, const MapQuestion& question) {
    Boundaries boundaries;
    Key key{&layer, nullptr, 0, {}};
    if (layer.is_units()) {
        boundaries = coverages_.boundaries(snapshot, units);
        const bool districts = layer.collection == analysis::CollectionId::districts;
        key.units = (districts ? boundaries.districts : boundaries.communes).get();
    } else if (layer.is_thematic()) {
        if (layer.source == ThemeSource::figure) boundaries = coverages_.boundaries(snapshot, units);
        key.question = question.key;
    } else if (layer.source == ThemeSource::collection) {
        key.day = as_of.days_since_epoch();
    }
    const auto found = entry(snapshot, key);
    std::call_once(found->made, [&] {
        found->layer = layer.is_thematic() ? make_thematic_layer(snapshot, layer, question, boundaries)
                                           : make_scene_layer(snapshot, layer, as_of, boundaries);
        found->units = boundaries;
    });
    return found->layer;
}

}  // namespace sanvat::tiler
