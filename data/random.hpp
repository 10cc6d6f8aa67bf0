// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sanvat::data {

/// Made-up numbers that are the same on every machine and compiler, which the standard's distributions are not:
/// SplitMix64 (Steele, Lea, Flood 2014), started from a seed and a name.
///
/// A name a purpose ("point/01273") keeps streams apart, so that one more record here moves none elsewhere.
class Random {
public:
    Random(std::uint64_t seed, std::string_view name) noexcept : state_(seed) {
        for (const char c : name)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3;  // FNV-1a
        (void)next();
    }

    [[nodiscard]] std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// At least `low`, below `high`.
    [[nodiscard]] double between(double low, double high) noexcept {
        return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1.0p-53);
    }

    /// 0 to `count` - 1. Requires count > 0.
    [[nodiscard]] std::size_t below(std::size_t count) noexcept { return static_cast<std::size_t>(next() % count); }

private:
    std::uint64_t state_;
};

}  // namespace sanvat::data
