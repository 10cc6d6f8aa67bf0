// SPDX-License-Identifier: Apache-2.0
#include "cli/time_left.hpp"

#include <cmath>

namespace sanvat::cli {

std::optional<std::chrono::seconds> TimeLeft::estimate(std::int64_t done, std::int64_t total, Time now) const noexcept {
    const std::chrono::duration<double> passed = now - start_;
    if (passed < std::chrono::seconds(1) || done <= first_) return std::nullopt;
    const double share = static_cast<double>(total - done) / static_cast<double>(done - first_);
    return std::chrono::seconds(std::llround(std::ceil(passed.count() * share)));
}

std::string to_text(std::chrono::seconds left) {
    constexpr std::int64_t minute = 60;
    const std::int64_t seconds = left.count();
    if (seconds < 2 * minute) return std::to_string(seconds) + " s";
    const std::int64_t minutes = (seconds + minute / 2) / minute;
    if (minutes < 2 * minute) return std::to_string(minutes) + " min";
    return std::to_string(minutes / minute) + " h " + std::to_string(minutes % minute) + " min";
}

}  // namespace sanvat::cli
