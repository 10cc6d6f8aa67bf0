// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sanvat::tiler {

/// Values under names, bounded by bytes; the one not asked for longest goes first. Thread-safe.
template <typename Value>
class LruMap {
public:
    /// What an entry is counted for besides its value and its key: the room of the entry itself, roughly.
    static constexpr std::size_t entry_bytes = 256;

    explicit LruMap(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    [[nodiscard]] std::optional<Value> find(std::string_view key) {
        const std::lock_guard lock(mutex_);
        const auto found = index_.find(key);
        if (found == index_.end()) return std::nullopt;
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->value;
    }

    /// Replaces what was there. A value larger than the whole map is not kept.
    void insert(std::string key, Value value, std::size_t value_bytes) {
        const std::size_t cost = value_bytes + 2 * key.size() + entry_bytes;
        if (cost > max_bytes_) return;
        const std::lock_guard lock(mutex_);
        const auto found = index_.find(key);
        if (found != index_.end()) drop(found->second);
        while (bytes_ + cost > max_bytes_)
            drop(std::prev(entries_.end()));
        entries_.push_front({std::move(key), std::move(value), cost});
        index_.emplace(entries_.front().key, entries_.begin());
        bytes_ += cost;
    }

    [[nodiscard]] std::size_t bytes() const {  ///< never above the bound
        const std::lock_guard lock(mutex_);
        return bytes_;
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return entries_.size();
    }

private:
    struct Entry {
        std::string key;
        Value value;
        std::size_t cost;
    };

    void drop(typename std::list<Entry>::iterator entry) {
        bytes_ -= entry->cost;
        index_.erase(entry->key);
        entries_.erase(entry);
    }

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;                                                         // used last first
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> index_;  // keys point into the entries
    std::size_t bytes_ = 0;
};

}  // namespace sanvat::tiler
