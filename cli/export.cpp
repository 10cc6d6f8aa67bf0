// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analysis/answer_table.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "data/error.hpp"

#include <iostream>

namespace sanvat::cli {

namespace {

/// "EPSG:9210" as 9210.
int epsg_of(const std::string& crs) {
    constexpr std::string_view prefix = "EPSG:";
    int number = 0;
    const bool named = crs.starts_with(prefix) && CLI::detail::lexical_cast(crs.substr(prefix.size()), number);
    if (!named || number <= 0) throw data::bad_value("--crs", "\"" + crs + "\" is no CRS", "write it as EPSG:9210");
    return number;
}

std::optional<data::Date> day_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto day = data::Date::parse(text);
    if (!day) throw data::bad_value("--as-of", "\"" + text + "\" is no day", "write it as 2025-07-01");
    return day;
}

}  // namespace

void add_export(CLI::App& app) {
    CLI::App* command = app.add_subcommand("export", "Write a collection to a file of any format");
    struct Options {
        explicit Options(CLI::App& command) : store(command), filter(command) {
            command.add_option("--collection", collection, "Which one")->required();
            command.add_option("--crs", crs, "Coordinates of the file")->type_name("EPSG:n")->capture_default_str();
            command
                .add_option("--as-of", as_of,
                            "Only records in force on this day, as they were then; default: every record ever, as of "
                            "the store's reference date")
                ->type_name("DATE");
            command.add_option("--out", out, "File, of the format its name ends with")->required()->type_name("FILE");
        }
        StoreOptions store;
        FilterOptions filter;
        std::string collection, crs = "EPSG:4326", as_of, out;
    };
    const auto options = std::make_shared<Options>(*command);
    command->callback([options] {
        const auto id = analysis::parse_collection(options->collection);
        if (!id) throw data::not_found("--collection", "\"" + options->collection + "\" is no collection");
        const analysis::Filter filter = options->filter.filter(std::span(&*id, 1));
        const auto day = day_of(options->as_of);
        const auto snapshot = options->store.open();
        const auto table = snapshot->features(*id, day.value_or(snapshot->reference_date()));
        std::vector<const analysis::Feature*> features;
        for (const auto& feature : table->features()) {
            if (day && !feature.in_force_within({*day, *day})) continue;
            if (filter.matches(feature)) features.push_back(&feature);
        }
        data::write_table(analysis::table_of(table->collection(), features, filter), options->out,
                          epsg_of(options->crs));
        std::cerr << options->out << ": " << features.size() << " records\n";
    });
}

}  // namespace sanvat::cli
