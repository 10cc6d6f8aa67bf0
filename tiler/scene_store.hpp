// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/map_question.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Makes scene layers at first use and keeps those used last, for all threads. Only layers of the snapshot asked for
/// last are kept, so that an old one can go. Thread-safe; two threads that want one layer make it once.
class SceneStore {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

    /// Room for so many layers: about as many dates as there are for each of a theme's layers. `coverages` must outlive
    /// the store.
    explicit SceneStore(CoverageStore& coverages, std::size_t limit = 160) : coverages_(coverages), limit_(limit) {}

    /// `layer` must outlive the store. Records are those in force on `as_of`, boundaries those of `units`; a thematic
    /// layer answers the question, which must be its own, and throws as `make_thematic_layer`.
    [[nodiscard]] std::shared_ptr<const SceneLayer> layer(const SnapshotPtr& snapshot, const ThemeLayer& layer,
                                                          data::Date as_of, data::Date units,
                                                          const MapQuestion& question = {});

private:
    struct Key {
        const ThemeLayer* layer;
        const void* units;     // of layers of units: the set, the same for all days between two changes
        int day;               // of layers of records
        std::string question;  // of thematic layers
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Entry {
        Key key;
        Boundaries units;  // keeps the address in the key taken
        std::once_flag made;
        std::shared_ptr<const SceneLayer> layer;
    };
    std::shared_ptr<Entry> entry(const SnapshotPtr& snapshot, const Key& key);

    CoverageStore& coverages_;
    const std::size_t limit_;
    std::mutex mutex_;
    SnapshotPtr snapshot_;
    std::list<std::shared_ptr<Entry>> entries_;  // last used first
    std::map<Key, std::list<std::shared_ptr<Entry>>::iterator> index_;
};

}  // namespace sanvat::tiler
