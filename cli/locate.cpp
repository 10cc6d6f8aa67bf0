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
        explicit Options(CLI::App& command) : store(command), place(command), question(command) {}
        StoreOptions store;
        PlaceOptions place;
        QuestionOptions question;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        std::vector<const data::AdminUnit*> units;
        for (const auto& found : analysis::locate(*snapshot, options->place.place(),
                                                  options->question.as_of().value_or(snapshot->reference_date()),
                                                  options->question.units())) {
            units.push_back(found.unit);
        }
        write_answer(analysis::table_of(std::span<const data::AdminUnit* const>(units)), options->question.out());
    });
}

}  // namespace sanvat::cli
