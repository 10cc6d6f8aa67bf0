// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "analysis/product_history.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_history(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("history", "Rated products by unit and year: in force, new, renewed, returned and lapsed");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            const CLI::Range years(analysis::earliest_history_year, analysis::latest_history_year);
            command.add_option("--by", by, "Level of the units")
                ->required()
                ->check(CLI::IsMember({"commune", "district", "province"}));
            command.add_option("--from", from, "First year; default: that of the first rating")->check(years);
            command.add_option("--to", to, "Last year; default: that of the as-of day")->check(years);
        }
        StoreOptions store;
        UnitQuestionOptions question;
        std::string by;
        std::optional<int> from;
        std::optional<int> to;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto found = analysis::product_history(
            *snapshot, {.by = *data::parse_admin_level(options->by),
                        .from = options->from,
                        .to = options->to,
                        .as_of = options->question.as_of(),
                        .units = options->question.units(),
                        .filter = options->question.filter(std::array{analysis::CollectionId::products})});
        std::cerr << "ratings signed up to " << found.as_of.to_string() << ", units as of "
                  << found.units_as_of.to_string() << '\n';
        write_answer(table_for(options->question.out(), found.table, found.as_of, found.units_as_of),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
