// SPDX-License-Identifier: Apache-2.0
#include "analysis/gaps.hpp"

#include <array>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_gaps(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "gaps", "Communes without a rated product, ratings about to lapse, craft villages without a rated product");
    struct Options {
        explicit Options(CLI::App& command) : store(command), answer(command), units(command), filter(command) {
            command.add_option("--months", months, "How far before and after the day a rating lapses")
                ->check(CLI::Range(1, analysis::most_gap_months))
                ->capture_default_str();
            command.add_option("--part", part, "One of communes, expiring, villages; default: all in one table");
        }
        StoreOptions store;
        AnswerOptions answer;
        UnitsOptions units;
        FilterOptions filter;
        int months = analysis::usual_gap_months;
        std::string part;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto gaps = analysis::find_gaps(
            *snapshot, {.as_of = options->answer.as_of(),
                        .units = options->units.units(),
                        .months = options->months,
                        .filter = options->filter.provenance(),
                        .products = options->filter.condition(std::array{analysis::CollectionId::products})});
        const data::Table table =
            options->part.empty() ? analysis::table_of(gaps) : analysis::part_of(gaps, "--part", options->part);
        std::cerr << "records as of " << gaps.as_of.to_string() << ", units as of " << gaps.units_as_of.to_string()
                  << "; no commune can claim " << gaps.products_not_placed << " rated products and "
                  << data::to_text(gaps.hectares_not_placed) << " ha\n";
        write_answer(table, options->answer.out());
    });
}

}  // namespace sanvat::cli
