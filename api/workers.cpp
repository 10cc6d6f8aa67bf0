// SPDX-License-Identifier: Apache-2.0
#include "api/workers.hpp"

#include <utility>

namespace sanvat::api {

Workers::Workers(unsigned threads, std::size_t queue) : limit_(queue) {
    threads_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

bool Workers::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (tasks_.size() >= limit_) return false;
        tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(mutex_);
    return tasks_.size();
}

void Workers::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        const Task task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
    }
}

}  // namespace sanvat::api
