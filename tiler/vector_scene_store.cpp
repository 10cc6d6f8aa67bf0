// SPDX-License-Identifier: Apache-2.0
#include "tiler/vector_scene_store.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::size_t most_scenes = 64;

}  // namespace

std::shared_ptr<VectorSceneStore::Entry> VectorSceneStore::entry(const SnapshotPtr& asked, const Key& key) {
    const std::lock_guard lock(mutex_);
    if (asked != snapshot_) {
        entries_.clear();
        snapshot_ = asked;
    }
    auto& found = entries_[key];
    if (!found) {
        found = std::make_shared<Entry>();
        if (entries_.size() > most_scenes) drop_oldest();
    }
    found->last_used = ++clock_;
    return found;
}

void VectorSceneStore::drop_oldest() {
    auto oldest = entries_.end();
    for (auto it = entries_.begin(); it != entries_.end(); ++it) {
        const bool older = oldest == entries_.end() || it->second->last_used < oldest->second->last_used;
        if (it->second->last_used > 0 && older) oldest = it;  // the one being added was never used
    }
    if (oldest != entries_.end()) entries_.erase(oldest);
}

std::shared_ptr<const VectorScene> VectorSceneStore::scene(const SnapshotPtr& snapshot, const VectorLayer& layer,
                                                           data::Date as_of, data::Date units) {
    Key key{&layer, nullptr, as_of.days_since_epoch()};
    Boundaries boundaries;
    if (layer.is_units()) {
        boundaries = coverages_.boundaries(snapshot, units);
        const bool communes = layer.collection == analysis::CollectionId::communes;
        key = {&layer, (communes ? boundaries.communes : boundaries.districts).get(), 0};
    }
    const auto found = entry(snapshot, key);
    std::call_once(found->made, [&] {
        found->units = boundaries;
        found->scene = make_vector_scene(*snapshot, layer, as_of, boundaries);
    });
    return found->scene;
}

}  // namespace sanvat::tiler
