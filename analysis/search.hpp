// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

struct SearchResult {
    std::shared_ptr<const FeatureTable> table;
    const Feature* feature = nullptr;
    double score = 0;  ///< higher is better
};

/// Finds units and records of all collections by name, craft, crop and producer; diacritics and case are ignored,
/// every word may be the beginning of one. Best first: whole name, then start of name, then all words; ties in
/// Vietnamese order. A former unit comes after current records whose names match as well or less. A craft village that
/// is also a facility is found as the village.
class SearchIndex {
public:
    explicit SearchIndex(std::shared_ptr<const Snapshot> snapshot);
    ~SearchIndex();
    SearchIndex(const SearchIndex&) = delete;
    SearchIndex& operator=(const SearchIndex&) = delete;

    /// Thread-safe. An empty or blank query finds nothing.
    [[nodiscard]] std::vector<SearchResult> find(std::string_view query, std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::analysis
