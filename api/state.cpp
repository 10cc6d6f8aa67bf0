// SPDX-License-Identifier: Apache-2.0
#include "api/state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sanvat::api {

State::State(std::shared_ptr<const analysis::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)),
      search_(snapshot_),
      tag_(fmt::format("{:016x}-{}", snapshot_->content_hash(), snapshot_->reference_date().days_since_epoch())) {
    // What most requests ask for is written before the first of them comes.
    for (const analysis::Collection& collection : analysis::collections()) {
        reference_texts_.push_back(
            std::make_shared<const FeatureTexts>(snapshot_->features(collection.id, snapshot_->reference_date())));
    }
}

std::shared_ptr<const FeatureTexts> State::texts(analysis::CollectionId collection, data::Date as_of) const {
    return texts(snapshot_->features(collection, as_of));
}

std::shared_ptr<const FeatureTexts> State::texts(const std::shared_ptr<const analysis::FeatureTable>& table) const {
    const auto of_reference_date =
        std::ranges::find_if(reference_texts_, [&](const auto& texts) { return &texts->table() == table.get(); });
    return of_reference_date == reference_texts_.end() ? texts_.of(table) : *of_reference_date;
}

}  // namespace sanvat::api
