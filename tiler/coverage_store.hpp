// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/zoom_shapes.hpp"

namespace sanvat::tiler {

/// The boundaries of a day for all zooms: communes and districts in one coverage, so that they share their arcs.
struct Boundaries {
    static constexpr std::size_t commune_level = 0;
    static constexpr std::size_t district_level = 1;

    std::shared_ptr<const analysis::UnitSet> communes;  ///< null where the store never had any
    std::shared_ptr<const analysis::UnitSet> districts;
    std::shared_ptr<const ZoomCoverage> shapes;  ///< levels by position in the sets
};

/// The boundaries that answer for a day, or none where the level never had any.
[[nodiscard]] std::shared_ptr<const analysis::UnitSet> units_of(const analysis::Snapshot& snapshot,
                                                                data::AdminLevel level, data::Date date);

/// Makes boundaries at first use and keeps those used last, for raster and vector tiles alike. A new snapshot with the
/// same outlines goes on with the same shapes. Thread-safe; others wait while some are made.
class CoverageStore {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

    /// Those of the nearest day on which each level had some.
    [[nodiscard]] Boundaries boundaries(const SnapshotPtr& snapshot, data::Date units);

private:
    struct Entry {
        Boundaries boundaries;
        SnapshotPtr snapshot;  // which the sets point into
        std::string content;   // digest of the outlines
    };
    [[nodiscard]] std::shared_ptr<const ZoomCoverage> shapes_of(const Entry& entry) const;

    std::mutex mutex_;
    std::list<Entry> entries_;  // used last first
};

}  // namespace sanvat::tiler
