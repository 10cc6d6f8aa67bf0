// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/search.hpp"
#include "analysis/snapshot.hpp"
#include "api/feature_texts.hpp"

namespace sanvat::api {

/// One state of the store with what answers need. A request holds one from its beginning to its end, so that an answer
/// never mixes two states. Thread-safe.
class State {
public:
    explicit State(std::shared_ptr<const analysis::Snapshot> snapshot);

    [[nodiscard]] const std::shared_ptr<const analysis::Snapshot>& snapshot() const noexcept { return snapshot_; }
    [[nodiscard]] const analysis::SearchIndex& search() const noexcept { return search_; }
    /// The features of a collection with attributes as of a day, as GeoJSON. Those of the reference date are there from
    /// the beginning and stay; others may have to be made, which is work for a worker.
    [[nodiscard]] std::shared_ptr<const FeatureTexts> texts(analysis::CollectionId collection, data::Date as_of) const;
    [[nodiscard]] std::shared_ptr<const FeatureTexts> texts(
        const std::shared_ptr<const analysis::FeatureTable>& table) const;

    /// Equal for equal content and reference date: the part of ETags that the data decide.
    [[nodiscard]] const std::string& tag() const noexcept { return tag_; }

private:
    std::shared_ptr<const analysis::Snapshot> snapshot_;
    analysis::SearchIndex search_;
    std::vector<std::shared_ptr<const FeatureTexts>> reference_texts_;  // of the reference date, one a collection
    mutable FeatureTextCache texts_;                                    // of other dates
    std::string tag_;
};

using StatePtr = std::shared_ptr<const State>;

/// The state that new requests are answered from.
class CurrentState {
public:
    explicit CurrentState(StatePtr state) : state_(std::move(state)) {}
    [[nodiscard]] StatePtr get() const noexcept { return state_.load(); }
    void set(StatePtr state) noexcept {
        state_.store(std::move(state));
        set_at_ = Clock::now();
        ++number_;
    }
    /// How many states there have been, this one included.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    [[nodiscard]] std::chrono::duration<double> age() const noexcept { return Clock::now() - set_at_.load(); }

private:
    using Clock = std::chrono::steady_clock;
    std::atomic<StatePtr> state_;
    std::atomic<Clock::time_point> set_at_ = Clock::now();
    std::atomic<std::uint64_t> number_ = 1;
};

}  // namespace sanvat::api
