// SPDX-License-Identifier: Apache-2.0
#include "analysis/locate.hpp"

#include "analysis/answer_table.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_locate(CLI::App& app) {
    CLI::App* command = app.add_subcommand("locate", "The units that hold a place");
    struct Options {
        explicit Options(CLI::App& command) : store(command), place(command), question(command), units(command) {}
        StoreOptions store;
        PlaceOptions place;
        AnswerOptions question;
        UnitsOptions units;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto as_of = options->question.as_of().value_or(snapshot->reference_date());
        const auto units = analysis::locate(*snapshot, options->place.place(), as_of, options->units.units());
        write_answer(analysis::with_dates(analysis::table_of(units), as_of, {}), options->question.out());
    });
}

}  // namespace sanvat::cli
