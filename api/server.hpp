// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "api/limits.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::api {

/// Where the build of this program leaves the viewer.
[[nodiscard]] std::filesystem::path default_viewer_folder();

struct ServerOptions {
    std::string host = "127.0.0.1";  ///< address to listen on
    std::uint16_t port = 8080;       ///< 0: a free one, see Server::port
    std::string public_url;          ///< under which a proxy offers the server; empty: links go by the Host header
    std::filesystem::path viewer = default_viewer_folder();  ///< where there is no such folder, `/` is a plain page
    std::filesystem::path archives;                          ///< folder of PMTiles to offer; empty: none
    tiler::TileServiceOptions tiles;                         ///< theme, cache and pool of the maps
    ConnectionLimits connections;                            ///< room for two bodies is held in any case

    unsigned event_threads = 0;      ///< that read and answer what is quick; 0: one a core
    unsigned worker_threads = 0;     ///< for analysis and exports; 0: one a core
    std::size_t worker_queue = 256;  ///< answers that may wait for a worker; more get 503

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
