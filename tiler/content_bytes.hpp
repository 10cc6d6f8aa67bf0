// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "tiler/digest.hpp"

namespace sanvat::tiler {

/// Gathers all that something depends on, for one digest of it. What is added in another order or cut into other pieces
/// gives another digest.
class ContentBytes {
public:
    void add(std::string_view text) {
        add(text.size());
        bytes_.append(text);
    }

    template <typename Number>
    requires std::is_arithmetic_v<Number>
    void add(Number number) {
        if constexpr (std::is_floating_point_v<Number>) {
            add(std::bit_cast<std::uint64_t>(static_cast<double>(number)));
        } else {
            bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
        }
    }

    [[nodiscard]] std::string digest() const { return tiler::digest(bytes_); }

private:
    std::string bytes_;
};

}  // namespace sanvat::tiler
