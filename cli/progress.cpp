// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <unistd.h>

#include <iostream>

namespace sanvat::cli {

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (terminal_ && !step_.empty()) std::cerr << '\n';
}

void Progress::show(const data::ImportProgress& progress) {
    const bool new_step = progress.step != step_;
    if (!terminal_) {
        if (new_step) std::cerr << progress.step << '\n';
    } else {
        if (new_step && !step_.empty()) std::cerr << '\n';
        std::cerr << '\r' << progress.step;
        if (progress.total) {
            std::cerr << ": " << progress.done << " of " << *progress.total;
        } else if (progress.done > 0) {
            std::cerr << ": " << progress.done;
        }
        std::cerr << std::flush;
    }
    step_ = progress.step;
}

}  // namespace sanvat::cli
