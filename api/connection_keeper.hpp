// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "api/connection.hpp"
#include "api/limits.hpp"
#include "api/metrics.hpp"
#include "api/request.hpp"
#include "api/response.hpp"

namespace sanvat::api {

/// Gives the answer, once, from any thread.
using Reply = std::function<void(Response)>;

/// Takes a request and calls the reply sooner or later, perhaps before it returns. Must not throw.
using RequestHandler = std::function<void(std::shared_ptr<const Request>, Reply)>;

/// Is told of every answer as it leaves; from any thread. Must not throw.
using DeliveryListener = std::function<void(const Delivered&)>;

/// Looks after all connections in a thread of its own: goes on writing to slow clients when they can take more, and
/// ends connections that have been silent too long. In a second thread it has requests handled that were sent ahead of
/// an answer, one of each connection in turn. Thread-safe. Must outlive its connections and replies.
class ConnectionKeeper {
public:
    /// Without `takes_body` every body is read. Both are called from any thread.
    ConnectionKeeper(ConnectionLimits limits, RequestHandler handler, TakesBody takes_body = {},
                     DeliveryListener delivered = {});
    ~ConnectionKeeper();
    ConnectionKeeper(const ConnectionKeeper&) = delete;
    ConnectionKeeper& operator=(const ConnectionKeeper&) = delete;

    /// Hangs up at once where the keeper drains or has as many as it may.
    [[nodiscard]] std::shared_ptr<Connection> open(int socket);

    /// From now on every answer closes its connection, idle connections and new ones end, and requests that come are
    /// answered 503. Waits until nothing is under way, at most so long; false where that did not suffice. Once it has
    /// given true no request is handled any more.
    bool drain(std::chrono::milliseconds patience);

    /// Ends the threads: requests that wait for their turn are never handled. For when nothing reads connections any
    /// more, and before what the handler needs ends.
    void stop();

    [[nodiscard]] std::size_t connections() const;
    [[nodiscard]] std::size_t under_way() const;  ///< requests not wholly answered
    [[nodiscard]] std::size_t held_bytes() const noexcept {
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, held_));
    }

    // For connections.
    [[nodiscard]] const ConnectionLimits& limits() const noexcept { return limits_; }
    [[nodiscard]] const TakesBody& takes_body() const noexcept { return takes_body_; }
    [[nodiscard]] bool draining() const noexcept { return draining_; }
    void handle(std::shared_ptr<const Request> request, Reply reply) { handler_(std::move(request), std::move(reply)); }
    void delivered(const Delivered& answer) const {
        if (delivered_) delivered_(answer);
    }
    /// An answer is under way, up to `ended`. False where its request must not be handled, because the keeper drains.
    [[nodiscard]] bool began();
    void ended();
    /// Counts bytes of requests that are held; a negative number lets go. False where they are too many by now.
    bool hold(std::ptrdiff_t bytes) noexcept;
    /// Calls `writable` once when the socket takes bytes again; false where the system refuses.
    [[nodiscard]] bool watch(const Connection& connection) const noexcept;
    /// Has `take_turn` called from another thread, after those that were queued before.
    void queue(std::shared_ptr<Connection> connection);
    void forget(const Connection& connection);

private:
    void run();
    void run_turns();
    [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() const;
    [[nodiscard]] std::shared_ptr<Connection> find(std::uint64_t serial) const;

    ConnectionLimits limits_;
    RequestHandler handler_;
    TakesBody takes_body_;
    DeliveryListener delivered_;
    int epoll_;
    int wake_;
    std::atomic<bool> draining_ = false;
    std::atomic<bool> stopping_ = false;
    std::atomic<std::ptrdiff_t> held_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::unordered_map<std::uint64_t, std::weak_ptr<Connection>> connections_;
    std::uint64_t next_serial_ = 1;
    std::size_t under_way_ = 0;
    bool full_ = false;  // of connections
    std::thread thread_;

    std::mutex turns_mutex_;  // taken with a connection's lock held: nothing else is locked under it
    std::condition_variable turns_changed_;
    std::deque<std::shared_ptr<Connection>> turns_;
    std::thread turns_thread_;
};

}  // namespace sanvat::api
