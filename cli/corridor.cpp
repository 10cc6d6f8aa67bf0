// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <filesystem>

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "analysis/stored_route.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "data/route_reader.hpp"

namespace sanvat::cli {

void add_corridor(CLI::App& app) {
    CLI::App* command = app.add_subcommand("corridor", "The sites along a route, in travel order");
    struct Options {
        explicit Options(CLI::App& command)
            : store(command), collection(command, "facilities,products,tour-stops"), question(command) {
            command.add_option("--route", route, "GPX or GeoJSON file, or the id of a stored tour route")->required();
            command.add_option("--distance", distance, "How far off the route: metres, or with a unit (3km)")
                ->required();
        }
        StoreOptions store;
        CollectionOptions collection;
        QuestionOptions question;
        std::string route;
        std::string distance;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto snapshot = options->store.open();
        const auto route = std::filesystem::is_regular_file(options->route)
                               ? data::read_route_file(options->route)
                               : analysis::stored_route(*snapshot, "--route", options->route);
        const analysis::ProximityScope scope{options->collection.collections(),
                                             options->question.as_of().value_or(snapshot->reference_date()),
                                             options->question.filter()};
        const auto sites = analysis::corridor(*snapshot, analysis::checked_route(route),
                                              analysis::parse_distance_m("--distance", options->distance), scope);
        write_answer(analysis::dated(analysis::table_of(sites), scope.as_of,
                                     analysis::communes_date(*snapshot, scope.as_of)),
                     options->question.out());
    });
}

}  // namespace sanvat::cli
