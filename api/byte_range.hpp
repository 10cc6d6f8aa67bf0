// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace sanvat::api {

/// What a Range header asks of so many bytes.
struct ByteRange {
    enum class Kind : std::uint8_t {
        whole,  ///< no header, or one that may be ignored: other units, several ranges, or no range at all
        part,
        none,  ///< begins behind the end: 416
    };
    Kind kind = Kind::whole;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// RFC 9110 §14: "bytes=0-499", "bytes=500-", "bytes=-500".
[[nodiscard]] ByteRange parse_range(std::string_view header, std::uint64_t size) noexcept;

}  // namespace sanvat::api
