// SPDX-License-Identifier: Apache-2.0
#include "api/state.hpp"

#include <fmt/format.h>

namespace sanvat::api {

State::State(std::shared_ptr<const analysis::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)),
      search_(snapshot_),
      tag_(fmt::format("{:016x}-{}", snapshot_->content_hash(), snapshot_->reference_date().days_since_epoch())) {
    // What most requests ask for is written before the first of them comes.
    for (const analysis::Collection& collection : analysis::collections()) {
        static_cast<void>(texts(collection.id, snapshot_->reference_date()));
    }
}

std::shared_ptr<const FeatureTexts> State::texts(analysis::CollectionId collection, data::Date as_of) const {
    return texts_.of(snapshot_->features(collection, as_of));
}

}  // namespace sanvat::api
