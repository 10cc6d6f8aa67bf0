// SPDX-License-Identifier: Apache-2.0
#include "analysis/collection_ids.hpp"

#include <array>

namespace sanvat::analysis {

std::span<const CollectionId> collection_ids() noexcept {
    static const auto ids = [] {
        std::array<CollectionId, collection_count> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = collections()[i].id;
        return all;
    }();
    return ids;
}

}  // namespace sanvat::analysis
