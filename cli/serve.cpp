// SPDX-License-Identifier: Apache-2.0
#include <pthread.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>

#include "api/server.hpp"
#include "cli/commands.hpp"

namespace sanvat::cli {

namespace {

/// Blocks the signals that end a server, in this thread and all that are started later, so that one thread waits for
/// them and nothing is interrupted.
sigset_t hold_back_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void serve(const api::ServerOptions& options, const std::filesystem::path& store) {
    spdlog::set_default_logger(spdlog::stderr_color_mt("sanvat"));
    const sigset_t signals = hold_back_signals();
    api::Server server(options, store);
    server.start();
    std::cout << server.url() << std::endl;  // flushed: whoever started us waits for this line
    int signal = 0;
    sigwait(&signals, &signal);
    spdlog::info("finishing what is under way");
    server.shutdown();
}

}  // namespace

void add_serve(CLI::App& app) {
    CLI::App* command = app.add_subcommand("serve", "Serve maps, tiles and spatial queries over HTTP");
    struct Options {
        std::filesystem::path store;
        api::ServerOptions server;
        std::size_t tile_cache_mb = server.tiles.cache_bytes >> 20U;
        std::size_t largest_body_kb = server.connections.request.body >> 10U;
    };
    const auto options = std::make_shared<Options>();
    command->add_option("--store", options->store, "Store file (GeoPackage)")->required()->type_name("FILE");
    command->add_option("--host", options->server.host, "Address to listen on");
    command->add_option("--port", options->server.port, "Port to listen on; 0 for a free one");
    command->add_option("--public-url", options->server.public_url, "Address under which a proxy offers the server")
        ->type_name("URL");
    command->add_option("--tile-cache-mb", options->tile_cache_mb, "Memory for tiles, in MB")
        ->check(CLI::Range(1, 65'536));
    command->add_option("--tile-queue", options->server.tiles.queue, "Renderings that may wait; more are answered 503")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--largest-body-kb", options->largest_body_kb, "Request bodies above this are refused, in kB")
        ->check(CLI::Range(1, 1'048'576));
    command->add_option("--theme", options->server.tiles.theme, "Theme file of the maps")->type_name("FILE");
    command->add_option("--archives", options->server.archives, "Folder of .pmtiles to offer under /archives")
        ->type_name("FOLDER");
    // --config belongs to the program as a whole; this lets it stand after the subcommand's name.
    command->fallthrough();
    command->callback([options] {
        options->server.tiles.cache_bytes = options->tile_cache_mb << 20U;
        options->server.connections.request.body = options->largest_body_kb << 10U;
        serve(options->server, options->store);
    });
}

}  // namespace sanvat::cli
