// SPDX-License-Identifier: Apache-2.0
#include "analysis/snapshot.hpp"

#include <array>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <string>

#include "analysis/declared_unit.hpp"
#include "analysis/feature_builder.hpp"
#include "analysis/record_places.hpp"
#include "analysis/unit_history.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::AdminLevel;
using data::Date;

namespace {

/// Feature tables of days other than the reference date that are kept: a slider over a few years of all collections.
constexpr std::size_t most_cached_tables = 64;

data::Envelope extent_of_units(const data::Register& content) {
    data::Envelope extent;
    for (const auto& unit : content.units)
        extent.extend(data::envelope_of(unit.polygon));
    return extent.empty() ? data::Envelope{-180, -90, 180, 90} : extent;
}

}  // namespace

struct Snapshot::Impl {
    using TableKey = std::pair<CollectionId, Date>;
    using PlacementKey = std::pair<AdminLevel, std::size_t>;

    Impl(data::Register records, Date today)
        : content(std::move(records)),
          reference_date(content.reference_date.value_or(today)),
          hash(data::content_hash(content)),
          extent(extent_of_units(content)),
          declared_units(content),
          histories{UnitHistory(content, AdminLevel::province), UnitHistory(content, AdminLevel::district),
                    UnitHistory(content, AdminLevel::commune)} {}

    [[nodiscard]] const RecordPlaces& places() {
        std::call_once(placed_, [this] { places_ = places_of(content, declared_units); });
        return places_;
    }

    void index() {
        for (const UnitHistory& units : histories)
            units.index();
        static_cast<void>(places());
    }

    /// An error is met again by the question that needs what could not be made.
    void index_beside() {
        indexing_ = std::async(std::launch::async, [this] { index(); });
    }

    [[nodiscard]] const UnitHistory& history(AdminLevel level) const {
        return histories[static_cast<std::size_t>(level)];
    }

    [[nodiscard]] std::shared_ptr<const Placement> placement(AdminLevel level, std::size_t period) {
        const std::scoped_lock lock(mutex);
        auto& found = placements[{level, period}];
        if (!found) {
            found = std::make_shared<const Placement>(
                place_records(content, places(), declared_units, history(level).units(period)));
        }
        return found;
    }

    /// Where records count on a day's default boundaries; null where the level never had any.
    [[nodiscard]] std::shared_ptr<const Placement> default_placement(AdminLevel level, Date as_of) {
        const UnitHistory& units = history(level);
        return units.empty() ? nullptr : placement(level, units.period(units.nearest_day(as_of)));
    }

    [[nodiscard]] std::shared_ptr<const FeatureTable> make_table(CollectionId collection, Date as_of) {
        const auto communes = default_placement(AdminLevel::commune, as_of);
        const auto districts = default_placement(AdminLevel::district, as_of);
        const FeatureContext context{content, places(), declared_units, communes.get(), districts.get(), as_of};
        return std::make_shared<const FeatureTable>(collection, as_of, build_features(collection, context));
    }

    const data::Register content;
    const Date reference_date;
    const std::uint64_t hash;
    const data::Envelope extent;
    const DeclaredUnits declared_units;
    const std::array<UnitHistory, 3> histories;

    std::mutex mutex;  ///< of what follows
    std::map<PlacementKey, std::shared_ptr<const Placement>> placements;
    std::map<TableKey, std::shared_ptr<const FeatureTable>> tables;
    std::deque<TableKey> table_order;  ///< oldest first, without those of the reference date, which stay

private:
    std::once_flag placed_;
    RecordPlaces places_;
    std::future<void> indexing_;  // last, so that its end is waited for before anything goes
};

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::~Snapshot() = default;

std::shared_ptr<const Snapshot> Snapshot::make(data::Register content, Date today, Indexing indexing) {
    std::shared_ptr<const Snapshot> snapshot(new Snapshot(std::make_unique<Impl>(std::move(content), today)));
    if (indexing == Indexing::beside) {
        snapshot->impl_->index_beside();
        return snapshot;
    }
    snapshot->impl_->index();
    for (const Collection& collection : collections()) {
        static_cast<void>(snapshot->features(collection.id, snapshot->reference_date()));
    }
    return snapshot;
}

const data::Register& Snapshot::content() const noexcept {
    return impl_->content;
}
Date Snapshot::reference_date() const noexcept {
    return impl_->reference_date;
}
std::uint64_t Snapshot::content_hash() const noexcept {
    return impl_->hash;
}
const data::Envelope& Snapshot::extent() const noexcept {
    return impl_->extent;
}

Date Snapshot::units_date(AdminLevel level, Date as_of) const {
    const UnitHistory& history = impl_->history(level);
    if (history.empty()) {
        throw data::not_found("by", "the store has no " + std::string(to_string(level)) + " boundaries of any date",
                              "import some with `sanvat import`");
    }
    return history.nearest_day(as_of);
}

std::shared_ptr<const UnitSet> Snapshot::units(AdminLevel level, Date date) const {
    const UnitHistory& history = impl_->history(level);
    return history.units(history.period(date));
}

std::shared_ptr<const Placement> Snapshot::placement(AdminLevel level, Date units_date) const {
    return impl_->placement(level, impl_->history(level).period(units_date));
}

std::shared_ptr<const FeatureTable> Snapshot::features(CollectionId collection, Date as_of) const {
    const Impl::TableKey key{collection, as_of};
    {
        const std::scoped_lock lock(impl_->mutex);
        if (const auto found = impl_->tables.find(key); found != impl_->tables.end()) return found->second;
    }
    // Made outside the lock, so that other requests go on; two threads may make the same one, and the first stays.
    auto table = impl_->make_table(collection, as_of);
    const std::scoped_lock lock(impl_->mutex);
    const auto [kept, added] = impl_->tables.emplace(key, std::move(table));
    auto result = kept->second;
    if (added && as_of != impl_->reference_date) {
        impl_->table_order.push_back(key);
        if (impl_->table_order.size() > most_cached_tables) {
            impl_->tables.erase(impl_->table_order.front());
            impl_->table_order.pop_front();
        }
    }
    return result;
}

}  // namespace sanvat::analysis
