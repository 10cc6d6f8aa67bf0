// SPDX-License-Identifier: Apache-2.0
// Raster tiles nobody has asked for before, in process, by zoom.
//   build/release/bench/raster_bench --store FILE [--theme FILE] [--style overview] [--first 9 --last 13] [--threads 2]
// `seed`: every tile of the extent, over and over until `--seconds` are full, metatile after metatile as `sanvat seed`
// draws them, without an archive. `screens`: 24 tiles beside each other asked of the service at once, as a browser
// does, at random places, none kept from one screen to the next. CPU seconds are counted beside those of the clock:
// they stay the same when something else runs. Prints one line of JSON.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <future>
#include <iostream>
#include <latch>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "data/error.hpp"
#include "data/store.hpp"
#include "tiler/metatile.hpp"
#include "tiler/tile_cover.hpp"
#include "tiler/tile_press.hpp"
#include "tiler/tile_service.hpp"

namespace {

using namespace sanvat;
using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Time by the clock and of all processors.
struct Watch {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    double cpu = cpu_seconds();
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    [[nodiscard]] double cpu_s() const { return cpu_seconds() - cpu; }
};

struct Question {
    std::string store;
    std::string theme;
    std::string style = "overview";
    std::string format = "png8";
    int first = 9;
    int last = 13;
    int scale = 1;
    unsigned threads = 2;
    double seconds = 2;
    bool no_seed = false;
    bool no_screens = false;
};

/// Draws the tiles of one zoom with several threads, each with painters of its own that it keeps.
class Seeding {
public:
    Seeding(SnapshotPtr snapshot, const Question& question)
        : snapshot_(std::move(snapshot)), question_(question), theme_(tiler::open_theme(question.theme)) {
        tiler::MapScope scope;
        scope.name = question.style;
        plan_ = tiler::plan_map(*theme_, *snapshot_, scope);
        format_ = tiler::parse_tile_format(question.format).value();
        for (unsigned i = 0; i < question.threads; ++i)
            benches_.emplace_back(theme_);
    }

    nlohmann::json zoom(int zoom) {
        const tiler::TileCover tiles(snapshot_->extent(), zoom);
        const auto portions = tiler::metatiles_over(tiles);
        const Watch cold;
        pass(portions);
        const double first_s = cold.seconds();
        bytes_ = several_colours_ = 0;
        pass(portions);
        if (several_colours_ == 0) throw data::Error(data::ErrorKind::failure, {}, "every tile is of one colour");
        const std::size_t mean_bytes = bytes_ / tiles.size();
        const std::size_t coloured = several_colours_;
        const Watch watch;
        std::size_t passes = 0;
        for (; watch.seconds() < question_.seconds; ++passes)
            pass(portions);
        const auto drawn = static_cast<double>(passes * tiles.size());
        return {{"zoom", zoom},
                {"tiles", tiles.size()},
                {"several_colours", coloured},
                {"tiles_per_s", std::round(drawn / watch.seconds())},
                {"tiles_per_cpu_s", std::round(drawn / watch.cpu_s())},
                {"mean_bytes", mean_bytes},
                {"first_pass_ms", std::round(first_s * 1e3)}};
    }

private:
    void pass(const std::vector<tiler::Metatile>& portions) {
        std::atomic<std::size_t> next = 0;
        std::vector<std::jthread> threads;
        for (auto& bench : benches_) {
            threads.emplace_back([&] {
                for (std::size_t i = next++; i < portions.size(); i = next++)
                    draw(bench, portions[i]);
            });
        }
    }

    void draw(tiler::Workbench& bench, const tiler::Metatile& metatile) {
        tiler::TileBatch batch(metatile.tiles());
        press_.raster(bench, snapshot_, plan_, metatile, format_, question_.scale, batch,
                      [this](tiler::TileId, const tiler::Tile& tile) {
                          bytes_ += tile.bytes->size();
                          constexpr std::size_t one_colour_bytes = 400;  // of 256 pixels a side and less
                          several_colours_ += tile.bytes->size() > one_colour_bytes;
                      });
    }

    SnapshotPtr snapshot_;
    const Question& question_;
    std::shared_ptr<const tiler::Theme> theme_;
    tiler::MapPlan plan_;
    tiler::TileFormat format_{};
    tiler::TilePress press_;
    std::vector<tiler::Workbench> benches_;
    std::atomic<std::size_t> bytes_ = 0;
    std::atomic<std::size_t> several_colours_ = 0;
};

/// Screens of 6 × 4 tiles of one zoom from a service that remembers nothing.
class Screens {
public:
    Screens(SnapshotPtr snapshot, const Question& question)
        : snapshot_(std::move(snapshot)), question_(question), service_(options(question)) {}

    nlohmann::json zoom(int zoom) {
        const tiler::TileCover cover(snapshot_->extent(), zoom);
        for (int i = 0; i < 3; ++i)
            screen(corner(cover));
        std::vector<double> latencies;
        const Watch watch;
        while (watch.seconds() < question_.seconds) {
            const Watch one;
            screen(corner(cover));
            latencies.push_back(one.seconds() * 1e3);
        }
        const double cpu_s = watch.cpu_s();
        const auto count = static_cast<double>(latencies.size());
        std::ranges::sort(latencies);
        return {{"zoom", zoom},
                {"screens", latencies.size()},
                {"tiles_per_s", std::round(columns * rows * count / watch.seconds())},
                {"tiles_per_cpu_s", std::round(columns * rows * count / cpu_s)},
                {"p50_ms", std::round(latencies[latencies.size() / 2])},
                {"p99_ms", std::round(latencies[latencies.size() * 99 / 100])}};
    }

private:
    static constexpr int columns = 6;
    static constexpr int rows = 4;

    static tiler::TileServiceOptions options(const Question& question) {
        tiler::TileServiceOptions options;
        options.cache_bytes = 0;
        options.threads = question.threads;
        options.theme = question.theme;
        return options;
    }

    /// North-western tile of a screen whose middle lies in the extent.
    tiler::TileId corner(const tiler::TileCover& cover) {
        const auto between = [this](std::uint32_t a, std::uint32_t b, int before) {
            return std::max<std::int64_t>(0, std::uniform_int_distribution<std::int64_t>(a, b)(random_) - before);
        };
        const auto first = cover.north_west();
        const auto last = cover.south_east();
        return *tiler::TileId::make(first.z(), between(first.x(), last.x(), columns / 2),
                                    between(first.y(), last.y(), rows / 2));
    }

    void screen(tiler::TileId corner) {
        std::latch done(columns * rows);
        std::atomic<bool> failed = false;
        tiler::TileRequest request;
        request.name = question_.style;
        request.scale = question_.scale;
        request.format = tiler::parse_tile_format(question_.format).value();
        for (int i = 0; i < columns * rows; ++i) {
            request.tile = *tiler::TileId::make(corner.z(), std::int64_t{corner.x()} + i % columns,
                                                std::int64_t{corner.y()} + i / columns);
            const bool taken = service_.render(snapshot_, request, [&](const tiler::TileResult& result) {
                if (!std::holds_alternative<tiler::Tile>(result)) failed = true;
                done.count_down();
            });
            if (!taken) throw data::Error(data::ErrorKind::failure, {}, "the queue is full");
        }
        done.wait();
        if (failed) throw data::Error(data::ErrorKind::failure, {}, "a tile could not be drawn");
    }

    SnapshotPtr snapshot_;
    const Question& question_;
    tiler::TileService service_;
    std::mt19937 random_{1};
};

nlohmann::json run(const Question& question) {
    const auto snapshot = analysis::Snapshot::make(data::Store(question.store).read(), data::Date::today());
    nlohmann::json answer{{"style", question.style}, {"format", question.format}, {"threads", question.threads}};
    if (!question.no_seed) {
        Seeding seeding(snapshot, question);
        for (int zoom = question.first; zoom <= question.last; ++zoom)
            answer["seed"].push_back(seeding.zoom(zoom));
    }
    if (!question.no_screens) {
        Screens screens(snapshot, question);
        for (int zoom = question.first; zoom <= question.last; ++zoom)
            answer["screens"].push_back(screens.zoom(zoom));
    }
    return answer;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Raster tiles nobody has asked for before");
    Question question;
    app.add_option("--store", question.store, "GeoPackage as `sanvat import` leaves it")->required();
    app.add_option("--theme", question.theme, "theme.toml; default: the one the program was built with");
    app.add_option("--style", question.style, "Of the theme")->capture_default_str();
    app.add_option("--format", question.format, "png8, png32 or webp")
        ->check(CLI::IsMember({"png8", "png32", "webp"}))
        ->capture_default_str();
    app.add_option("--first", question.first, "Zoom")->check(CLI::Range(3, tiler::max_zoom))->capture_default_str();
    app.add_option("--last", question.last, "Zoom")->check(CLI::Range(3, tiler::max_zoom))->capture_default_str();
    app.add_option("--scale", question.scale, "1 or 2")->check(CLI::Range(1, 2))->capture_default_str();
    app.add_option("--threads", question.threads, "That draw")->check(CLI::Range(1, 256))->capture_default_str();
    app.add_option("--seconds", question.seconds, "Each zoom")->capture_default_str();
    app.add_flag("--no-seed", question.no_seed, "Screens only");
    app.add_flag("--no-screens", question.no_screens, "Seeding only");
    CLI11_PARSE(app, argc, argv);
    try {
        std::cout << run(question).dump() << "\n";
        return 0;
    } catch (const data::Error& error) {
        std::cerr << "raster_bench: " << error.what() << "\n";
        return 2;
    }
}
