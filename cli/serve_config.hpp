// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "api/server.hpp"

namespace sanvat::cli {

/// Sets the options that a TOML file names; those on the command line win, since they are read later. Keys:
///
///     host = "127.0.0.1"   port = 8080   public_url = "https://maps.example.org/sanvat"
///     viewer = "FOLDER"    theme = "FILE"
///     [threads]  event = 0  worker = 0  tile = 0              0: one a core
///     [limits]   largest_body_bytes  worker_queue  tile_queue  tile_cache_bytes
///                head_timeout_s  body_timeout_s  idle_timeout_s
///
/// Throws bad_input naming file, line and key for a file that cannot be read, an unknown key, or a value of the wrong
/// type or range.
void read_serve_config(const std::filesystem::path& file, api::ServerOptions& options);

}  // namespace sanvat::cli
