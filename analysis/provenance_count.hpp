// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <numeric>

#include "data/lineage.hpp"

namespace sanvat::analysis {

/// A count told apart by where the counted comes from.
struct ProvenanceCount {
    std::array<std::int64_t, 3> by_provenance{};  ///< in the order of data::Provenance

    void add(data::Provenance provenance) noexcept { ++by_provenance[static_cast<std::size_t>(provenance)]; }
    [[nodiscard]] std::int64_t of(data::Provenance provenance) const noexcept {
        return by_provenance[static_cast<std::size_t>(provenance)];
    }
    [[nodiscard]] std::int64_t total() const noexcept {
        return std::accumulate(by_provenance.begin(), by_provenance.end(), std::int64_t{0});
    }
};

inline constexpr std::array provenances{data::Provenance::reported, data::Provenance::derived,
                                        data::Provenance::illustrative};

}  // namespace sanvat::analysis
