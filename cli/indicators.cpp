// SPDX-License-Identifier: Apache-2.0
#include "analysis/indicators.hpp"

#include <array>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_indicators(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("indicators", "The programme's targets against published figures and the data");
    struct Options {
        explicit Options(CLI::App& command) : store(command), answer(command), filter(command) {}
        StoreOptions store;
        AnswerOptions answer;
        FilterOptions filter;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto indicators = analysis::measure_indicators(
            *snapshot, {.as_of = options->answer.as_of(),
                        .filter = options->filter.provenance(),
                        .products = options->filter.condition(std::array{analysis::CollectionId::products})});
        std::cerr << "records as of " << indicators.as_of.to_string() << '\n';
        write_answer(indicators.table, options->answer.out());
    });
}

}  // namespace sanvat::cli
