// SPDX-License-Identifier: Apache-2.0
#include "analysis/value_chain.hpp"

#include <iostream>

#include "analysis/value_chain_table.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_value_chain(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("value-chain", "From raw-material area to facility, product and producer, and back");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            command.add_option("--product", product, "Only the chain of this product")->type_name("ID");
            command.add_option("--area", area, "Only what this raw-material area supplies")->type_name("ID");
        }
        StoreOptions store;
        UnitQuestionOptions question;
        std::optional<std::string> product;
        std::optional<std::string> area;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto chain = analysis::value_chain(
            *snapshot, {.product = options->product,
                        .area = options->area,
                        .as_of = options->question.as_of(),
                        .units = options->question.units(),
                        .filter = options->question.filter(std::array{analysis::CollectionId::products}),
                        .provenances = options->question.provenances()});
        std::cerr << "records as of " << chain.as_of.to_string() << '\n';
        if (chain.overview) std::cerr << analysis::stable_text(chain) << '\n';
        for (const auto& each : chain.breaks) {
            if (!chain.overview) {
                std::cerr << each.kind << ": " << each.collection << ' ' << each.record << ": " << each.message << '\n';
            }
        }
        write_answer(
            table_for(options->question.out(), analysis::table_of(*snapshot, chain), chain.as_of, chain.units_as_of),
            options->question.out());
    });
}

}  // namespace sanvat::cli
