// SPDX-License-Identifier: Apache-2.0
#include "analysis/density.hpp"

#include <iostream>

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

namespace {

struct Options {
    explicit Options(CLI::App& command) : store(command), collection(command, "facilities"), question(command) {
        command.add_option("--method", method, "Counts by cell, or a kernel estimate at the cells' centres")
            ->check(CLI::IsMember({"hexagon", "kernel"}));
        command.add_option("--cell", cell, "Distance between opposite sides of a cell: 500m to 100km");
        command.add_option("--bandwidth", bandwidth,
                           "With kernel: how far a record counts, up to 200km; default: twice the cell's size");
    }

    [[nodiscard]] analysis::DensityQuestion ask(const analysis::Snapshot& snapshot) const {
        analysis::DensityQuestion asked;
        const auto collections = collection.collections();
        asked.scope = {collections, question.as_of().value_or(snapshot.reference_date()), question.filter(collections)};
        asked.method = *analysis::parse_density_method(method);
        asked.cell_m = analysis::parse_distance_m("--cell", cell);
        if (!bandwidth.empty()) asked.bandwidth_m = analysis::parse_distance_m("--bandwidth", bandwidth);
        return asked;
    }

    StoreOptions store;
    CollectionOptions collection;
    QuestionOptions question;
    std::string method = "hexagon";
    std::string cell = "5km";
    std::string bandwidth;
};

}  // namespace

void add_density(CLI::App& app) {
    CLI::App* command = app.add_subcommand("density", "How densely records stand, in hexagons of one area");
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto found = analysis::density(*snapshot, options->ask(*snapshot));
        std::cerr << found.records << " records as of " << found.as_of.to_string() << ", " << found.not_placed
                  << " without a place, " << found.placed_by_unit << " placed by their unit alone; cells of "
                  << found.cell_area_km2 << " km2\n";
        write_answer(analysis::with_dates(found.table, found.as_of, analysis::communes_date(*snapshot, found.as_of)),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
