// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "analysis/feature_table.hpp"
#include "analysis/placement.hpp"
#include "analysis/unit_set.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

/// When a snapshot makes its indexes.
enum class Indexing : std::uint8_t {
    before,  ///< it is handed out: no question waits for one
    beside,  ///< by a thread of its own: a question waits for those it needs, until they are there
};

/// One committed state of a store, indexed and immutable: what a request is answered from. All members are thread-safe;
/// tables of dates other than the reference date are made at first use and kept in a bounded cache.
class Snapshot : public std::enable_shared_from_this<Snapshot> {
public:
    /// Indexes the content: about 50 ms for the sample. `today` stands in where the store pins no reference date. Where
    /// an index cannot be made, it throws, or, `beside`, the question that needs it does.
    [[nodiscard]] static std::shared_ptr<const Snapshot> make(data::Register content, data::Date today,
                                                              Indexing indexing = Indexing::before);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    [[nodiscard]] const data::Register& content() const noexcept;
    [[nodiscard]] data::Date reference_date() const noexcept;
    /// Equal content, equal hash; differs between stores with overwhelming likelihood.
    [[nodiscard]] std::uint64_t content_hash() const noexcept;
    /// Of all polygons of units; the whole world where there are none.
    [[nodiscard]] const data::Envelope& extent() const noexcept;

    /// The day whose boundaries answer a question of `as_of` at this level: `as_of` itself where the level then had
    /// units with polygons, else the nearest day at which it had. Throws not_found where it never had any.
    [[nodiscard]] data::Date units_date(data::AdminLevel level, data::Date as_of) const;

    /// The units in force on a day (as `units_date` gives it).
    [[nodiscard]] std::shared_ptr<const UnitSet> units(data::AdminLevel level, data::Date date) const;

    /// All records ever of a collection with attributes as of a day.
    [[nodiscard]] std::shared_ptr<const FeatureTable> features(CollectionId collection, data::Date as_of) const;

    /// Where each record counts in the units of that day.
    [[nodiscard]] std::shared_ptr<const Placement> placement(data::AdminLevel level, data::Date units_date) const;

private:
    struct Impl;
    explicit Snapshot(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::analysis
