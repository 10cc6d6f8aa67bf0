// SPDX-License-Identifier: Apache-2.0
#include "tiler/digest.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>

namespace sanvat::tiler {

namespace {

constexpr std::uint64_t factor_1 = 0x87c37b91114253d5;
constexpr std::uint64_t factor_2 = 0x4cf5ad432745937f;

std::uint64_t scramble_1(std::uint64_t k) noexcept {
    return std::rotl(k * factor_1, 31) * factor_2;
}
std::uint64_t scramble_2(std::uint64_t k) noexcept {
    return std::rotl(k * factor_2, 33) * factor_1;
}

std::uint64_t finish(std::uint64_t k) noexcept {
    k ^= k >> 33u;
    k *= 0xff51afd7ed558ccd;
    k ^= k >> 33u;
    k *= 0xc4ceb9fe1a85ec53;
    return k ^ (k >> 33u);
}

/// Up to 8 bytes, little end first.
std::uint64_t word(const char* bytes, std::size_t count) noexcept {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, count);
    return value;
}

using Hash = std::pair<std::uint64_t, std::uint64_t>;

Hash hash_of(std::string_view bytes) noexcept {
    std::uint64_t h1 = 0;
    std::uint64_t h2 = 0;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 16; at += 16, left -= 16) {
        h1 = (std::rotl(h1 ^ scramble_1(word(at, 8)), 27) + h2) * 5 + 0x52dce729;
        h2 = (std::rotl(h2 ^ scramble_2(word(at + 8, 8)), 31) + h1) * 5 + 0x38495ab5;
    }
    if (left > 8) h2 ^= scramble_2(word(at + 8, left - 8));
    if (left > 0) h1 ^= scramble_1(word(at, left < 8 ? left : 8));

    h1 ^= bytes.size();
    h2 ^= bytes.size();
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    h1 += h2;
    h2 += h1;
    return {h1, h2};
}

}  // namespace

std::string digest(std::string_view bytes) {
    const auto [high, low] = hash_of(bytes);
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                  static_cast<unsigned long long>(low));
    return text.data();
}

std::uint64_t number_of(std::string_view bytes) {
    return hash_of(bytes).first >> 11u;
}

}  // namespace sanvat::tiler
