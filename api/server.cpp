// SPDX-License-Identifier: Apache-2.0
#include "api/server.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "api/connection_keeper.hpp"
#include "api/links.hpp"
#include "api/listener.hpp"
#include "api/metrics.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/state.hpp"
#include "api/static_files.hpp"
#include "api/store_watcher.hpp"
#include "api/workers.hpp"
#include "data/error.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::api {

namespace {

unsigned one_a_core(unsigned wanted) {
    return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

/// Every connection takes a file descriptor, and systems allow a program 1,024 unless it asks for more.
void allow_many_connections() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) spdlog::warn("no more than the usual number of open files is allowed");
}

/// As many as wanted, but such that descriptors are left for the store and the like: where there are none at all the
/// system cannot even hang up on a client.
std::size_t possible_connections(std::size_t wanted) {
    constexpr std::size_t others = 128;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
    const std::size_t files = limit.rlim_cur;
    return std::min(wanted, files > 2 * others ? files - others : files / 2);
}

ConnectionLimits possible_limits(ConnectionLimits limits) {
    limits.held = std::max(limits.held, 2 * limits.request.body);
    limits.connections = possible_connections(limits.connections);
    return limits;
}

std::string checked_public_url(const std::string& url) {
    if (url.empty() || is_public_url(url)) return url;
    throw data::bad_value("public-url", "\"" + url + "\" is no address",
                          "give one like https://maps.example.org/sanvat");
}

std::filesystem::path checked_archives(const std::filesystem::path& folder) {
    if (folder.empty() || std::filesystem::is_directory(folder)) return folder;
    throw data::bad_value("archives", folder.string() + " is no folder", "give the folder that holds the .pmtiles");
}

/// What the cache has to tell goes to the log, unless somebody else wants to hear it.
tiler::TileServiceOptions with_log(tiler::TileServiceOptions options) {
    if (!options.tell) options.tell = [](const std::string& text) { spdlog::warn("{}", text); };
    return options;
}

std::string host_and_port(const std::string& host, std::uint16_t port) {
    const bool ipv6 = host.find(':') != std::string::npos && !host.starts_with('[');
    return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Resources all_resources(const StaticFiles& files, tiler::TileService& tiles, const std::filesystem::path& archives,
                        std::function<std::string()> metrics) {
    Resources resources;
    add_landing(resources, files, tiles);
    add_health(resources);
    add_metrics(resources, std::move(metrics));
    add_tiles(resources, tiles);
    add_legends(resources, tiles);
    add_style_json(resources, tiles);
    add_glyphs(resources, tiles);
    add_maps(resources, tiles);
    add_archives(resources, archives);
    add_items(resources);
    add_collections(resources);
    add_search(resources);
    add_locate(resources);
    add_proximity(resources);
    add_corridor(resources);
    add_summary(resources);
    add_gaps(resources);
    add_indicators(resources);
    add_classes(resources);
    add_density(resources);
    add_history(resources);
    add_overlay(resources);
    add_value_chain(resources);
    add_crosswalk(resources);
    add_openapi(resources);
    return resources;
}

}  // namespace

std::filesystem::path default_viewer_folder() {
    return SANVAT_VIEWER_FOLDER;
}

// In the order in which one needs the other; they end the other way round.
struct Server::Impl {
    Impl(const ServerOptions& given, const std::filesystem::path& store)
        : options(given),
          public_url(checked_public_url(given.public_url)),
          opened(open_store(store)),
          current(opened->state),
          files(given.viewer),
          keeper(
              possible_limits(given.connections),
              [this](const std::shared_ptr<const Request>& request, const Reply& reply) {
                  service->handle(request, reply);
              },
              [this](const Request& head) { return service->takes_body(head); },
              [this](const Delivered& answer) { metrics->count(answer); }),
          tiles(with_log(given.tiles)),
          workers(one_a_core(given.worker_threads), given.worker_queue),
          listener(ListenerOptions{given.host, given.port, one_a_core(given.event_threads)}, keeper) {
        service.emplace(
            all_resources(files, tiles, checked_archives(given.archives), [this] { return metrics_text(); }), files,
            current, workers, public_url, tiles.look());
        metrics.emplace(service->resource_ids());
        service->set_own_host(host_and_port(given.host, listener.port()));
    }

    [[nodiscard]] std::string metrics_text() const {
        const tiler::TileServiceFigures maps = tiles.figures();
        ServerFigures figures{.connections = keeper.connections(),
                              .requests_under_way = keeper.under_way(),
                              .request_bytes_held = keeper.held_bytes(),
                              .worker_queue = workers.waiting(),
                              .render_queue = maps.waiting,
                              .renderings = maps.renderings,
                              .cache_hits = maps.found,
                              .cache_misses = maps.missed,
                              .cache_bytes = maps.memory_bytes,
                              .cache_tiles = maps.tiles_in_memory,
                              .snapshot_number = current.number(),
                              .snapshot_age = current.age(),
                              .store_failures = watcher ? watcher->failures() : 0};
        const analysis::Snapshot& snapshot = *current.get()->snapshot();
        for (const analysis::Collection& collection : analysis::collections()) {
            const auto table = snapshot.features(collection.id, snapshot.reference_date());
            figures.records.emplace_back(collection.name, table->features().size());
        }
        return metrics->text(figures);
    }

    const ServerOptions options;
    const std::string public_url;
    std::optional<OpenedStore> opened;
    CurrentState current;
    const StaticFiles files;
    std::optional<Metrics> metrics;
    ConnectionKeeper keeper;
    std::optional<Service> service;  // tasks of the pools use it until the last of them has ended
    tiler::TileService tiles;
    Workers workers;
    Listener listener;
    std::optional<StoreWatcher> watcher;
    bool running = false;
};

Server::Server(const ServerOptions& options, const std::filesystem::path& store) {
    allow_many_connections();
    impl_ = std::make_unique<Impl>(options, store);
}

Server::~Server() {
    shutdown();
}

void Server::start() {
    impl_->watcher.emplace(*std::move(impl_->opened), impl_->current, impl_->options.store_interval);
    impl_->opened.reset();
    impl_->listener.start();
    impl_->running = true;
}

std::uint16_t Server::port() const noexcept {
    return impl_->listener.port();
}

std::string Server::url() const {
    if (!impl_->public_url.empty()) return impl_->public_url;
    return "http://" + host_and_port(impl_->options.host, port());
}

bool Server::shutdown() {
    if (!impl_->running) return true;
    impl_->running = false;
    const bool finished = impl_->keeper.drain(impl_->options.shutdown_patience);
    if (!finished) spdlog::warn("some answers were still under way after the time allowed for them");
    impl_->listener.stop();
    impl_->keeper.stop();  // requests that it hands on need the service, which ends before it
    impl_->watcher.reset();
    return finished;
}

}  // namespace sanvat::api
