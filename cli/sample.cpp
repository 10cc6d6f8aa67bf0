// SPDX-License-Identifier: Apache-2.0
#include "data/sample.hpp"

#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "data/error.hpp"
#include "data/store.hpp"

namespace sanvat::cli {

namespace {

/// What is there may be somebody's work: only a store gives way, and only when told.
void require_replaceable(const std::string& store, bool force) {
    if (!std::filesystem::exists(std::filesystem::symlink_status(store))) return;
    static_cast<void>(data::Store(store));
    if (force) return;
    throw data::Error(data::ErrorKind::bad_value, {.file = store, .layer = {}, .record = {}, .parameter = "--store"},
                      "a store is there already", "name another file, or replace it with --force");
}

}  // namespace

void add_sample(CLI::App& app) {
    struct Options {
        std::string store;
        std::string tables = SANVAT_SAMPLE_FOLDER;
        bool force = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("sample", "Build the sample data set into a store");
    command->add_option("--store", options->store, "Store file to make")->required()->type_name("FILE");
    command->add_option("--tables", options->tables, "Folder with the sample's CSV tables and sample.toml")
        ->type_name("FOLDER")
        ->capture_default_str();
    command->add_flag("--force", options->force, "Replace a store that is there already, edits and all");
    command->callback([options] {
        require_replaceable(options->store, options->force);
        const data::Register content = data::build_sample(options->tables);
        data::Store::create(options->store, content);
        std::cerr << options->store << ": " << content.title << ", " << content.units.size() << " units, "
                  << content.facilities.size() << " facilities, " << content.products.size() << " products, "
                  << content.craft_villages.size() << " craft villages, " << content.raw_material_areas.size()
                  << " raw-material areas\n";
    });
}

}  // namespace sanvat::cli
