// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sanvat::api {

/// Threads for answers that take too long for an event thread, with a bounded queue. Thread-safe.
class Workers {
public:
    using Task = std::function<void()>;

    Workers(unsigned threads, std::size_t queue);
    /// Finishes what was accepted.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// False where the queue is full: the task is then never run. A task must not throw.
    [[nodiscard]] bool post(Task task);

    /// Tasks that wait for a thread.
    [[nodiscard]] std::size_t waiting() const;

private:
    void run();

    std::size_t limit_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace sanvat::api
