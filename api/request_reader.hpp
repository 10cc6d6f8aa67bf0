// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/limits.hpp"
#include "api/request.hpp"

namespace sanvat::api {

/// Tells by the head of a request with a body whether anybody will read that. Must not throw.
using TakesBody = std::function<bool(const Request&)>;

/// Cuts a stream of bytes into HTTP/1.1 requests (RFC 9112), strictly: what is ambiguous is refused, not guessed.
///
/// Pistache's own parser is not used because it answers 500 or 415 to headers that are none of the server's business
/// (a cookie without '=', a cache directive with a value), keeps only the first of two equal query parameters, and
/// throws away whatever follows a request in the same packet. Not thread-safe.
class RequestReader {
public:
    /// `takes_body` must outlive the reader; without it every body is read.
    explicit RequestReader(RequestLimits limits = {}, const TakesBody* takes_body = nullptr)
        : limits_(limits), takes_body_(takes_body) {}

    enum class Progress : std::uint8_t {
        empty,     ///< nothing of a further request has come
        partial,   ///< some of it has come
        complete,  ///< `take` gives it; one whose body is not taken is complete with its head, and the last
        refused,   ///< it cannot be understood: see `status` and `reason`. Final: what follows has no known start
    };

    /// Adds bytes and reads on, unless a complete request waits to be taken.
    Progress feed(std::string_view bytes);

    [[nodiscard]] Progress progress() const noexcept { return progress_; }

    /// The request; reads on in the bytes that followed it. Requires `complete`.
    [[nodiscard]] Request take();

    /// True where the head has come and the body has not.
    [[nodiscard]] bool in_body() const noexcept { return stage_ == Stage::body || stage_ == Stage::chunks; }

    /// True once for a request whose client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool take_expectation() noexcept { return std::exchange(expects_continue_, false); }

    /// HTTP status of a refusal (400, 413, 414, 431, 501 or 505) and one line why.
    [[nodiscard]] int status() const noexcept { return status_; }
    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

    /// Bytes held, a complete request's body included.
    [[nodiscard]] std::size_t held() const noexcept { return buffer_.size() + request_.body.size(); }

    /// Bytes that are here and belong to no complete request.
    [[nodiscard]] std::size_t ahead() const noexcept { return buffer_.size() - begin_; }

    /// Drops those bytes and all that will come: a complete request that waits is the last.
    void stop();

private:
    enum class Stage : std::uint8_t { head, body, chunks };

    void read();
    [[nodiscard]] std::string_view rest() const noexcept { return std::string_view(buffer_).substr(begin_); }
    void consume(std::size_t count) noexcept;
    bool read_head();
    bool read_body();
    bool read_chunks();
    bool read_request_line(std::string_view line);
    bool read_header(std::string_view line);
    bool read_host();
    bool read_framing();
    [[nodiscard]] bool withhold_body();
    bool refuse(int status, std::string reason);

    RequestLimits limits_;
    const TakesBody* takes_body_;
    std::string buffer_;
    std::size_t begin_ = 0;     // in buffer_, of the bytes not yet understood
    std::size_t searched_ = 0;  // of them without the end of a head
    bool stopped_ = false;
    Stage stage_ = Stage::head;
    Progress progress_ = Progress::empty;
    Request request_;
    std::string authority_;  // of a target in absolute form
    std::size_t body_length_ = 0;
    bool expects_continue_ = false;
    int status_ = 0;
    std::string reason_;
};

}  // namespace sanvat::api
