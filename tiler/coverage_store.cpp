// SPDX-License-Identifier: Apache-2.0
#include "tiler/coverage_store.hpp"

#include <array>

#include "data/error.hpp"
#include "tiler/digest.hpp"

namespace sanvat::tiler {

namespace {

/// A snapshot and the one before it, each with a few days.
constexpr std::size_t most_entries = 8;

using Outlines = std::vector<const data::MultiPolygon*>;

Outlines outlines_of(const std::shared_ptr<const analysis::UnitSet>& units) {
    Outlines outlines;
    if (!units) return outlines;
    for (const auto* unit : units->units())
        outlines.push_back(&unit->polygon);
    return outlines;
}

template <typename T>
void append_bytes(std::string& bytes, const std::vector<T>& values) {
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

/// Numbers that tell where rings, polygons and levels end, then the positions.
std::string content_of(const std::array<Outlines, 2>& levels) {
    std::vector<std::size_t> sizes;
    std::string bytes;
    const auto add_ring = [&](const data::Ring& ring) {
        sizes.push_back(ring.size());
        append_bytes(bytes, ring);
    };
    for (const Outlines& outlines : levels) {
        sizes.push_back(outlines.size());
        for (const auto* polygons : outlines) {
            sizes.push_back(polygons->size());
            for (const auto& polygon : *polygons) {
                sizes.push_back(polygon.holes.size());
                add_ring(polygon.outer);
                for (const auto& hole : polygon.holes)
                    add_ring(hole);
            }
        }
    }
    append_bytes(bytes, sizes);
    return digest(bytes);
}

}  // namespace

std::shared_ptr<const analysis::UnitSet> units_of(const analysis::Snapshot& snapshot, data::AdminLevel level,
                                                  data::Date date) {
    try {
        return snapshot.units(level, snapshot.units_date(level, date));
    } catch (const data::Error& error) {
        // A store without boundaries of this level is in order: maps then go without.
        if (error.kind() != data::ErrorKind::not_found) throw;
        return nullptr;
    }
}

std::shared_ptr<const ZoomCoverage> CoverageStore::shapes_of(const Entry& entry) const {
    for (const Entry& other : entries_) {
        if (other.content == entry.content) return other.boundaries.shapes;
    }
    return std::make_shared<const ZoomCoverage>(
        analysis::make_coverage({outlines_of(entry.boundaries.communes), outlines_of(entry.boundaries.districts)}));
}

Boundaries CoverageStore::boundaries(const SnapshotPtr& snapshot, data::Date units) {
    Boundaries asked{units_of(*snapshot, data::AdminLevel::commune, units),
                     units_of(*snapshot, data::AdminLevel::district, units), nullptr};
    const std::lock_guard lock(mutex_);
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
        const Boundaries& known = entry->boundaries;
        if (known.communes != asked.communes || known.districts != asked.districts || entry->snapshot != snapshot)
            continue;
        entries_.splice(entries_.begin(), entries_, entry);
        return known;
    }
    Entry made{asked, snapshot, content_of({outlines_of(asked.communes), outlines_of(asked.districts)})};
    made.boundaries.shapes = shapes_of(made);
    // Those of another snapshot keep all of it alive: they go as soon as the shapes were handed on.
    entries_.remove_if([&](const Entry& entry) { return entry.snapshot != snapshot; });
    entries_.push_front(std::move(made));
    if (entries_.size() > most_entries) entries_.pop_back();
    return entries_.front().boundaries;
}

}  // namespace sanvat::tiler
