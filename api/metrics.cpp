// SPDX-License-Identifier: Apache-2.0
#include "api/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "api/process_figures.hpp"

namespace sanvat::api {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr const char* no_resource = "none";

template <typename Number>
double to_double(Number number) {
    return static_cast<double>(number);
}

std::uint64_t read(const std::atomic<std::uint64_t>& count) {
    return count.load(std::memory_order_relaxed);
}

void add(std::atomic<std::uint64_t>& count, std::uint64_t number) noexcept {
    count.fetch_add(number, std::memory_order_relaxed);
}

std::size_t status_number(int status) noexcept {
    return static_cast<std::size_t>(std::ranges::find(Metrics::statuses, status) - Metrics::statuses.begin());
}

std::size_t bucket_number(std::chrono::nanoseconds took) noexcept {
    const double seconds = std::chrono::duration<double>(took).count();
    return static_cast<std::size_t>(std::ranges::lower_bound(Metrics::buckets, seconds) - Metrics::buckets.begin());
}

ClientMetric one(MetricType type, double value, std::vector<ClientMetric::Label> labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return metric;
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& resources) {
    std::ranges::copy_if(resources, std::back_inserter(names_), [](const std::string& id) { return !id.empty(); });
    names_.emplace_back(no_resource);
    for (std::size_t i = 0; i < names_.size(); ++i)
        numbers_.emplace(names_[i], i);
    counts_ = std::make_unique<Counts[]>(names_.size());
}

void Metrics::count(const Delivered& answer) noexcept {
    const auto found = numbers_.find(answer.resource);
    Counts& counts = counts_[found == numbers_.end() ? names_.size() - 1 : found->second];
    add(counts.by_status[status_number(answer.status)], 1);
    add(counts.bytes, answer.bytes);
    if (!answer.took) return;
    add(counts.by_duration[bucket_number(*answer.took)], 1);
    add(counts.nanoseconds, static_cast<std::uint64_t>(std::max<std::int64_t>(0, answer.took->count())));
}

/// Puts families together. Series that are still zero are left out where a resource labels them.
struct Metrics::Writer {
    const Metrics& metrics;
    std::vector<MetricFamily> families;

    void single(const char* name, const char* help, MetricType type, double value) {
        families.push_back({name, help, type, {one(type, value)}});
    }
    void gauge(const char* name, const char* help, double value) { single(name, help, MetricType::Gauge, value); }
    void counter(const char* name, const char* help, double value) { single(name, help, MetricType::Counter, value); }

    template <typename Series>
    void by_resource(const char* name, const char* help, MetricType type, Series series) {
        MetricFamily family{name, help, type, {}};
        for (std::size_t i = 0; i < metrics.names_.size(); ++i)
            series({"resource", metrics.names_[i]}, metrics.counts_[i], family.metric);
        families.push_back(std::move(family));
    }

    void requests() {
        by_resource("sanvat_http_requests_total", "Answers by resource and status", MetricType::Counter,
                    [](const ClientMetric::Label& resource, const Counts& counts, std::vector<ClientMetric>& to) {
                        for (std::size_t i = 0; i < counts.by_status.size(); ++i) {
                            const auto number = read(counts.by_status[i]);
                            const std::string status = i < statuses.size() ? std::to_string(statuses[i]) : "other";
                            if (number == 0) continue;
                            to.push_back(one(MetricType::Counter, to_double(number), {resource, {"status", status}}));
                        }
                    });
        by_resource("sanvat_http_response_bytes_total", "Bytes of answers, heads included", MetricType::Counter,
                    [](const ClientMetric::Label& resource, const Counts& counts, std::vector<ClientMetric>& to) {
                        if (const auto bytes = read(counts.bytes); bytes > 0)
                            to.push_back(one(MetricType::Counter, to_double(bytes), {resource}));
                    });
        by_resource("sanvat_http_request_duration_seconds", "From the whole request to the whole answer",
                    MetricType::Histogram,
                    [](const ClientMetric::Label& resource, const Counts& counts, std::vector<ClientMetric>& to) {
                        ClientMetric metric = durations(counts);
                        metric.label = {resource};
                        if (metric.histogram.sample_count > 0) to.push_back(std::move(metric));
                    });
    }

    static ClientMetric durations(const Counts& counts) {
        ClientMetric metric;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < counts.by_duration.size(); ++i) {
            sum += read(counts.by_duration[i]);
            const double end = i < buckets.size() ? buckets[i] : std::numeric_limits<double>::infinity();
            metric.histogram.bucket.push_back({sum, end});
        }
        metric.histogram.sample_count = sum;
        metric.histogram.sample_sum = to_double(read(counts.nanoseconds)) * 1e-9;
        return metric;
    }

    void server(const ServerFigures& now) {
        families.push_back({"sanvat_build_info",
                            "The program's version",
                            MetricType::Gauge,
                            {one(MetricType::Gauge, 1, {{"version", SANVAT_VERSION}})}});
        gauge("sanvat_connections", "Connections that are open", to_double(now.connections));
        gauge("sanvat_requests_under_way", "Requests not wholly answered", to_double(now.requests_under_way));
        gauge("sanvat_request_bytes_held", "Bytes of requests in memory", to_double(now.request_bytes_held));
        gauge("sanvat_worker_queue", "Answers that wait for a worker", to_double(now.worker_queue));
        gauge("sanvat_render_queue", "Renderings that wait for a thread", to_double(now.render_queue));
        counter("sanvat_renderings_total", "Renderings of tiles, legends and symbols", to_double(now.renderings));
        counter("sanvat_tile_cache_hits_total", "Tiles answered from memory", to_double(now.cache_hits));
        counter("sanvat_tile_cache_misses_total", "Tiles that were not in memory", to_double(now.cache_misses));
        gauge("sanvat_tile_cache_bytes", "Bytes of tiles in memory", to_double(now.cache_bytes));
        gauge("sanvat_tile_cache_tiles", "Tiles in memory", to_double(now.cache_tiles));
        counter("sanvat_snapshots_total", "States of the store that have been served", to_double(now.snapshot_number));
        gauge("sanvat_snapshot_age_seconds", "Since the state that is served was read", now.snapshot_age.count());
        counter("sanvat_store_failures_total", "Attempts to read a changed store that failed",
                to_double(now.store_failures));
        MetricFamily records{"sanvat_records", "Records by collection, in force or not", MetricType::Gauge, {}};
        for (const auto& [collection, number] : now.records) {
            records.metric.push_back(
                one(MetricType::Gauge, to_double(number), {{"collection", std::string(collection)}}));
        }
        families.push_back(std::move(records));
    }

    void process() {
        const ProcessFigures now = process_figures();
        gauge("process_resident_memory_bytes", "Memory in use", to_double(now.resident_bytes));
        gauge("process_virtual_memory_bytes", "Address space in use", to_double(now.virtual_bytes));
        counter("process_cpu_seconds_total", "Time on processors, the system's included", now.cpu.count());
        gauge("process_open_fds", "Open files and connections", to_double(now.open_files));
        gauge("process_start_time_seconds", "Start, seconds since 1970", metrics.started_.count());
    }
};

std::string Metrics::text(const ServerFigures& figures) const {
    Writer writer{*this, {}};
    writer.requests();
    writer.server(figures);
    writer.process();
    return prometheus::TextSerializer().Serialize(writer.families);
}

}  // namespace sanvat::api
