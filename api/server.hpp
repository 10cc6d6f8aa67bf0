// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace sanvat::api {

/// Where the build of this program leaves the viewer.
[[nodiscard]] std::filesystem::path default_viewer_folder();

struct ServerOptions {
    std::string host = "127.0.0.1";  ///< address to listen on
    std::uint16_t port = 8080;       ///< 0: a free one, see Server::port
    std::string public_url;          ///< under which a proxy offers the server; empty: links go by the Host header
    std::filesystem::path viewer = default_viewer_folder();  ///< where there is no such folder, `/` is a plain page
    std::filesystem::path theme;                             ///< of the maps; empty: the one the program was built with

    unsigned event_threads = 0;      ///< that read and answer what is quick; 0: one a core
    unsigned worker_threads = 0;     ///< for analysis and exports; 0: one a core
    std::size_t worker_queue = 256;  ///< answers that may wait for a worker; more get 503
    unsigned tile_threads = 0;       ///< 0: one a core
    std::size_t tile_queue = 256;    ///< renderings that may wait; more get 503
    std::size_t tile_cache_bytes = 96u << 20u;

    std::size_t largest_head = 16u << 10u;  ///< bytes of a request line and its headers
    std::size_t largest_body = 10u << 20u;  ///< bytes; more get 413
    std::size_t held_bytes = 64u << 20u;    ///< of requests, all clients together; more get 503. At least two bodies
    std::size_t most_connections = 10'000;  ///< further ones are hung up on
    std::chrono::milliseconds head_timeout{15'000};  ///< for the head of a request; longer gets 408
    std::chrono::milliseconds body_timeout{15'000};  ///< without a further piece of a body; longer gets 408
    std::chrono::milliseconds body_time{120'000};    ///< for a request with its body; longer gets 408
    std::chrono::milliseconds idle_timeout{75'000};  ///< between two requests; longer ends the connection

    std::chrono::milliseconds store_interval{250};        ///< between two looks at the store
    std::chrono::milliseconds shutdown_patience{30'000};  ///< for answers that are under way
};

/// Serves one store over HTTP. Reads and indexes the store before it listens, so that the first answer
/// is a whole one.
class Server {
public:
    /// Throws data::Error: bad_store for a store that is missing or no store, bad_value for a public URL that is none,
    /// failure where the address cannot be had.
    Server(const ServerOptions& options, const std::filesystem::path& store);
    /// Shuts down if that has not been done.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Begins to answer and returns.
    void start();

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// "http://127.0.0.1:8080", or the public URL.
    [[nodiscard]] std::string url() const;

    /// Takes no more requests, finishes what is under way, stops. False where that took longer than allowed.
    bool shutdown();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::api
