// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace sanvat::analysis {

/// Hands blocks of work from the thread that makes them to the one that uses them, in order, and lets the first run
/// ahead by no more than `capacity` blocks. What the maker throws comes out of `take`.
template <typename Block>
class BlockQueue {
public:
    explicit BlockQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Called by the maker: puts what `make()` returns until it returns nothing, throws, or nobody takes any more.
    template <typename Make>
    void fill(Make&& make) noexcept {
        std::exception_ptr error;
        try {
            while (auto block = make()) {
                if (!put(std::move(*block))) break;
            }
        } catch (...) {
            error = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        error_ = error;
        ended_ = true;
        changed_.notify_all();
    }

    /// Called by the user: the next block; none after the last.
    [[nodiscard]] std::optional<Block> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ended_ || !blocks_.empty(); });
        if (blocks_.empty()) {
            if (error_) std::rethrow_exception(error_);
            return std::nullopt;
        }
        std::optional<Block> block(std::move(blocks_.front()));
        blocks_.pop_front();
        changed_.notify_all();
        return block;
    }

    /// While it lives somebody takes; afterwards `fill` stops. The queue must outlive it.
    class Abandon {
    public:
        explicit Abandon(BlockQueue& queue) : queue_(queue) {}
        ~Abandon() {
            const std::lock_guard lock(queue_.mutex_);
            queue_.abandoned_ = true;
            queue_.changed_.notify_all();
        }
        Abandon(const Abandon&) = delete;
        Abandon& operator=(const Abandon&) = delete;

    private:
        BlockQueue& queue_;
    };

private:
    bool put(Block block) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return abandoned_ || blocks_.size() < capacity_; });
        if (abandoned_) return false;
        blocks_.push_back(std::move(block));
        changed_.notify_all();
        return true;
    }

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Block> blocks_;
    std::exception_ptr error_;
    bool ended_ = false;
    bool abandoned_ = false;
};

}  // namespace sanvat::analysis
