// SPDX-License-Identifier: Apache-2.0
#include <pthread.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

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

/// [cache] of a configuration file: the same as --cache, --cache-mb and --tile-cache-mb, which win over it.
struct CacheSection {
    std::optional<std::filesystem::path> directory;
    std::optional<std::size_t> directory_mb;
    std::optional<std::size_t> memory_mb;
};

constexpr int most_folder_mb = 1'048'576;
constexpr int most_memory_mb = 65'536;

/// Sections are commands to CLI11; this one cannot be typed.
void add_cache_section(CLI::App& app, CacheSection& cache) {
    CLI::App* section = app.add_subcommand("cache")->group("")->disabled();
    section->add_option("--directory", cache.directory);
    section->add_option("--directory-mb", cache.directory_mb)->check(CLI::Range(1, most_folder_mb));
    section->add_option("--memory-mb", cache.memory_mb)->check(CLI::Range(1, most_memory_mb));
}

/// The value of the option, or where it was not given the section's.
template <typename T>
T chosen(const CLI::App& command, const char* option, const T& value, const std::optional<T>& section) {
    return command.count(option) == 0 && section ? *section : value;
}

}  // namespace

void add_serve(CLI::App& app) {
    CLI::App* command = app.add_subcommand("serve", "Serve maps, tiles and spatial queries over HTTP");
    struct Options {
        std::filesystem::path store;
        api::ServerOptions server;
        std::size_t tile_cache_mb = server.tiles.cache_bytes >> 20U;
        std::size_t cache_mb = server.tiles.cache_folder_bytes >> 20U;
        CacheSection cache;
        std::size_t largest_body_kb = server.connections.request.body >> 10U;
    };
    const auto options = std::make_shared<Options>();
    command->add_option("--store", options->store, "Store file (GeoPackage)")->required()->type_name("FILE");
    command->add_option("--host", options->server.host, "Address to listen on");
    command->add_option("--port", options->server.port, "Port to listen on; 0 for a free one");
    command->add_option("--public-url", options->server.public_url, "Address under which a proxy offers the server")
        ->type_name("URL");
    command->add_option("--tile-cache-mb", options->tile_cache_mb, "Memory for tiles, in MB")
        ->check(CLI::Range(1, most_memory_mb));
    command->add_option("--cache", options->server.tiles.cache_folder, "Folder in which to keep tiles on disk as well")
        ->type_name("FOLDER");
    command->add_option("--cache-mb", options->cache_mb, "Room for tiles in that folder, in MB")
        ->check(CLI::Range(1, most_folder_mb));
    add_cache_section(app, options->cache);
    command->add_option("--tile-queue", options->server.tiles.queue, "Renderings that may wait; more are answered 503")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--largest-body-kb", options->largest_body_kb, "Request bodies above this are refused, in kB")
        ->check(CLI::Range(1, 1'048'576));
    command->add_option("--theme", options->server.tiles.theme, "Theme file of the maps")->type_name("FILE");
    command->add_option("--archives", options->server.archives, "Folder of .pmtiles to offer under /archives")
        ->type_name("FOLDER");
    // --config belongs to the program as a whole; this lets it stand after the subcommand's name.
    command->fallthrough();
    command->callback([options, command] {
        auto& tiles = options->server.tiles;
        const CacheSection& cache = options->cache;
        tiles.cache_bytes = chosen(*command, "--tile-cache-mb", options->tile_cache_mb, cache.memory_mb) << 20U;
        tiles.cache_folder = chosen(*command, "--cache", tiles.cache_folder, cache.directory);
        tiles.cache_folder_bytes = chosen(*command, "--cache-mb", options->cache_mb, cache.directory_mb) << 20U;
        options->server.connections.request.body = options->largest_body_kb << 10U;
        serve(options->server, options->store);
    });
}

}  // namespace sanvat::cli
