// SPDX-License-Identifier: Apache-2.0
#include "tiler/seed.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "data/error.hpp"
#include "data/file_replacement.hpp"
#include "tiler/archive_writers.hpp"
#include "tiler/gzip.hpp"
#include "tiler/look_identity.hpp"
#include "tiler/painter.hpp"
#include "tiler/thematic_layer.hpp"
#include "tiler/tile_cover.hpp"
#include "tiler/tile_json.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/tile_press.hpp"

namespace sanvat::tiler {

namespace {

namespace fs = std::filesystem;
using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;
using ThemePtr = std::shared_ptr<const Theme>;

enum class Container : std::uint8_t { mbtiles, pmtiles, folder };

Container container_of(const fs::path& out) {
    const std::string ending = out.extension().string();
    if (ending == ".mbtiles") return Container::mbtiles;
    if (ending == ".pmtiles") return Container::pmtiles;
    if (ending.empty()) return Container::folder;
    throw data::bad_value("out", "\"" + ending + "\" is no kind of archive",
                          "give FILE.mbtiles, FILE.pmtiles or the name of a folder");
}

/// The target without a slash at its end.
fs::path target_of(const SeedQuestion& question) {
    fs::path out = question.out;
    return out.has_filename() ? out : out.parent_path();
}

fs::path part_of(const fs::path& target) {
    fs::path part = target;
    part += ".part";
    return part;
}

void check_target(const fs::path& target, Container container) {
    data::require_folder_of(target);
    if (container == Container::folder) {
        if (!fs::exists(target) || (fs::is_directory(target) && fs::is_empty(target))) return;
        throw data::bad_value("out", target.string() + " is there already and not empty",
                              "give a folder that is not there yet");
    }
    if (fs::is_directory(target)) throw data::bad_value("out", target.string() + " is a folder", "give a file");
}

/// Any tile of the set, for checks of what all of them have in common.
TileRequest form_of(const SeedQuestion& question) {
    TileRequest request;
    static_cast<MapScope&>(request) = question;
    request.format = question.format;
    request.scale = question.scale;
    return request;
}

std::vector<TileCover> covers(const analysis::Snapshot& snapshot, const ZoomRange& zoom) {
    if (zoom.first < 0 || zoom.last > max_zoom || zoom.first > zoom.last) {
        throw data::bad_value("zoom",
                              std::to_string(zoom.first) + "-" + std::to_string(zoom.last) + " is no range of zooms",
                              "give FIRST-LAST between 0 and " + std::to_string(max_zoom));
    }
    std::vector<TileCover> covers;
    std::uint64_t tiles = 0;
    for (int z = zoom.first; z <= zoom.last; ++z)
        tiles += covers.emplace_back(snapshot.extent(), z).size();
    if (tiles > most_seeded_tiles) {
        throw data::Error(
            data::ErrorKind::too_large, {.file = {}, .layer = {}, .record = {}, .parameter = "zoom"},
            std::to_string(tiles) + " tiles are more than an archive may have, " + std::to_string(most_seeded_tiles),
            "end at a lower zoom");
    }
    return covers;
}

std::vector<TileId> tiles_of(const std::vector<TileCover>& covers) {
    std::vector<TileId> tiles;
    for (const TileCover& cover : covers)
        std::ranges::copy(cover.tiles(), std::back_inserter(tiles));
    return tiles;
}

/// What is drawn at once: a metatile with those of its tiles that are not there yet.
struct Portion {
    Metatile metatile;
    std::vector<TileId> tiles;
};

/// Metatiles are those of the whole work, so that what a run goes on with looks the same. The smaller ones of a zoom
/// come last: threads then end at about the same time.
std::vector<Portion> portions(const std::vector<TileCover>& covers, const SeedJournal& journal) {
    std::vector<Portion> portions;
    for (const TileCover& cover : covers) {
        const auto first = static_cast<std::ptrdiff_t>(portions.size());
        for (const Metatile& metatile : metatiles_over(cover)) {
            std::vector<TileId> tiles = metatile.tiles();
            std::erase_if(tiles, [&](TileId tile) { return journal.find(tile).has_value(); });
            if (!tiles.empty()) portions.push_back({metatile, std::move(tiles)});
        }
        std::stable_sort(portions.begin() + first, portions.end(),
                         [](const Portion& a, const Portion& b) { return a.tiles.size() > b.tiles.size(); });
    }
    return portions;
}

/// Portions drawn by several threads into the journal. The first error ends the work.
class Drawing {
public:
    Drawing(SnapshotPtr snapshot, ThemePtr theme, const MapPlan& plan, const SeedQuestion& question, bool compressed,
            SeedJournal& journal)
        : snapshot_(std::move(snapshot)),
          theme_(std::move(theme)),
          plan_(plan),
          question_(question),
          compressed_(compressed),
          journal_(journal) {}

    void run(const std::vector<Portion>& portions, std::int64_t total) {
        const unsigned threads =
            question_.threads > 0 ? question_.threads : std::max(1u, std::thread::hardware_concurrency());
        running_ = threads;
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < threads; ++i)
            workers.emplace_back([this, &portions] { work(portions); });
        wait(total);
        workers.clear();
        if (error_) std::rethrow_exception(error_);
    }

private:
    void work(const std::vector<Portion>& portions) {
        try {
            Workbench bench(theme_);
            for (std::size_t i = next_++; i < portions.size() && !stopped_; i = next_++)
                draw(bench, portions[i]);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!error_) error_ = std::current_exception();
            stopped_ = true;
        }
        const std::lock_guard lock(mutex_);
        --running_;
        ended_.notify_one();
    }

    void wait(std::int64_t total) {
        std::unique_lock lock(mutex_);
        while (!ended_.wait_for(lock, std::chrono::milliseconds(200), [this] { return running_ == 0; }))
            tell(lock, total);
        tell(lock, total);
    }

    void tell(std::unique_lock<std::mutex>& lock, std::int64_t total) {
        if (!question_.progress) return;
        lock.unlock();
        question_.progress({"drawing tiles", drawn_, total});
        lock.lock();
    }

    void draw(Workbench& bench, const Portion& portion) {
        if (!plan_.style) {
            for (const TileId tile : portion.tiles)
                keep(tile, press_.vector(snapshot_, plan_, tile));
            return;
        }
        TileBatch batch(portion.tiles);
        press_.raster(bench, snapshot_, plan_, portion.metatile, question_.format, question_.scale, batch,
                      [this](TileId tile, const Tile& drawn) { keep(tile, drawn); });
    }

    void keep(TileId tile, const Tile& drawn) {
        journal_.add(tile, compressed_ ? gzip(*drawn.bytes, GzipEffort::thorough) : *drawn.bytes);
        ++drawn_;
    }

    const SnapshotPtr snapshot_;
    const ThemePtr theme_;
    const MapPlan& plan_;
    const SeedQuestion& question_;
    const bool compressed_;
    SeedJournal& journal_;
    TilePress press_;

    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::int64_t> drawn_ = 0;
    std::atomic<bool> stopped_ = false;
    std::mutex mutex_;
    std::condition_variable ended_;
    unsigned running_ = 0;
    std::exception_ptr error_;
};

/// Those members that say what of the store the tiles show.
nlohmann::ordered_json scope_of(const nlohmann::ordered_json& tile_json) {
    auto scope = nlohmann::ordered_json::object();
    for (const char* name : {"as_of", "units_as_of", "filter", "layers", "question"})
        if (tile_json.contains(name)) scope[name] = tile_json[name];
    return scope;
}

/// From the TileJSON, so that an archive says of itself what the server says of the same tiles.
ArchiveInfo info_of(const analysis::Snapshot& snapshot, const Theme& theme, const SeedQuestion& question) {
    auto json = nlohmann::ordered_json::parse(tile_json(theme, snapshot, question, ""));
    ArchiveInfo info;
    info.name = json["name"];
    info.description = json["description"];
    info.attribution = json["attribution"];
    info.scope = scope_of(json).dump();
    const MapStyle* style = theme.style(question.name);
    info.overlay = style && !style->background;
    info.format = question.format;
    info.zoom = question.zoom;
    const auto& bounds = json["bounds"];
    info.extent = {bounds[0], bounds[1], bounds[2], bounds[3]};
    const auto& center = json["center"];
    info.center = {center[0], center[1]};
    info.center_zoom = std::clamp(center[2].get<int>(), question.zoom.first, question.zoom.last);
    if (!json.contains("vector_layers")) return info;
    for (auto& layer : json["vector_layers"]) {
        layer["minzoom"] = question.zoom.first;
        layer["maxzoom"] = question.zoom.last;
    }
    info.vector_layers = json["vector_layers"].dump();
    return info;
}

void write(Container container, const fs::path& target, const ArchiveInfo& info, const SeedJournal& journal,
           const std::vector<TileId>& tiles) {
    // Under one name each time, which the journal's lock keeps for us, so that a run that was killed leaves nothing
    // that the next does not take away.
    fs::path unfinished = part_of(target);
    unfinished += ".archive";
    data::FileReplacement replacement(target, unfinished);
    switch (container) {
        case Container::mbtiles:
            write_mbtiles(replacement.temporary(), info, journal, tiles);
            break;
        case Container::pmtiles:
            write_pmtiles(replacement.temporary(), info, journal, tiles);
            break;
        case Container::folder:
            write_tile_folder(replacement.temporary(), info, journal, tiles);
            break;
    }
    replacement.commit();
}

std::uint64_t different(const SeedJournal& journal, const std::vector<TileId>& tiles) {
    std::set<SeedJournal::Place> places;
    for (const TileId tile : tiles)
        places.insert(journal.find(tile).value());
    return places.size();
}

/// All that the bytes in the journal depend on.
std::string key_of(const Theme& theme, const MapPlan& plan, const SeedQuestion& question, bool compressed) {
    return plan.key + "|" + std::string(to_string(question.format)) + "@" + std::to_string(question.scale) +
           (compressed ? "|gzip|" : "|plain|") + look_identity(theme);
}

}  // namespace

SeedReport seed(const SnapshotPtr& snapshot, const SeedQuestion& question) {
    const ThemePtr theme = open_theme(question.theme);
    const fs::path target = target_of(question);
    const Container container = container_of(target);
    const MapPlan plan = plan_map(*theme, *snapshot, question);
    check_form(plan, form_of(question));
    check_question(*snapshot, plan.question);
    check_target(target, container);
    const std::vector<TileCover> wanted = covers(*snapshot, question.zoom);
    const std::vector<TileId> tiles = tiles_of(wanted);

    const bool compressed = !is_raster(question.format) && container != Container::folder;
    SeedJournal journal(part_of(target), key_of(*theme, plan, question, compressed));
    SeedReport report;
    report.tiles = tiles.size();
    const std::vector<Portion> missing = portions(wanted, journal);
    for (const Portion& portion : missing)
        report.drawn += portion.tiles.size();
    Drawing(snapshot, theme, plan, question, compressed, journal).run(missing, static_cast<std::int64_t>(report.drawn));
    report.contents = different(journal, tiles);
    if (question.progress) question.progress({"writing the archive", 0, {}});
    write(container, target, info_of(*snapshot, *theme, question), journal, tiles);
    report.kept = journal.tiles() - report.tiles;
    if (report.kept == 0) journal.remove();
    return report;
}

}  // namespace sanvat::tiler
