// SPDX-License-Identifier: Apache-2.0
#include "analysis/crosswalk.hpp"
#include "analysis/summary.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_crosswalk(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "crosswalk", "A figure carried between old districts and new communes, by area and by records");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            const CLI::IsMember levels({"commune", "district"});
            command.add_option("--from", from, "Level that the figure comes from")->required()->check(levels);
            command.add_option("--to", to, "Level to carry it to, the other one")->required()->check(levels);
            command.add_option("--figure", figure, "A numeric column of the summary, as facilities")->required();
        }
        StoreOptions store;
        QuestionOptions question;
        std::string from, to, figure;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto found = analysis::crosswalk(*snapshot, {.from = *data::parse_admin_level(options->from),
                                                           .to = *data::parse_admin_level(options->to),
                                                           .figure = options->figure,
                                                           .as_of = options->question.as_of(),
                                                           .filter = options->question.filter(analysis::summarised)});
        std::cerr << "records as of " << found.as_of.to_string() << ", from units as of "
                  << found.from_units_as_of.to_string() << " to units as of " << found.to_units_as_of.to_string()
                  << "; in all " << data::to_text(found.total) << '\n';
        write_answer(table_for(options->question.out(), found.units, found.as_of, found.to_units_as_of),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
