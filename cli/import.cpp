// SPDX-License-Identifier: Apache-2.0
#include "data/import.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "data/error.hpp"
#include "data/overwriting.hpp"

namespace sanvat::cli {

namespace {

struct Options {
    std::string store, kind, mapping, s_srs;
    data::ImportOptions import;
};

std::string all_kinds() {
    std::string kinds;
    for (const auto kind : data::all_import_kinds)
        kinds.append(kinds.empty() ? "" : " ").append(to_string(kind));
    return kinds;
}

data::ImportKind kind_of(const std::string& name) {
    if (const auto kind = data::parse_import_kind(name)) return *kind;
    throw data::bad_value("--as", "\"" + name + "\" is no kind of record", "give one of " + all_kinds());
}

void report(const Options& options, const data::ImportReport& report) {
    for (const auto& column : report.guessed) {
        std::cerr << "guessed: " << column.field << " from column \"" << column.column << "\"\n";
    }
    for (const auto& column : report.unused)
        std::cerr << "not used: column \"" << column << "\"\n";
    for (const auto& warning : report.warnings)
        std::cerr << "look at: " << warning << '\n';
    if (!report.rebuilt.empty()) {
        std::cerr << "rebuilt from the new outlines:";
        for (const auto& unit : report.rebuilt)
            std::cerr << (&unit == &report.rebuilt.front() ? " " : ", ") << unit;
        std::cerr << '\n';
    }
    std::cerr << options.store << ": " << report.read << " " << to_string(report.kind) << " read, " << report.added
              << " added, " << report.changed << " changed, " << report.unchanged << " unchanged"
              << (options.import.dry_run ? " (dry run: nothing was written)\n" : "\n");
}

}  // namespace

void add_import(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("import", "Read files of any format into a store, all or nothing");
    command->add_option("--store", options->store, "Store file; made where there is none")
        ->required()
        ->type_name("FILE");
    command->add_option("--as", options->kind, "Kind of the records: " + all_kinds())->required()->type_name("KIND");
    command->add_option("sources", options->import.sources, "Files, or FILE:layer")
        ->required()
        ->type_name("SOURCE")
        ->default_str("");
    command->add_option("--mapping", options->mapping, "TOML file that says which column is what")->type_name("FILE");
    command->add_option("--s-srs", options->s_srs, "CRS of the coordinates where the file does not say")
        ->type_name("EPSG:n");
    command->add_option("--encoding", options->import.encoding, "auto, UTF-8 or CP1258")->capture_default_str();
    command->add_flag("--dry-run", options->import.dry_run, "Say what would happen, and write nothing");
    command->callback([options] {
        options->import.kind = kind_of(options->kind);
        for (const auto& source : options->import.sources)
            data::refuse_overwriting({"--store", options->store}, {"SOURCE", source});
        if (!options->mapping.empty()) options->import.mapping = options->mapping;
        if (!options->s_srs.empty()) options->import.s_srs = options->s_srs;
        data::ImportReport done;
        {
            Progress progress;
            options->import.progress = [&progress](const data::ImportProgress& step) { progress.show(step); };
            done = data::import_file(options->store, options->import);
        }
        report(*options, done);
    });
}

}  // namespace sanvat::cli
