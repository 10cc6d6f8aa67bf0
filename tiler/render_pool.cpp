// SPDX-License-Identifier: Apache-2.0
#include "tiler/render_pool.hpp"

namespace sanvat::tiler {

Painter& Workbench::painter(const MapStyle& style) {
    return painters_.try_emplace(style.id, theme_, style).first->second;
}

RenderPool::RenderPool(const std::shared_ptr<const Theme>& theme, unsigned threads, std::size_t queue) : limit_(queue) {
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

std::size_t RenderPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void RenderPool::work(const std::shared_ptr<const Theme>& theme) {
    Workbench bench(theme);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            something_to_do_.wait(lock, [this] { return closing_ || !queue_.empty(); });
            if (queue_.empty()) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        ++started_;
        job(bench);
    }
}

}  // namespace sanvat::tiler
