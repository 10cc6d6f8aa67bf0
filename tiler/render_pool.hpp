// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tiler/painter.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// What one thread of the pool paints with: a painter for each style, made at first use. Belongs to that thread.
class Workbench {
public:
    explicit Workbench(std::shared_ptr<const Theme> theme) : theme_(std::move(theme)) {}
    /// `style` is one of the theme's.
    [[nodiscard]] Painter& painter(const MapStyle& style);
    [[nodiscard]] const Theme& theme() const noexcept { return *theme_; }

private:
    std::shared_ptr<const Theme> theme_;
    std::map<std::string, Painter> painters_;
};

/// A fixed number of threads that work off a bounded queue, oldest first, and slow jobs beside it: those never have
/// more than half of the threads, rounded up to one, so that the others wait for none of them where there are two
/// threads or more. Thread-safe.
class RenderPool {
public:
    /// Must not throw.
    using Job = std::function<void(Workbench&)>;

    /// `threads` and `queue` at least 1.
    RenderPool(const std::shared_ptr<const Theme>& theme, unsigned threads, std::size_t queue);
    /// Works off what was accepted first.
    ~RenderPool();
    RenderPool(const RenderPool&) = delete;
    RenderPool& operator=(const RenderPool&) = delete;

    /// False where `queue` jobs are waiting already: the job is then not taken.
    [[nodiscard]] bool submit(Job job);

    /// A job that may take seconds. Always taken: whoever submits such jobs limits their number.
    void submit_slow(Job job);

    /// Jobs that wait for a thread.
    [[nodiscard]] std::size_t waiting() const;
    /// Jobs that a thread has taken up since the start.
    [[nodiscard]] std::uint64_t started() const noexcept { return started_; }

private:
    void work(const std::shared_ptr<const Theme>& theme);

    /// The next job for a thread; an empty one where there is none. Requires the lock.
    [[nodiscard]] Job next();
    [[nodiscard]] bool may_start_slow() const;

    const std::size_t limit_;
    const std::size_t most_slow_;
    mutable std::mutex mutex_;
    std::condition_variable something_to_do_;
    std::deque<Job> queue_;
    std::deque<Job> slow_;
    std::size_t slow_under_way_ = 0;
    bool closing_ = false;
    std::atomic<std::uint64_t> started_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace sanvat::tiler
