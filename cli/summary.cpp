// SPDX-License-Identifier: Apache-2.0
#include "analysis/summary.hpp"

#include "analysis/answer_table.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_summary(CLI::App& app) {
    CLI::App* command = app.add_subcommand("summary", "Count facilities, products and hectares by unit");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            command.add_option("--by", by, "Level of the units")
                ->required()
                ->check(CLI::IsMember({"commune", "district"}));
        }
        StoreOptions store;
        UnitQuestionOptions question;
        std::string by;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto summary = analysis::summarise(*snapshot, {.by = *data::parse_admin_level(options->by),
                                                             .as_of = options->question.as_of(),
                                                             .units = options->question.units(),
                                                             .filter = options->question.filter(analysis::summarised)});
        std::cerr << "records as of " << summary.as_of.to_string() << ", units as of "
                  << summary.units_as_of.to_string() << '\n';
        write_answer(table_for(options->question.out(), summary.table, summary.as_of, summary.units_as_of),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
