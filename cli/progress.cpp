// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace sanvat::cli {

namespace {

constexpr std::chrono::seconds between_lines{10};

}  // namespace

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1), left_(0, {}) {}

Progress::~Progress() {
    if (terminal_ && !step_.empty()) std::cerr << '\n';
}

void Progress::show(const data::ImportProgress& progress) {
    const Time now = std::chrono::steady_clock::now();
    if (progress.step != step_) begin(progress, now);
    if (terminal_) {
        std::string text = line(progress, now);
        const std::size_t letters = text.size();
        text.resize(std::max(letters, shown_), ' ');  // over what a longer line leaves
        shown_ = letters;
        std::cerr << '\r' << text << std::flush;
    } else if (now - told_ >= between_lines) {
        told_ = now;
        std::cerr << line(progress, now) << '\n';
    }
}

void Progress::begin(const data::ImportProgress& progress, Time now) {
    if (terminal_ && !step_.empty()) std::cerr << '\n';
    if (!terminal_) std::cerr << progress.step << '\n';
    step_ = progress.step;
    left_ = TimeLeft(progress.done, now);
    told_ = now;
    shown_ = 0;
}

std::string Progress::line(const data::ImportProgress& progress, Time now) const {
    std::string text = step_;
    if (progress.total || progress.done > 0) text += ": " + std::to_string(progress.done);
    if (!progress.total) return text;
    text += " of " + std::to_string(*progress.total);
    if (const auto left = left_.estimate(progress.done, *progress.total, now))
        text += ", about " + to_text(*left) + " left";
    return text;
}

}  // namespace sanvat::cli
