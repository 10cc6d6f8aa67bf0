// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/vector_scene.hpp"

namespace sanvat::tiler {

/// Makes the scenes of vector tiles at first use and keeps those used last, for all threads. Only scenes of the
/// snapshot asked for last are kept, so that an old one can go. Thread-safe; two threads that want one scene make it
/// once.
class VectorSceneStore {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

    /// `coverages` must outlive the store.
    explicit VectorSceneStore(CoverageStore& coverages) : coverages_(coverages) {}

    /// Records are those in force on `as_of`, boundaries those of `units`. `layer` is one of `vector_layers`.
    [[nodiscard]] std::shared_ptr<const VectorScene> scene(const SnapshotPtr& snapshot, const VectorLayer& layer,
                                                           data::Date as_of, data::Date units);

private:
    struct Key {
        const VectorLayer* layer;
        const void* units;  // of layers of units: the set
        int day;            // of layers of records
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Entry {
        std::once_flag made;
        Boundaries units;  // keeps the address in the key taken
        std::shared_ptr<const VectorScene> scene;
        std::uint64_t last_used = 0;
    };
    std::shared_ptr<Entry> entry(const SnapshotPtr& asked, const Key& key);
    void drop_oldest();

    CoverageStore& coverages_;
    std::mutex mutex_;
    SnapshotPtr snapshot_;
    std::map<Key, std::shared_ptr<Entry>> entries_;
    std::uint64_t clock_ = 0;
};

}  // namespace sanvat::tiler
