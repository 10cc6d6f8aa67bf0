// SPDX-License-Identifier: Apache-2.0
#include "analysis/join.hpp"

#include <fmt/format.h>

#include <iostream>

#include "analysis/distance.hpp"
#include "analysis/unit_overlaps.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "data/overwriting.hpp"

namespace sanvat::cli {

namespace {

struct Options {
    std::string out, unit_key, nearest_within, units_srs, points_srs;
    analysis::JoinQuestion question;
};

void report(const Options& options, const analysis::JoinReport& done) {
    constexpr std::size_t most_lines = 20;
    for (std::size_t i = 0; i < std::min(done.overlaps.size(), most_lines); ++i) {
        const auto& overlap = done.overlaps[i];
        std::cerr << "look at: units " << overlap.first << " and " << overlap.second << " overlap by "
                  << analysis::area_text(overlap.area_m2) << "; points there count in " << overlap.first << '\n';
    }
    if (done.overlaps.size() > most_lines)
        std::cerr << "look at: and " << done.overlaps.size() - most_lines << " more overlaps\n";
    std::cerr << options.out << ": " << done.points << " points and " << done.units << " units; " << done.inside
              << " inside, ";
    if (done.near > 0) std::cerr << done.near << " near, ";
    std::cerr << done.outside << " outside";
    if (done.unplaced > 0) std::cerr << ", " << done.unplaced << " without a place";
    std::cerr << '\n';
    std::cerr << fmt::format("{:.2f} s reading points; meanwhile {:.2f} s looking for units, {:.2f} s writing\n",
                             done.reading_s, done.finding_s, done.writing_s);
}

}  // namespace

void add_join(CLI::App& app) {
    CLI::App* command = app.add_subcommand("join", "Which unit holds each point, for any files of units and points");
    const auto options = std::make_shared<Options>();
    command->add_option("--units", options->question.units, "Polygons: FILE or FILE:layer")
        ->required()
        ->type_name("SOURCE");
    command->add_option("--points", options->question.points, "Points, or a table with lon and lat: FILE or FILE:layer")
        ->required()
        ->type_name("SOURCE");
    command->add_option("--out", options->out, "File, of the format its name ends with")->required()->type_name("FILE");
    command->add_option("--unit-key", options->unit_key, "Field that names a unit; otherwise code, id or name")
        ->type_name("FIELD");
    command->add_option("--units-srs", options->units_srs, "CRS of the units where their file does not say")
        ->type_name("EPSG:n");
    command->add_option("--points-srs", options->points_srs, "CRS of the points where their file does not say")
        ->type_name("EPSG:n");
    command
        ->add_option("--nearest-within", options->nearest_within,
                     "A point outside takes the nearest unit this far away: 500, 500m, 3km")
        ->type_name("DISTANCE");
    command->add_option("--threads", options->question.threads, "That look for units; 0: one a core")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    command->callback([options] {
        analysis::JoinQuestion& question = options->question;
        question.out = options->out;
        data::refuse_overwriting({"--out", options->out}, {"--units", question.units});
        data::refuse_overwriting({"--out", options->out}, {"--points", question.points});
        if (!options->unit_key.empty()) question.unit_key = options->unit_key;
        if (!options->units_srs.empty()) question.units_srs = options->units_srs;
        if (!options->points_srs.empty()) question.points_srs = options->points_srs;
        if (!options->nearest_within.empty())
            question.nearest_within_m = analysis::parse_distance_m("--nearest-within", options->nearest_within);
        analysis::JoinReport done;
        {
            Progress progress;
            question.progress = [&progress](const data::ImportProgress& step) { progress.show(step); };
            done = analysis::join(question);
        }
        report(*options, done);
    });
}

}  // namespace sanvat::cli
