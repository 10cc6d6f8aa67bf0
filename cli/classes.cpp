// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "analysis/answer_table.hpp"
#include "analysis/figure_classes.hpp"
#include "analysis/summary.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_classes(CLI::App& app) {
    CLI::App* command = app.add_subcommand("classes", "Class breaks of a figure of the summary");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            command.add_option("--by", by, "Level of the units")
                ->required()
                ->check(CLI::IsMember({"commune", "district"}));
            command.add_option("--figure", figure, "A numeric column of the summary, as facilities or hectares")
                ->required();
            command.add_option("--method", method, "How the breaks are found")
                ->check(CLI::IsMember({"equal", "quantile", "jenks", "pretty"}));
            command.add_option("--n", classes, "How many classes at most")
                ->check(CLI::Range(analysis::fewest_classes, analysis::most_classes));
        }
        StoreOptions store;
        UnitQuestionOptions question;
        std::string by;
        std::string figure;
        std::string method = "quantile";
        std::size_t classes = 5;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto found =
            analysis::classes_of(*snapshot, {.summary = {.by = *data::parse_admin_level(options->by),
                                                         .as_of = options->question.as_of(),
                                                         .units = options->question.units(),
                                                         .filter = options->question.filter(analysis::summarised)},
                                             .figure = options->figure,
                                             .method = *analysis::parse_class_method(options->method),
                                             .classes = options->classes});
        std::cerr << found.units << " units as of " << found.units_as_of.to_string() << ", records as of "
                  << found.as_of.to_string() << '\n';
        if (!found.note.empty()) std::cerr << found.note << '\n';
        write_answer(analysis::with_dates(found.table, found.as_of, found.units_as_of), options->question.out());
    });
}

}  // namespace sanvat::cli
