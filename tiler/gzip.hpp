// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sanvat::tiler {

/// How hard to look for repetitions.
enum class GzipEffort : int {
    quick = 1,     ///< for an answer that somebody waits for
    thorough = 9,  ///< for what is written once and read often; ten times slower for a fifth less
};

/// The bytes in gzip form (RFC 1952) without name or time: equal bytes, equal result. Throws failure where there is no
/// memory. Thread-safe.
[[nodiscard]] std::string gzip(std::string_view bytes, GzipEffort effort);

}  // namespace sanvat::tiler
