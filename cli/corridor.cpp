// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor.hpp"

#include <cmath>
#include <iostream>

#include "analysis/answer_table.hpp"
#include "analysis/asked_route.hpp"
#include "analysis/corridor_gpx.hpp"
#include "analysis/distance.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "data/overwriting.hpp"
#include "data/route_reader.hpp"

namespace sanvat::cli {

void add_corridor(CLI::App& app) {
    CLI::App* command = app.add_subcommand("corridor", "The sites along a route, in travel order or by its stops");
    struct Options {
        explicit Options(CLI::App& command)
            : store(command), collection(command, "facilities,products,tour-stops"), question(command) {
            command.add_option("--route", route, "GPX or GeoJSON file, or the id of a stored tour route")->required();
            command.add_option("--distance", distance, "How far off the route: metres, or with a unit (3km)")
                ->required();
            command
                .add_option("--by", by,
                            "Order of the sites: route (as one travels) or stop (by the stop each is nearest to)")
                ->capture_default_str();
            command.add_option("--sites", sites, "Only the sites with these ids, separated by commas")
                ->delimiter(',')
                ->type_name("LIST");
        }
        StoreOptions store;
        CollectionOptions collection;
        QuestionOptions question;
        std::string route;
        std::string distance;
        std::string by = "route";
        std::vector<std::string> sites;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const double distance_m = analysis::parse_distance_m("--distance", options->distance);
        const auto order = analysis::parse_corridor_order("--by", options->by);
        const auto snapshot = options->store.open();
        const bool is_file = data::is_route_file(options->route);
        data::refuse_overwriting({"--out", options->question.out()}, {"--route", options->route});
        const auto route = is_file ? analysis::own_route(data::read_route_file(options->route))
                                   : analysis::stored_route(*snapshot, "--route", options->route);
        const auto collections = options->collection.collections();
        const analysis::ProximityScope scope{collections,
                                             options->question.as_of().value_or(snapshot->reference_date()),
                                             options->question.filter(collections)};
        auto sites = analysis::corridor(*snapshot, route.line, distance_m, scope);
        if (!options->sites.empty()) sites = analysis::chosen_sites(std::move(sites), "--sites", options->sites);
        analysis::give_stops(sites, route.stops);
        analysis::put_in_order(sites, order, "--by", route.stops);
        std::cerr << sites.size() << " sites as of " << scope.as_of.to_string() << ", detours of "
                  << std::llround(analysis::total_detour_m(sites)) << " m in all\n";
        const std::string& out = options->question.out();
        if (out.ends_with(".gpx")) {
            const auto name = is_file ? std::filesystem::path(options->route).stem().string() : options->route;
            write_text(analysis::corridor_gpx(name, route.line, sites), out);
        } else {
            write_answer(analysis::with_dates(analysis::table_of(sites), scope.as_of,
                                              analysis::communes_date(*snapshot, scope.as_of)),
                         out);
        }
    });
}

}  // namespace sanvat::cli
