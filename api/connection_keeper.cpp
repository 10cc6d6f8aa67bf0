// SPDX-License-Identifier: Apache-2.0
#include "api/connection_keeper.hpp"

#include <spdlog/spdlog.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sanvat::api {

namespace {

constexpr std::uint64_t wake_serial = 0;
constexpr std::chrono::milliseconds tick{250};  // how exact timeouts are

int checked(int descriptor, const char* what) {
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
    return descriptor;
}

}  // namespace

ConnectionKeeper::ConnectionKeeper(ConnectionLimits limits, RequestHandler handler, TakesBody takes_body,
                                   DeliveryListener delivered)
    : limits_(limits),
      handler_(std::move(handler)),
      takes_body_(std::move(takes_body)),
      delivered_(std::move(delivered)),
      epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wake_serial;
    checked(::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event), "epoll_ctl");
    thread_ = std::thread([this] { run(); });
    turns_thread_ = std::thread([this] { run_turns(); });
}

ConnectionKeeper::~ConnectionKeeper() {
    stop();
    ::close(wake_);
    ::close(epoll_);
}

void ConnectionKeeper::stop() {
    {
        const std::lock_guard lock(turns_mutex_);
        if (stopping_.exchange(true)) return;
    }
    turns_changed_.notify_all();
    ::eventfd_write(wake_, 1);
    turns_thread_.join();
    thread_.join();
}

std::shared_ptr<Connection> ConnectionKeeper::open(int socket) {
    std::unique_lock lock(mutex_);
    const std::uint64_t serial = next_serial_++;
    auto connection = std::make_shared<Connection>(socket, serial, *this);
    connections_.emplace(serial, connection);
    const bool full = connections_.size() > limits_.connections;
    const bool tell = !std::exchange(full_, full) && full;
    const bool draining = draining_;
    lock.unlock();
    if (tell) spdlog::warn("there are {} connections: further ones are hung up on", limits_.connections);
    if (full || draining) connection->give_up();
    return connection;
}

bool ConnectionKeeper::drain(std::chrono::milliseconds patience) {
    {
        // With the lock, so that a request is either under way by now or refused by `began`.
        const std::lock_guard lock(mutex_);
        draining_ = true;
    }
    for (const auto& connection : all())
        connection->close_if_idle();
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return under_way_ == 0; });
}

std::size_t ConnectionKeeper::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_.size();
}

std::size_t ConnectionKeeper::under_way() const {
    const std::lock_guard lock(mutex_);
    return under_way_;
}

bool ConnectionKeeper::began() {
    const std::lock_guard lock(mutex_);
    ++under_way_;
    return !draining_;
}

void ConnectionKeeper::ended() {
    const std::lock_guard lock(mutex_);
    if (--under_way_ == 0) changed_.notify_all();
}

bool ConnectionKeeper::hold(std::ptrdiff_t bytes) noexcept {
    return held_.fetch_add(bytes) + bytes <= static_cast<std::ptrdiff_t>(limits_.held);
}

bool ConnectionKeeper::watch(const Connection& connection) const noexcept {
    epoll_event event{};
    event.events = EPOLLOUT | EPOLLONESHOT;
    event.data.u64 = connection.serial();
    return ::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.socket(), &event) == 0 ||
           ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket(), &event) == 0;
}

void ConnectionKeeper::queue(std::shared_ptr<Connection> connection) {
    {
        const std::lock_guard lock(turns_mutex_);
        turns_.push_back(std::move(connection));
    }
    turns_changed_.notify_one();
}

void ConnectionKeeper::forget(const Connection& connection) {
    // Closing the socket takes it out of the epoll set.
    const std::lock_guard lock(mutex_);
    connections_.erase(connection.serial());
}

std::vector<std::shared_ptr<Connection>> ConnectionKeeper::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Connection>> found;
    found.reserve(connections_.size());
    for (const auto& [serial, connection] : connections_) {
        if (auto alive = connection.lock()) found.push_back(std::move(alive));
    }
    return found;
}

std::shared_ptr<Connection> ConnectionKeeper::find(std::uint64_t serial) const {
    const std::lock_guard lock(mutex_);
    const auto found = connections_.find(serial);
    return found == connections_.end() ? nullptr : found->second.lock();
}

void ConnectionKeeper::run() {
    std::array<epoll_event, 64> events{};
    auto next_check = Connection::Clock::now() + tick;
    while (!stopping_) {
        const int count =
            ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(tick.count()));
        for (int i = 0; i < count; ++i) {
            const std::uint64_t serial = events[static_cast<std::size_t>(i)].data.u64;
            if (const auto connection = find(serial)) connection->writable();
        }
        const auto now = Connection::Clock::now();
        if (now < next_check) continue;
        for (const auto& connection : all())
            connection->check_times(now);
        next_check = now + tick;
    }
}

void ConnectionKeeper::run_turns() {
    std::unique_lock lock(turns_mutex_);
    for (;;) {
        turns_changed_.wait(lock, [&] { return stopping_ || !turns_.empty(); });
        if (stopping_) return;
        const std::shared_ptr<Connection> connection = std::move(turns_.front());
        turns_.pop_front();
        lock.unlock();
        try {
            connection->take_turn();
        } catch (const std::exception& error) {
            spdlog::error("a connection was given up: {}", error.what());
            connection->give_up();
        }
        lock.lock();
    }
}

}  // namespace sanvat::api
