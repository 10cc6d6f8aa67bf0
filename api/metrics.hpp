// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sanvat::api {

/// An answer as it left for its client.
struct Delivered {
    std::string_view resource;                     ///< id of the resource that gave it; empty: none did
    int status = 0;                                ///< as sent, 304 included
    std::optional<std::chrono::nanoseconds> took;  ///< from the whole request to the whole answer; none: never handled
    std::uint64_t bytes = 0;                       ///< head and body
};

/// What else there is to tell at the moment of asking.
struct ServerFigures {
    std::size_t connections = 0;
    std::size_t requests_under_way = 0;
    std::size_t request_bytes_held = 0;
    std::size_t worker_queue = 0;  ///< answers that wait for a worker
    std::size_t render_queue = 0;  ///< renderings that wait for a thread
    std::uint64_t renderings = 0;  ///< from here on since the start
    std::uint64_t cache_hits = 0;
    std::uint64_t cache_misses = 0;
    std::size_t cache_bytes = 0;  ///< now
    std::size_t cache_tiles = 0;
    std::uint64_t snapshot_number = 0;  ///< how many states of the store have been served, this one included
    std::chrono::duration<double> snapshot_age{};
    std::uint64_t store_failures = 0;                                 ///< attempts to read a changed store that failed
    std::vector<std::pair<std::string_view, std::size_t>> records{};  ///< by collection
};

/// Counts answers and writes them down for Prometheus. Counting takes no lock and no memory; a reader may see an answer
/// in one figure and not yet in another. Thread-safe.
class Metrics {
public:
    /// `resources` are the ids that answers may carry: with a few statuses each they bound what is written. An empty
    /// one is no resource, as any that is not among them.
    explicit Metrics(const std::vector<std::string>& resources);

    void count(const Delivered& answer) noexcept;

    /// Text format 0.0.4: what was counted, the figures and those of the process.
    [[nodiscard]] std::string text(const ServerFigures& figures) const;

    /// Upper ends of the buckets of durations, seconds.
    static constexpr std::array buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                        0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
    /// Statuses told apart; others are counted as "other".
    static constexpr std::array statuses{200, 204, 206, 304, 400, 404, 405, 408,
                                         413, 414, 416, 431, 500, 501, 503, 505};

private:
    /// Of one resource; on cache lines of its own.
    struct alignas(64) Counts {
        std::array<std::atomic<std::uint64_t>, statuses.size() + 1> by_status{};
        std::array<std::atomic<std::uint64_t>, buckets.size() + 1> by_duration{};
        std::atomic<std::uint64_t> nanoseconds = 0;
        std::atomic<std::uint64_t> bytes = 0;
    };
    struct Writer;

    const std::chrono::duration<double> started_ = std::chrono::system_clock::now().time_since_epoch();
    std::vector<std::string> names_;                             // the last is that of no resource
    std::unordered_map<std::string_view, std::size_t> numbers_;  // of names
    std::unique_ptr<Counts[]> counts_;                           // as many
};

}  // namespace sanvat::api
