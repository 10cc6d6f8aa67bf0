// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "api/connection_keeper.hpp"

namespace sanvat::api {

struct ListenerOptions {
    std::string host;        ///< address to listen on: a name, an IPv4 or an IPv6 address
    std::uint16_t port = 0;  ///< 0: a free one
    unsigned threads = 1;    ///< event loops
};

/// Accepts connections and runs the event loops that read from them. The one place where Pistache is: its TCP listener,
/// transports and epoll loops. HTTP itself is in Connection, RequestReader and delivery, for the reasons given there.
class Listener {
public:
    /// Binds. Throws failure where the address is in use or not of this machine.
    Listener(const ListenerOptions& options, ConnectionKeeper& keeper);
    /// Stops accepting and reading.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    void start();
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
    std::uint16_t port_ = 0;
};

}  // namespace sanvat::api
