// SPDX-License-Identifier: Apache-2.0
#include "api/connection.hpp"

#include <spdlog/spdlog.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "api/connection_keeper.hpp"
#include "api/problem.hpp"

namespace sanvat::api {

namespace {

/// How much a client may send ahead of the answers, beyond the next request: times the largest head, some hundred
/// ordinary requests. More is not held.
constexpr std::size_t most_heads_ahead = 4;

/// How long a client has to take the end of its last answer before the connection is cut.
constexpr std::chrono::seconds farewell{5};

constexpr int send_flags = MSG_NOSIGNAL | MSG_DONTWAIT;

/// Of a file in one go, so that one client's download does not keep a thread from all others.
constexpr std::uint64_t file_bytes_at_once = 1U << 20U;

/// Bytes of the file that the socket took; −1 with errno set, also where the file has become shorter.
ssize_t send_file(int socket, const FilePart& part, std::uint64_t written) {
    auto offset = static_cast<off_t>(part.offset + written);
    const ssize_t sent =
        ::sendfile(socket, part.file->descriptor(), &offset, std::min(part.length - written, file_bytes_at_once));
    if (sent == 0) errno = EIO;
    return sent == 0 ? -1 : sent;
}

/// Bytes of head and body that the socket took; −1 with errno set.
ssize_t send_text(int socket, const Message& message, std::size_t written) {
    std::array<iovec, 2> parts{};
    std::size_t count = 0;
    const auto add = [&](const std::string& bytes) {
        const std::size_t skipped = std::min(written, bytes.size());
        written -= skipped;
        // iovec is for reading too, hence not const; sendmsg does not write to it.
        if (skipped < bytes.size())
            parts[count++] = {const_cast<char*>(bytes.data()) + skipped, bytes.size() - skipped};
    };
    add(message.head);
    if (message.body) add(*message.body);
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = count;
    return ::sendmsg(socket, &header, send_flags | (message.file && message.file->length > 0 ? MSG_MORE : 0));
}

ssize_t send_some(int socket, const Message& message, std::uint64_t written) {
    const std::uint64_t text = message.size() - (message.file ? message.file->length : 0);
    return written < text ? send_text(socket, message, written) : send_file(socket, *message.file, written - text);
}

}  // namespace

Connection::Connection(int socket, std::uint64_t serial, ConnectionKeeper& keeper)
    : serial_(serial),
      keeper_(keeper),
      socket_(socket),
      reader_(keeper.limits().request, &keeper.takes_body()),
      request_began_(Clock::now()),
      last_moved_(request_began_) {}

void Connection::receive(std::string_view bytes) {
    Lock lock(mutex_);
    if (gone_ || ending_) return;
    last_moved_ = Clock::now();
    if (reader_.progress() == RequestReader::Progress::empty) request_began_ = last_moved_;
    reader_.feed(bytes);
    if (!count_held()) return refuse_for_want_of_room(lock);
    if (!answering_ && !queued_) return handle_next(lock);
    // The next request waits in the reader, which bounds it; of those after it a few are held.
    if (!has_waiting() || reader_.ahead() <= most_heads_ahead * keeper_.limits().request.head) return;
    reader_.stop();
    last_ = true;
    count_held();
}

/// False where all connections together hold too much.
bool Connection::count_held() noexcept {
    const std::size_t held = reader_.held();
    if (held == counted_) return true;  // as for every request that comes in one piece and has no body
    const auto more = static_cast<std::ptrdiff_t>(held) - static_cast<std::ptrdiff_t>(counted_);
    counted_ = held;
    return keeper_.hold(more) || more < 0;
}

void Connection::forget_request() noexcept {
    reader_ = RequestReader(keeper_.limits().request, &keeper_.takes_body());
    count_held();
}

void Connection::refuse_for_want_of_room(Lock& lock) {
    if (!answering_ && !queued_) {
        return refuse(lock, 503, "the server holds as much of what clients send as it can; try again in a moment");
    }
    reader_.stop();
    last_ = true;
    count_held();
}

/// The request, counted as held until nobody has it any more.
std::shared_ptr<const Request> Connection::take_request() {
    Request request = reader_.take();
    const auto bytes = static_cast<std::ptrdiff_t>(request.body.size());
    if (bytes == 0) return std::make_shared<const Request>(std::move(request));
    keeper_.hold(bytes);
    return {new Request(std::move(request)), [&keeper = keeper_, bytes](const Request* held) {
                delete held;
                keeper.hold(-bytes);
            }};
}

bool Connection::has_waiting() const noexcept {
    const auto progress = reader_.progress();
    return progress == RequestReader::Progress::complete || progress == RequestReader::Progress::refused;
}

void Connection::handle_next(Lock& lock) {
    switch (reader_.progress()) {
        case RequestReader::Progress::complete:
            return start(lock);
        case RequestReader::Progress::refused:
            return refuse(lock, reader_.status(), reader_.reason());
        case RequestReader::Progress::empty:
        case RequestReader::Progress::partial:
            return welcome_body(lock);
    }
}

void Connection::take_turn() {
    Lock lock(mutex_);
    queued_ = false;
    if (!gone_ && !ending_) handle_next(lock);
}

void Connection::start(Lock& lock) {
    const auto request = take_request();
    count_held();
    answering_ = true;
    if (!keeper_.began()) {
        Message message = deliver(*request, problem(503, "the server is about to stop"), true);
        keeper_.delivered({{}, message.status, {}, message.size()});
        return send(lock, std::move(message));
    }
    lock.unlock();
    keeper_.handle(request, [self = shared_from_this(), request, began = Clock::now()](const Response& response) {
        self->answer(*request, response, began);
    });
}

void Connection::refuse(Lock& lock, int status, const std::string& reason) {
    answering_ = true;
    static_cast<void>(keeper_.began());  // an answer like any other, but nothing is handled for it
    Message message = deliver({}, problem(status, reason), true);
    keeper_.delivered({{}, message.status, {}, message.size()});
    forget_request();
    send(lock, std::move(message));
}

void Connection::answer(const Request& request, const Response& response, Clock::time_point began) {
    Message message;
    try {
        message = deliver(request, response, keeper_.draining() || last_);
    } catch (const std::exception& error) {
        spdlog::error("{} {}: an answer could not be delivered: {}", request.method, request.path, error.what());
        message = deliver(request, problem(500, "The server failed to answer."), true);
    }
    keeper_.delivered({response.resource, message.status, Clock::now() - began, message.size()});
    Lock lock(mutex_);
    send(lock, std::move(message));
}

void Connection::send(Lock& lock, Message message) {
    out_ = std::move(message);
    written_ = 0;
    write(lock);
}

void Connection::write(Lock& lock) {
    const std::uint64_t total = out_.size();
    while (!gone_ && written_ < total) {
        const ssize_t sent = send_some(socket_, out_, written_);
        if (sent >= 0) {
            written_ += static_cast<std::uint64_t>(sent);
            last_moved_ = Clock::now();
            if (out_.file && written_ < total && keeper_.watch(*this)) return;  // the others' turn
        } else if (errno == EAGAIN) {
            if (keeper_.watch(*this)) return;
            spdlog::error("a connection cannot be watched: {}", std::generic_category().message(errno));
            out_.close = true;
            break;
        } else if (errno != EINTR) {
            out_.close = true;  // the client has gone
            break;
        }
    }
    finish(lock);
}

void Connection::finish(Lock& lock) {
    answering_ = false;
    const bool close = out_.close || last_;
    out_ = {};
    keeper_.ended();
    if (gone_) return;
    if (close) {
        // Half closed, so that an answer to a client that is still sending is not lost in a reset.
        ending_ = true;
        ::shutdown(socket_, SHUT_WR);
        return;
    }
    request_began_ = Clock::now();
    // Not handled here: this may be a thread that draws tiles, or the one that looks after all connections.
    if (has_waiting()) {
        queued_ = true;
        keeper_.queue(shared_from_this());
    } else {
        welcome_body(lock);
    }
}

void Connection::writable() {
    Lock lock(mutex_);
    if (gone_ || out_.head.empty()) return;
    write(lock);
}

void Connection::welcome_body(Lock&) {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (!reader_.in_body() || !reader_.take_expectation()) return;
    // An empty socket takes 25 bytes; were it not to, the client sends its body after a while all the same.
    if (::send(socket_, go_on.data(), go_on.size(), send_flags) < 0) spdlog::debug("100 Continue was not taken");
}

void Connection::hang_up(Lock&) {
    // The event loop reads the end of the stream, calls `closed` and closes the socket.
    ending_ = true;
    ::shutdown(socket_, SHUT_RDWR);
}

void Connection::cut_off(Lock& lock) {
    // Closed with a reset, or the system would keep what was not read for many minutes.
    const linger none{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    hang_up(lock);
}

void Connection::closed() {
    const Lock lock(mutex_);
    if (gone_) return;
    gone_ = true;
    socket_ = -1;
    keeper_.forget(*this);
    forget_request();
    if (out_.head.empty()) return;
    out_ = {};
    answering_ = false;
    keeper_.ended();
}

void Connection::check_times(Clock::time_point now) {
    Lock lock(mutex_);
    const ConnectionLimits& limits = keeper_.limits();
    const auto still = now - last_moved_;
    if (gone_) return;
    if (ending_) {
        if (still > farewell) hang_up(lock);
    } else if (!out_.head.empty()) {
        if (still > limits.write_timeout) cut_off(lock);
    } else if (answering_ || queued_) {
        return;  // whoever answers has limits of their own
    } else if (reader_.progress() == RequestReader::Progress::empty) {
        if (still > limits.idle_timeout) hang_up(lock);
    } else if (const auto since = now - request_began_; reader_.in_body()
                                                            ? still > limits.body_timeout || since > limits.body_time
                                                            : since > limits.head_timeout) {
        refuse(lock, 408, "the request did not come to its end in time");
    }
}

void Connection::give_up() {
    Lock lock(mutex_);
    if (!gone_) hang_up(lock);
}

void Connection::close_if_idle() {
    Lock lock(mutex_);
    if (gone_ || ending_ || answering_ || queued_ || reader_.progress() != RequestReader::Progress::empty) return;
    hang_up(lock);
}

}  // namespace sanvat::api
