// SPDX-License-Identifier: Apache-2.0
#include "tiler/render_pool.hpp"

#include <algorithm>
#include <utility>

namespace sanvat::tiler {

Painter& Workbench::painter(const MapStyle& style) {
    return painters_.try_emplace(style.id, theme_, style).first->second;
}

RenderPool::RenderPool(const std::shared_ptr<const Theme>& theme, unsigned threads, std::size_t queue)
    : limit_(queue), most_slow_(std::max(1U, threads / 2)) {
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this, theme] { work(theme); });
}

RenderPool::~RenderPool() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    something_to_do_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool RenderPool::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= limit_) return false;
        queue_.push_back(std::move(job));
    }
    something_to_do_.notify_one();
    return true;
}

void RenderPool::submit_slow(Job job) {
    {
        const std::lock_guard lock(mutex_);
        slow_.push_back([this, job = std::move(job)](Workbench& bench) {
            job(bench);
            const std::lock_guard counting(mutex_);
            --slow_under_way_;
        });
    }
    something_to_do_.notify_one();
}

std::size_t RenderPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size() + slow_.size();
}

bool RenderPool::may_start_slow() const {
    return !slow_.empty() && slow_under_way_ < most_slow_;
}

RenderPool::Job RenderPool::next() {
    // Slow ones first: their share is small, and behind the others they might wait for ever.
    auto& from = may_start_slow() ? slow_ : queue_;
    if (from.empty()) return {};
    if (&from == &slow_) ++slow_under_way_;
    Job job = std::move(from.front());
    from.pop_front();
    return job;
}

void RenderPool::work(const std::shared_ptr<const Theme>& theme) {
    Workbench bench(theme);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            something_to_do_.wait(lock, [this] { return closing_ || !queue_.empty() || may_start_slow(); });
            job = next();
            // A thread that is at a slow job takes the next one itself.
            if (!job) return;
        }
        ++started_;
        job(bench);
    }
}

}  // namespace sanvat::tiler
