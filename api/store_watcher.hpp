// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <thread>

#include "api/state.hpp"
#include "data/store.hpp"

namespace sanvat::api {

/// A store opened and read: the state, and what to compare later stamps with.
struct OpenedStore {
    data::Store store;
    data::StoreStamp stamp;  ///< taken before reading, so that a change during it is noticed
    StatePtr state;
};

/// Throws bad_store for what is no store, failure where the disk fails.
[[nodiscard]] OpenedStore open_store(const std::filesystem::path& file);

/// Looks at the store several times a second in a thread of its own, and sets the current state anew when a change has
/// been committed, whoever made it and even if the file has been replaced; and when the day changes, where the store
/// pins no reference date. A store that cannot be read is logged once, and the state stays what it was.
class StoreWatcher {
public:
    /// `current` must outlive the watcher.
    StoreWatcher(OpenedStore opened, CurrentState& current, std::chrono::milliseconds interval);
    ~StoreWatcher();
    StoreWatcher(const StoreWatcher&) = delete;
    StoreWatcher& operator=(const StoreWatcher&) = delete;

    /// Attempts to read a changed store that failed.
    [[nodiscard]] std::uint64_t failures() const noexcept { return failures_; }

private:
    void run();
    void look();
    [[nodiscard]] bool out_of_date() const;

    OpenedStore opened_;
    CurrentState& current_;
    std::chrono::milliseconds interval_;
    data::StoreStamp failed_stamp_;  // of the last attempt that failed
    std::chrono::steady_clock::time_point retry_at_;
    std::string last_complaint_;
    std::atomic<std::uint64_t> failures_ = 0;

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace sanvat::api
