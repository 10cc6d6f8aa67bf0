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

/// A fixed number of threads that work off a bounded queue, oldest first. Thread-safe.
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

    /// Jobs that wait for a thread.
    [[nodiscard]] std::size_t waiting() const;
    /// Jobs that a thread has taken up since the start.
    [[nodiscard]] std::uint64_t started() const noexcept { return started_; }

private:
    void work(const std::shared_ptr<const Theme>& theme);

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::condition_variable something_to_do_;
    std::deque<Job> queue_;
    bool closing_ = false;
    std::atomic<std::uint64_t> started_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace sanvat::tiler
