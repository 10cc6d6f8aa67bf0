// SPDX-License-Identifier: Apache-2.0
// Vector tiles nobody has asked for before, one thread, by zoom.
//   build/release/bench/vector_tile_bench --store FILE [--layers communes,districts,facilities] [--first 8 --last 13]
// Every tile that meets the boundaries is made, over and over until `--seconds` are full; nothing of a tile is kept
// from one time to the next. `prepare_ms` is what the first tile of a zoom takes beside that: boundaries are
// generalised then. Prints one line of JSON.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "data/error.hpp"
#include "data/store.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/vector_tile.hpp"

namespace {

using namespace sanvat;
using Clock = std::chrono::steady_clock;
using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<tiler::TileId> tiles_over(const data::Envelope& extent, int zoom) {
    const auto first = tiler::TileId::at({extent.west, extent.north}, zoom);
    const auto last = tiler::TileId::at({extent.east, extent.south}, zoom);
    std::vector<tiler::TileId> tiles;
    for (std::uint32_t x = first.x(); x <= last.x(); ++x) {
        for (std::uint32_t y = first.y(); y <= last.y(); ++y)
            tiles.push_back(*tiler::TileId::make(zoom, x, y));
    }
    return tiles;
}

class Run {
public:
    Run(SnapshotPtr snapshot, const std::string& layers, double seconds)
        : snapshot_(std::move(snapshot)), seconds_(seconds) {
        std::istringstream names(layers);
        for (std::string name; std::getline(names, name, ',');) {
            const auto* layer = tiler::find_vector_layer(name);
            if (!layer) throw data::bad_value("layers", "there is no layer \"" + name + "\"", "see TileJSON");
            layers_.push_back(layer);
        }
    }

    nlohmann::json zoom(int zoom) {
        const auto tiles = tiles_over(snapshot_->extent(), zoom);
        const auto cold = Clock::now();
        static_cast<void>(make(tiles.front()));
        const double prepare_s = seconds_since(cold);
        std::size_t bytes = 0;
        std::size_t largest = 0;
        std::size_t filled = 0;
        for (const auto tile : tiles) {
            const std::size_t size = make(tile).size();
            bytes += size;
            largest = std::max(largest, size);
            filled += size > 0;
        }
        if (filled == 0) throw data::Error(data::ErrorKind::failure, {}, "every tile is empty");
        std::size_t made = 0;
        const auto start = Clock::now();
        do {
            for (const auto tile : tiles)
                made += make(tile).size() > 0;
        } while (seconds_since(start) < seconds_);
        const double rate = static_cast<double>(made) / seconds_since(start);
        return {{"zoom", zoom},
                {"tiles", filled},
                {"tiles_per_s", std::round(rate)},
                {"mean_bytes", bytes / filled},
                {"largest_bytes", largest},
                {"prepare_ms", std::round(prepare_s * 1e3)}};
    }

private:
    std::string make(tiler::TileId tile) {
        return tiler_.tile(snapshot_, {tile, layers_, snapshot_->reference_date(), snapshot_->reference_date(), {}});
    }

    SnapshotPtr snapshot_;
    double seconds_;
    std::vector<const tiler::VectorLayer*> layers_;
    tiler::CoverageStore coverages_;
    tiler::VectorTiler tiler_{coverages_};
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Vector tiles nobody has asked for before, one thread");
    std::string store;
    std::string layers = "communes,districts,facilities";
    int first = 8;
    int last = 13;
    double seconds = 2;
    app.add_option("--store", store, "GeoPackage as `sanvat import` leaves it")->required();
    app.add_option("--layers", layers, "Of the tiles")->capture_default_str();
    app.add_option("--first", first, "Zoom")->check(CLI::Range(0, tiler::max_zoom))->capture_default_str();
    app.add_option("--last", last, "Zoom")->check(CLI::Range(0, tiler::max_zoom))->capture_default_str();
    app.add_option("--seconds", seconds, "Each zoom")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        Run run(analysis::Snapshot::make(data::Store(store).read(), data::Date::today()), layers, seconds);
        nlohmann::json answer{{"layers", layers}, {"zooms", nlohmann::json::array()}};
        for (int zoom = first; zoom <= last; ++zoom)
            answer["zooms"].push_back(run.zoom(zoom));
        std::cout << answer.dump() << "\n";
        return 0;
    } catch (const data::Error& error) {
        std::cerr << "vector_tile_bench: " << error.what() << "\n";
        return 2;
    }
}
