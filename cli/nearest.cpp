// SPDX-License-Identifier: Apache-2.0
#include "analysis/nearest.hpp"

#include "analysis/answer_table.hpp"
#include "analysis/distance.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"

namespace sanvat::cli {

namespace {

/// What `nearest` and `within` ask alike.
struct Options {
    explicit Options(CLI::App& command)
        : store(command), place(command), collection(command, "facilities"), question(command) {}

    [[nodiscard]] analysis::ProximityScope scope(const analysis::Snapshot& snapshot) const {
        const auto collections = collection.collections();
        return {collections, question.as_of().value_or(snapshot.reference_date()), question.filter(collections)};
    }

    StoreOptions store;
    PlaceOptions place;
    CollectionOptions collection;
    QuestionOptions question;
};

void write(const std::vector<analysis::Hit>& hits, const Options& options, const analysis::Snapshot& snapshot) {
    const auto as_of = options.question.as_of().value_or(snapshot.reference_date());
    write_answer(analysis::with_dates(analysis::table_of(hits), as_of, analysis::communes_date(snapshot, as_of)),
                 options.question.out());
}

}  // namespace

void add_nearest(CLI::App& app) {
    CLI::App* command = app.add_subcommand("nearest", "The records nearest to a place");
    const auto options = std::make_shared<Options>(*command);
    const auto k = std::make_shared<int>(10);
    constexpr int most = 1000;
    command->add_option("-k,--k", *k, "How many")->check(CLI::Range(1, most))->capture_default_str();
    command->callback([options, k] {
        const auto snapshot = options->store.open();
        write(analysis::nearest(*snapshot, options->place.place(), static_cast<std::size_t>(*k),
                                options->scope(*snapshot)),
              *options, *snapshot);
    });
}

void add_within(CLI::App& app) {
    CLI::App* command = app.add_subcommand("within", "All records within a distance of a place");
    const auto options = std::make_shared<Options>(*command);
    const auto distance = std::make_shared<std::string>();
    command->add_option("--distance", *distance, "Metres, or with a unit: 500, 500m, 3km")->required();
    command->callback([options, distance] {
        const auto snapshot = options->store.open();
        const double metres = analysis::parse_distance_m("--distance", *distance);
        write(analysis::within(*snapshot, options->place.place(), metres, options->scope(*snapshot)), *options,
              *snapshot);
    });
}

}  // namespace sanvat::cli
