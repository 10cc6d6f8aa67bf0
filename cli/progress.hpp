// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/time_left.hpp"
#include "data/import.hpp"

namespace sanvat::cli {

/// Shows how far long work is, and, where it is known how much there is, how long the rest takes: a line that moves on
/// a terminal; otherwise one line a step and one every ten seconds. Writes to standard error.
class Progress {
public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const data::ImportProgress& progress);

private:
    using Time = TimeLeft::Time;

    void begin(const data::ImportProgress& progress, Time now);
    [[nodiscard]] std::string line(const data::ImportProgress& progress, Time now) const;

    bool terminal_;
    std::string step_;
    TimeLeft left_;
    Time told_;              ///< the last line that does not move
    std::size_t shown_ = 0;  ///< letters of the line that does
};

}  // namespace sanvat::cli
