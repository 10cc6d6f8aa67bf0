// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "api/delivery.hpp"
#include "api/request_reader.hpp"

namespace sanvat::api {

class ConnectionKeeper;

/// One client's connection: cuts what comes in into requests, has them answered one after the other, and writes the
/// answers. All members are thread-safe.
///
/// Answers are written to the socket directly and not through Pistache. Its write loop spins while a slow client's
/// socket is full and freezes every connection of the same event thread; and its write queue goes by the number of a
/// file descriptor, which another client may have by then.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Clock = std::chrono::steady_clock;

    /// Uses the socket, which must be non-blocking, until `closed` is called; does not own it.
    Connection(int socket, std::uint64_t serial, ConnectionKeeper& keeper);

    /// Bytes from the client.
    void receive(std::string_view bytes);

    /// The socket is about to be closed: nothing touches it once this has returned.
    void closed();

    /// The socket takes bytes again.
    void writable();

    /// Ends what has taken too long: 408 for half a request, an end for silence.
    void check_times(Clock::time_point now);

    /// Ends the connection where nothing is under way.
    void close_if_idle();

    [[nodiscard]] int socket() const noexcept { return socket_; }
    [[nodiscard]] std::uint64_t serial() const noexcept { return serial_; }

private:
    using Lock = std::unique_lock<std::mutex>;

    void pump(Lock& lock);
    void start(Lock& lock);
    void refuse(Lock& lock, int status, const std::string& reason);
    void answer(const Request& request, const Response& response);
    void send(Lock& lock, Message message);
    void write(Lock& lock);
    void finish(Lock& lock);
    void welcome_body(Lock& lock);
    void hang_up(Lock& lock);
    void cut_off(Lock& lock);

    std::uint64_t serial_;
    ConnectionKeeper& keeper_;

    std::mutex mutex_;
    int socket_;
    RequestReader reader_;
    bool pumping_ = false;    // a thread is in `pump` and will look again
    bool answering_ = false;  // a request has been taken and its answer is not wholly written
    bool ending_ = false;     // nothing further is read or answered
    bool gone_ = false;
    Message out_;
    std::size_t written_ = 0;  // of head and body together
    Clock::time_point request_began_;
    Clock::time_point last_moved_;  // bytes, either way
};

}  // namespace sanvat::api
