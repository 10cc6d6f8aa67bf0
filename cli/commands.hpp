// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace sanvat::cli {

/// Each adds its subcommand to the program: options, help, and what to do when it is called. Errors come out as
/// data::Error; main.cpp prints them and picks the exit code.
void add_sample(CLI::App& app);
void add_import(CLI::App& app);
void add_check(CLI::App& app);
void add_join(CLI::App& app);
void add_summary(CLI::App& app);
void add_classes(CLI::App& app);
void add_density(CLI::App& app);
void add_history(CLI::App& app);
void add_overlay(CLI::App& app);
void add_value_chain(CLI::App& app);
void add_crosswalk(CLI::App& app);
void add_locate(CLI::App& app);
void add_nearest(CLI::App& app);
void add_within(CLI::App& app);
void add_corridor(CLI::App& app);
void add_gaps(CLI::App& app);
void add_indicators(CLI::App& app);
void add_export(CLI::App& app);
void add_render(CLI::App& app);
void add_seed(CLI::App& app);
void add_serve(CLI::App& app);

}  // namespace sanvat::cli
