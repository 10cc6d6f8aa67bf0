// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sanvat::tiler {

/// 128 bits of the bytes as 32 hex digits: MurmurHash3_x64_128 (Appleby 2011) with seed 0. Two different contents have
/// the same digest with a likelihood of about 2^-128; it is no defence against somebody who makes them on purpose.
/// The same on every machine of the same byte order, about 3 GB/s.
[[nodiscard]] std::string digest(std::string_view bytes);

/// The first 53 bits of the same, as a number that JavaScript holds exactly.
[[nodiscard]] std::uint64_t number_of(std::string_view bytes);

}  // namespace sanvat::tiler
