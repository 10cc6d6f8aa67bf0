// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay.hpp"

#include <fmt/format.h>

#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

void add_overlay(CLI::App& app) {
    CLI::App* command = app.add_subcommand("overlay", "Raw-material areas by unit: hectares and shares");
    struct Options {
        explicit Options(CLI::App& command) : store(command), question(command) {
            command.add_option("--by", by, "Level of the units")
                ->required()
                ->check(CLI::IsMember({"commune", "district"}));
            command.add_option("--crop", crop, "Only areas of these crops, separated by commas")->type_name("LIST");
        }
        StoreOptions store;
        UnitQuestionOptions question;
        std::string by;
        std::optional<std::string> crop;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        auto filter = options->question.filter(std::array{analysis::CollectionId::raw_material_areas});
        if (options->crop) filter.add(analysis::parse_crop_condition(*snapshot, "--crop", *options->crop));
        const auto found = analysis::overlay(*snapshot, {.by = *data::parse_admin_level(options->by),
                                                         .as_of = options->question.as_of(),
                                                         .units = options->question.units(),
                                                         .filter = filter});
        const auto& totals = found.totals;
        std::cerr << "records as of " << found.as_of.to_string() << ", units as of " << found.units_as_of.to_string()
                  << '\n'
                  << fmt::format(
                         "{:.2f} ha: {:.2f} by outlines, {:.2f} by illustrative outlines, {:.2f} by declared place, "
                         "{:.2f} not placed\n",
                         totals.hectares, totals.by_outline, totals.by_illustrative_outline, totals.by_place,
                         totals.not_placed);
        write_answer(table_for(options->question.out(), found.pieces, found.as_of, found.units_as_of),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
