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
void add_locate(CLI::App& app);
void add_nearest(CLI::App& app);
void add_within(CLI::App& app);
void add_corridor(CLI::App& app);
void add_export(CLI::App& app);
void add_serve(CLI::App& app);

}  // namespace sanvat::cli
