// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sanvat::test {

struct Finished {
    int exit_code = -1;  ///< −1 where a signal ended it
    std::string out;
    std::string err;
};

/// Runs a program to its end and gathers what it prints. The first word is its path.
[[nodiscard]] Finished run(const std::vector<std::string>& words);

}  // namespace sanvat::test
