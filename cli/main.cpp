// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "data/error.hpp"
#include "data/import_refused.hpp"

namespace {

using namespace sanvat;

/// Each line of the text on a line of its own.
void complain(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        std::cerr << "sanvat: " << text.substr(0, end) << '\n';
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

/// A line a problem, so that a file is mended in one go.
void complain(const data::ImportRefused& refused) {
    for (const auto& problem : refused.problems())
        complain(to_line(problem));
    if (refused.more() > 0) complain("and " + std::to_string(refused.more()) + " more");
}

/// The error as the one who typed the command knows it: a parameter goes by the name of its option.
std::string to_typed_line(const data::Error& error, const CLI::App& app) {
    data::ErrorPlace place = error.place();
    if (place.parameter == "name") place.parameter = "style";  // of resources a part of the path
    for (const CLI::App* command : app.get_subcommands()) {
        const std::string option = "--" + place.parameter;
        if (!place.parameter.empty() && command->get_option_no_throw(option)) place.parameter = option;
    }
    return data::Error(error.kind(), place, error.problem(), error.remedy()).what();
}

/// CLI11 speaks of an INI file, which ours is not.
std::string unknown_key(std::string_view problem) {
    constexpr std::string_view prefix = "INI was not able to parse ";
    if (!problem.starts_with(prefix)) return std::string(problem);
    return "--config: \"" + std::string(problem.substr(prefix.size())) +
           "\" is no option that the file could give; see sanvat serve --help";
}

int run(int argc, char** argv) {
    CLI::App app("Maps, tiles and spatial analysis for production areas", "sanvat");
    app.set_version_flag("--version", "sanvat " SANVAT_VERSION);
    app.require_subcommand(1);
    app.set_config("--config", "", "TOML file with options, those of the server under [serve]");
    app.allow_config_extras(CLI::config_extras_mode::error);
    app.option_defaults()->always_capture_default();
    cli::add_sample(app);
    cli::add_import(app);
    cli::add_check(app);
    cli::add_join(app);
    cli::add_summary(app);
    cli::add_classes(app);
    cli::add_density(app);
    cli::add_history(app);
    cli::add_overlay(app);
    cli::add_value_chain(app);
    cli::add_crosswalk(app);
    cli::add_locate(app);
    cli::add_nearest(app);
    cli::add_within(app);
    cli::add_corridor(app);
    cli::add_gaps(app);
    cli::add_indicators(app);
    cli::add_export(app);
    cli::add_render(app);
    cli::add_seed(app);
    cli::add_serve(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::Success& wanted) {  // --help and --version
        return app.exit(wanted);
    } catch (const CLI::ConfigError& error) {
        complain(unknown_key(error.what()));
        return cli::exit_bad_input;
    } catch (const CLI::ParseError& error) {
        const auto words = app.remaining();  // an unknown command is left over, and CLI11 only misses a known one
        complain((words.empty() ? error.what() : "\"" + words.front() + "\" is no command") +
                 std::string("; see sanvat --help"));
        return cli::exit_bad_input;
    } catch (const data::ImportRefused& refused) {
        complain(refused);
        return cli::exit_code(refused.kind());
    } catch (const data::Error& error) {
        complain(to_typed_line(error, app));
        return cli::exit_code(error.kind());
    }
}

}  // namespace

int main(int argc, char** argv) {
    // A file that must not grow further is an error like a full disk, told as such, and no reason to end.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "sanvat: " << error.what() << '\n';
        return sanvat::cli::exit_failure;
    }
}
