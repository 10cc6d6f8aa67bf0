// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace sanvat::api {

// What protects the server from its clients. The defaults stand here and nowhere else.

struct RequestLimits {
    std::size_t head = 16u << 10u;  ///< bytes of request line and headers; more get 431
    std::size_t body = 10u << 20u;  ///< bytes of body, after undoing chunks; more get 413
};

struct ConnectionLimits {
    RequestLimits request;
    std::size_t held = 64u << 20u;     ///< bytes of requests in memory, of all connections together; more get 503
    std::size_t connections = 10'000;  ///< at a time; further ones are hung up on
    std::chrono::milliseconds head_timeout{15'000};   ///< from a request's first byte to the end of its head; then 408
    std::chrono::milliseconds body_timeout{15'000};   ///< between two pieces of a body; then 408
    std::chrono::milliseconds body_time{120'000};     ///< from a request's first byte to the end of its body; then 408
    std::chrono::milliseconds idle_timeout{75'000};   ///< between an answer and the next request
    std::chrono::milliseconds write_timeout{30'000};  ///< for a client that stops reading an answer
};

}  // namespace sanvat::api
