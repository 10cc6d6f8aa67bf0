// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
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
/// A client may send requests ahead, but gains nothing by it over others: the first is handled in the thread that read
/// it, each further one when it is the connection's turn among all that have one waiting. Where it sends more ahead
/// than is held, the connection ends after an answer, and the client has to ask again for the rest (RFC 9112 §9.3.2).
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

    /// Handles the request that waits: what `ConnectionKeeper::queue` was called for.
    void take_turn();

    /// Ends what has taken too long: 408 for half a request, an end for silence.
    void check_times(Clock::time_point now);

    /// Ends the connection whatever is under way.
    void give_up();

    /// Ends the connection where nothing is under way.
    void close_if_idle();

    [[nodiscard]] int socket() const noexcept { return socket_; }
    [[nodiscard]] std::uint64_t serial() const noexcept { return serial_; }

private:
    using Lock = std::unique_lock<std::mutex>;

    [[nodiscard]] bool has_waiting() const noexcept;
    [[nodiscard]] std::shared_ptr<const Request> take_request();
    bool count_held() noexcept;
    void forget_request() noexcept;
    void refuse_for_want_of_room(Lock& lock);
    void handle_next(Lock& lock);  // may have given the lock back when it returns
    void start(Lock& lock);        // has given the lock back when it returns
    void refuse(Lock& lock, int status, const std::string& reason);
    void answer(const Request& request, const Response& response, Clock::time_point began);
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
    std::size_t counted_ = 0;         // bytes in the reader that the keeper knows of
    bool answering_ = false;          // a request has been taken and its answer is not wholly written
    bool queued_ = false;             // `take_turn` will be called
    bool ending_ = false;             // nothing further is read or answered
    std::atomic<bool> last_ = false;  // too much was sent ahead: the connection ends after an answer
    bool gone_ = false;
    Message out_;
    std::uint64_t written_ = 0;  // of the whole message
    Clock::time_point request_began_;
    Clock::time_point last_moved_;  // bytes, either way
};

}  // namespace sanvat::api
