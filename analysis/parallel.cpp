// SPDX-License-Identifier: Apache-2.0
#include "analysis/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace sanvat::analysis {

namespace {

/// Numbers handed out to threads, each once, until one of them fails.
class Shares {
public:
    Shares(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

    void run() noexcept {
        for (std::size_t i = next_++; i < count_; i = next_++) {
            try {
                work_(i);
            } catch (...) {
                fail(i, std::current_exception());
            }
        }
    }

    void rethrow() const {
        if (error_) std::rethrow_exception(error_);
    }

private:
    void fail(std::size_t i, std::exception_ptr error) {
        next_ = count_;
        const std::scoped_lock lock(mutex_);
        if (error_ && failed_ < i) return;
        failed_ = i;
        error_ = std::move(error);
    }

    const std::size_t count_;
    const std::function<void(std::size_t)>& work_;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    std::size_t failed_ = 0;
    std::exception_ptr error_;
};

}  // namespace

unsigned thread_count(unsigned wanted) noexcept {
    return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

void for_each_in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
    Shares shares(count, work);
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
            helpers.emplace_back([&shares] { shares.run(); });
        shares.run();
    }
    shares.rethrow();
}

}  // namespace sanvat::analysis
