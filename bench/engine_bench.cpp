// SPDX-License-Identifier: Apache-2.0
// What the server does for an answer, in process and on the sample: build/release/bench/engine_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "analysis/corridor.hpp"
#include "analysis/nearest.hpp"
#include "analysis/search.hpp"
#include "analysis/snapshot.hpp"
#include "analysis/summary.hpp"
#include "data/sample.hpp"

namespace {

using namespace sanvat;

const data::Register& sample() {
    static const data::Register content = data::build_sample(SANVAT_SAMPLE_DIR);
    return content;
}

const std::shared_ptr<const analysis::Snapshot>& snapshot() {
    static const auto made = analysis::Snapshot::make(sample(), data::Date::today());
    return made;
}

/// Places spread over the extent, the same in every run (a Weyl sequence).
std::vector<data::LonLat> places(std::size_t count) {
    const data::Envelope& box = snapshot()->extent();
    std::vector<data::LonLat> all;
    double x = 0.5;
    double y = 0.5;
    for (std::size_t i = 0; i < count; ++i) {
        x += 0.7548776662466927;
        y += 0.5698402909980532;
        x -= x >= 1;
        y -= y >= 1;
        all.push_back({box.west + x * (box.east - box.west), box.south + y * (box.north - box.south)});
    }
    return all;
}

void build_sample(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(data::build_sample(SANVAT_SAMPLE_DIR));
}

void build_snapshot(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::Snapshot::make(sample(), data::Date::today()));
}

void locate(benchmark::State& state) {
    const auto units = snapshot()->units(data::AdminLevel::commune, snapshot()->reference_date());
    const auto all = places(1 << 16);
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(units->locate(all[i++ % all.size()]));
    state.SetItemsProcessed(state.iterations());
}

void summarise(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(analysis::summarise(
            *snapshot(), {.by = data::AdminLevel::commune, .as_of = {}, .units = {}, .filter = {}}));
    }
}

void nearest(benchmark::State& state) {
    const auto all = places(1 << 12);
    const analysis::ProximityScope scope{{analysis::CollectionId::facilities}, snapshot()->reference_date(), {}};
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::nearest(*snapshot(), all[i++ % all.size()], 10, scope));
    state.SetItemsProcessed(state.iterations());
}

void search(benchmark::State& state) {
    const analysis::SearchIndex index(snapshot());
    for (auto _ : state)
        benchmark::DoNotOptimize(index.find("mien dong", 10));
}

void corridor(benchmark::State& state) {
    const auto route = std::find_if(sample().tour_routes.begin(), sample().tour_routes.end(),
                                    [](const auto& each) { return !each.line.empty(); });
    if (route == sample().tour_routes.end()) {
        state.SkipWithError("the sample has no route with a line");
        return;
    }
    const analysis::ProximityScope scope{
        {analysis::CollectionId::facilities, analysis::CollectionId::products}, snapshot()->reference_date(), {}};
    for (auto _ : state)
        benchmark::DoNotOptimize(analysis::corridor(*snapshot(), route->line, 3000, scope));
}

/// 100,000 sites around a winding route of 2,000 vertices, some 2,000 of them within the distance.
void corridor_of_many_sites(benchmark::State& state) {
    data::Register content;
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> lon(105, 107.5);
    std::uniform_real_distribution<double> lat(21.5, 23);
    for (int i = 0; i < 100'000; ++i) {
        data::Facility site;
        site.id = std::to_string(i);
        site.point = data::LonLat{lon(random), lat(random)};
        site.lineage.position_accuracy = data::PositionAccuracy::surveyed;
        content.facilities.push_back(std::move(site));
    }
    data::sort_tables(content);
    const auto many = analysis::Snapshot::make(std::move(content), data::Date::today());
    data::LineString route;
    for (int i = 0; i < 2'000; ++i)
        route.push_back({105.5 + i * 0.0007, 22.2 + 0.1 * std::sin(i * 0.02)});
    const analysis::ProximityScope scope{{analysis::CollectionId::facilities}, many->reference_date(), {}};
    std::size_t found = 0;
    for (auto _ : state)
        found = analysis::corridor(*many, {route}, 1300, scope).size();
    state.counters["found"] = static_cast<double>(found);
}

BENCHMARK(corridor_of_many_sites)->Unit(benchmark::kMillisecond);
BENCHMARK(build_sample)->Unit(benchmark::kMillisecond);
BENCHMARK(build_snapshot)->Unit(benchmark::kMillisecond);
BENCHMARK(locate);
BENCHMARK(summarise)->Unit(benchmark::kMicrosecond);
BENCHMARK(nearest)->Unit(benchmark::kMicrosecond);
BENCHMARK(search)->Unit(benchmark::kMicrosecond);
BENCHMARK(corridor)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
