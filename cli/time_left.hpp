// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sanvat::cli {

/// How long the rest of some work takes, at its pace since the start.
class TimeLeft {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Work may go on from what is `done` already: that says nothing of the pace.
    TimeLeft(std::int64_t done, Time start) noexcept : first_(done), start_(start) {}

    /// Nothing within the first second, which says too little, and before anything more is done.
    [[nodiscard]] std::optional<std::chrono::seconds> estimate(std::int64_t done, std::int64_t total,
                                                               Time now) const noexcept;

private:
    std::int64_t first_;
    Time start_;
};

/// "40 s", "3 min", "2 h 10 min": as exact as such an estimate is.
[[nodiscard]] std::string to_text(std::chrono::seconds left);

}  // namespace sanvat::cli
