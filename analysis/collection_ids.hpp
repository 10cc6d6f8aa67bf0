// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "analysis/collection.hpp"

namespace sanvat::analysis {

/// Ids of all collections, in the order of `CollectionId`: for questions about records of any kind.
[[nodiscard]] std::span<const CollectionId> collection_ids() noexcept;

}  // namespace sanvat::analysis
