// SPDX-License-Identifier: Apache-2.0
#include "api/listener.hpp"

#include <pistache/listener.h>
#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <string_view>

#include "data/error.hpp"

namespace sanvat::api {

namespace {

constexpr const char* connection_key = "sanvat";
constexpr int backlog = 1024;  // connections that may wait to be accepted

/// Hands what Pistache reads to our connections. Each event loop has a copy.
class Reader : public Pistache::Tcp::Handler {
public:
    PROTOTYPE_OF(Pistache::Tcp::Handler, Reader)

    explicit Reader(ConnectionKeeper& keeper) : keeper_(&keeper) {}

    void onConnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
        peer->putData(connection_key, keeper_->open(peer->fd()));
    }

    void onInput(const char* buffer, std::size_t length, const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
        // Whatever left this function would end the event loop and with it the program.
        try {
            connection_of(*peer).receive({buffer, length});
        } catch (const std::exception& error) {
            spdlog::error("a connection was given up: {}", error.what());
            ::shutdown(peer->fd(), SHUT_RDWR);
        }
    }

    void onDisconnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override { connection_of(*peer).closed(); }

private:
    static Connection& connection_of(const Pistache::Tcp::Peer& peer) {
        return *std::static_pointer_cast<Connection>(peer.getData(connection_key));
    }

    ConnectionKeeper* keeper_;
};

/// IPv6 addresses as Pistache wants them: in brackets.
std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos || host.starts_with('[') ? host : "[" + host + "]";
}

}  // namespace

struct Listener::Impl {
    Pistache::Tcp::Listener listener;
    bool running = false;
};

Listener::Listener(const ListenerOptions& options, ConnectionKeeper& keeper) : impl_(std::make_unique<Impl>()) {
    using Pistache::Tcp::Options;
    try {
        const Pistache::Flags<Options> flags(Options::ReuseAddr | Options::NoDelay | Options::CloseOnExec);
        impl_->listener.init(options.threads, flags, "sanvat", backlog);
        impl_->listener.setHandler(std::make_shared<Reader>(keeper));
        impl_->listener.bind(Pistache::Address(bracketed(options.host), Pistache::Port(options.port)));
        port_ = impl_->listener.getPort();
    } catch (const std::exception& error) {
        throw data::Error(
            data::ErrorKind::failure, {},
            "cannot listen on " + options.host + " port " + std::to_string(options.port) + ": " + error.what(),
            "give an address of this machine with --host, and a port that no other program uses with --port");
    }
}

Listener::~Listener() {
    stop();
}

void Listener::start() {
    impl_->running = true;
    impl_->listener.runThreaded();
}

void Listener::stop() {
    if (!impl_->running) return;
    impl_->running = false;
    impl_->listener.shutdown();
}

}  // namespace sanvat::api
