// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

namespace sanvat::api {

/// What the system knows of this program. Zero where it does not tell.
struct ProcessFigures {
    std::size_t resident_bytes = 0;
    std::size_t virtual_bytes = 0;
    std::size_t open_files = 0;
    std::chrono::duration<double> cpu{};  ///< of all threads, since the start
};

/// Reads /proc and getrusage: some ten microseconds. Thread-safe.
[[nodiscard]] ProcessFigures process_figures();

}  // namespace sanvat::api
