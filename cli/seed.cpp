// SPDX-License-Identifier: Apache-2.0
#include "tiler/seed.hpp"

#include <malloc.h>

#include <iostream>
#include <string_view>

#include "analysis/collection_ids.hpp"
#include "api/values.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "data/error.hpp"

namespace sanvat::cli {

namespace {

/// "6-14", or "9" for one zoom. What tiles there are at those zooms, the tiler checks.
tiler::ZoomRange parse_zooms(std::string_view text) {
    const auto zoom = [](std::string_view digits) {
        return static_cast<int>(api::parse_integer("--zoom", digits, 0, tiler::max_zoom));
    };
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return {zoom(text), zoom(text)};
    return {zoom(text.substr(0, dash)), zoom(text.substr(dash + 1))};
}

struct Options {
    explicit Options(CLI::App& command) : store(command), question(command), map_question(command) {
        command.add_option("--style", seed.name, "Style of the theme, or production for vector tiles")
            ->required()
            ->type_name("NAME");
        command.add_option("--zoom", zoom, "First and last zoom, as 6-14")->required()->type_name("RANGE");
        command.add_option("--format", format, "Default: png8, and mvt for production")
            ->check(CLI::IsMember({"png8", "png32", "webp", "mvt"}));
        command.add_option("--scale", seed.scale, "2: pictures of 512 pixels")->check(CLI::IsMember({1, 2}));
        command.add_option("--layers", seed.layers, "Ids of layers; default: those that the style shows")
            ->delimiter(',')
            ->type_name("LIST");
        command.add_option("--threads", seed.threads, "That draw; 0: one a core")->check(CLI::Range(0, 1024));
        command.add_option("--theme", seed.theme, "Theme file of the maps")->type_name("FILE");
        command.get_option("--out")->description("The archive: FILE.mbtiles, FILE.pmtiles or the name of a folder");
    }

    [[nodiscard]] tiler::SeedQuestion asked() const {
        tiler::SeedQuestion asked = seed;
        asked.format = format.empty() ? (asked.name == "production" ? tiler::TileFormat::mvt : tiler::TileFormat::png8)
                                      : *tiler::parse_tile_format(format);
        asked.zoom = parse_zooms(zoom);
        asked.question = map_question.question();
        asked.as_of = question.as_of();
        asked.units = question.units();
        asked.filter = question.filter(analysis::collection_ids());
        if (question.out().empty()) {
            throw data::bad_value("--out", "is missing", "give FILE.mbtiles, FILE.pmtiles or the name of a folder");
        }
        asked.out = question.out();
        return asked;
    }

    StoreOptions store;
    UnitQuestionOptions question;
    MapQuestionOptions map_question;
    tiler::SeedQuestion seed;
    std::string zoom, format;
};

/// Pictures of many MiB come and go. By itself the allocator gives each back to the system, which then clears the same
/// pages anew for the next one; a seed is over soon enough to keep them.
void keep_freed_memory() {
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread is there yet
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that there is
    ::mallopt(M_TRIM_THRESHOLD, 256 << 20);
    // NOLINTEND(concurrency-mt-unsafe)
}

}  // namespace

void add_seed(CLI::App& app) {
    CLI::App* command = app.add_subcommand("seed", "Write a map as an archive of tiles");
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        tiler::SeedQuestion asked = options->asked();
        keep_freed_memory();
        const auto snapshot = options->store.open();
        tiler::SeedReport done;
        {
            Progress progress;
            asked.progress = [&progress](const data::ImportProgress& step) { progress.show(step); };
            done = tiler::seed(snapshot, asked);
        }
        std::cerr << asked.out.string() << ": " << done.tiles << " tiles, " << done.contents << " of them different";
        if (done.drawn < done.tiles) std::cerr << "; " << done.tiles - done.drawn << " were there already";
        std::cerr << '\n';
        if (done.kept > 0) {
            std::cerr << asked.out.string() << ".part: kept, with " << done.kept
                      << " tiles of other zooms to go on from\n";
        }
    });
}

}  // namespace sanvat::cli
