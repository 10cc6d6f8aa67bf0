// SPDX-License-Identifier: Apache-2.0
// Nearest and within on many points, one thread, in process.
//   build/release/bench/proximity_bench [--points N] [--seed S]
// Points and places are uniform in the box around Vietnam (102–110° E, 8–24° N). Each answer of the first places is
// compared with brute force before anything is timed. Prints one line of JSON.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "analysis/point_index.hpp"

namespace {

using namespace sanvat;
using analysis::PointIndex;
using data::LonLat;

constexpr std::size_t checked_places = 20;
constexpr std::size_t k = 10;
constexpr double within_m = 5000;
constexpr auto any = [](std::uint32_t) { return true; };

struct Draw {
    explicit Draw(std::uint64_t seed) : random(seed) {}
    LonLat operator()() {
        const double east = lon(random);
        return {east, lat(random)};
    }
    std::mt19937_64 random;
    std::uniform_real_distribution<double> lon{102, 110};
    std::uniform_real_distribution<double> lat{8, 24};
};

template <typename Query>
nlohmann::json timed(const std::vector<LonLat>& places, Query&& query) {
    std::size_t found = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const LonLat place : places)
        found += query(place).size();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto count = static_cast<double>(places.size());
    return {{"queries_per_s", std::round(count / seconds)}, {"found_each", static_cast<double>(found) / count}};
}

int run(std::uint32_t count, std::uint64_t seed) {
    Draw draw(seed);
    std::vector<std::pair<LonLat, std::uint32_t>> points;
    for (std::uint32_t i = 0; i < count; ++i)
        points.emplace_back(draw(), i);
    std::vector<LonLat> places;
    for (int i = 0; i < 100'000; ++i)
        places.push_back(draw());

    const auto start = std::chrono::steady_clock::now();
    const PointIndex index(points);
    const double build_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto nearest = [&](LonLat place) { return index.nearest(place, k, any); };
    const auto within = [&](LonLat place) {
        auto found = index.within(place, within_m, any);
        std::ranges::sort(found);
        return found;
    };

    std::size_t disagreements = 0;
    for (std::size_t i = 0; i < checked_places; ++i) {
        std::vector<PointIndex::Found> all;
        for (const auto& [point, position] : points)
            all.push_back({position, data::distance_m(places[i], point)});
        std::ranges::sort(all);
        const auto same = [&](const auto& found, std::size_t wanted) {
            return found.size() == wanted &&
                   std::ranges::equal(found, std::span(all).first(wanted), {}, &PointIndex::Found::position,
                                      &PointIndex::Found::position);
        };
        const auto reach = std::ranges::upper_bound(all, within_m, {}, &PointIndex::Found::distance_m);
        disagreements +=
            !same(nearest(places[i]), k) + !same(within(places[i]), static_cast<std::size_t>(reach - all.begin()));
    }
    const nlohmann::json answer{{"points", count},
                                {"build_s", build_s},
                                {"disagreements", disagreements},
                                {"nearest_10", timed(places, nearest)},
                                {"within_5_km", timed(places, within)}};
    std::cout << answer.dump() << "\n";
    return disagreements == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Nearest and within on many points");
    std::uint32_t points = 1'000'000;
    std::uint64_t seed = 1;
    app.add_option("--points", points, "How many")->check(CLI::Range(1, 50'000'000))->capture_default_str();
    app.add_option("--seed", seed, "Of the points")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return run(points, seed);
}
