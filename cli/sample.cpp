// SPDX-License-Identifier: Apache-2.0
#include "data/sample.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "data/store.hpp"

namespace sanvat::cli {

void add_sample(CLI::App& app) {
    struct Options {
        std::string store;
        std::string tables = SANVAT_SAMPLE_FOLDER;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("sample", "Build the sample data set into a store");
    command->add_option("--store", options->store, "Store file to make; an existing one is replaced")
        ->required()
        ->type_name("FILE");
    command->add_option("--tables", options->tables, "Folder with the sample's CSV tables and sample.toml")
        ->type_name("FOLDER")
        ->capture_default_str();
    command->callback([options] {
        const data::Register content = data::build_sample(options->tables);
        data::Store::create(options->store, content);
        std::cerr << options->store << ": " << content.title << ", " << content.units.size() << " units, "
                  << content.facilities.size() << " facilities, " << content.products.size() << " products, "
                  << content.craft_villages.size() << " craft villages, " << content.raw_material_areas.size()
                  << " raw-material areas\n";
    });
}

}  // namespace sanvat::cli
