// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/import.hpp"

namespace sanvat::cli {

/// Shows how far long work is: a line that moves on a terminal, and one line a step otherwise. Writes to standard
/// error.
class Progress {
public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const data::ImportProgress& progress);

private:
    bool terminal_;
    std::string step_;
};

}  // namespace sanvat::cli
