// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/error.hpp"

namespace sanvat::data {

/// One thing wrong with the input, with where it stands and what to do.
struct ImportProblem {
    ErrorPlace place;
    std::string problem;
    std::string remedy;
};

/// "FILE: layer L, record 17: problem; remedy", as Error words it.
[[nodiscard]] std::string to_line(const ImportProblem& problem);

/// An import that was not done, with everything that stands in its way. As an Error (kind bad_input) it speaks of the
/// first problem.
class ImportRefused : public Error {
public:
    /// How many problems are kept; those after it are counted only.
    static constexpr std::size_t most_problems = 100;

    /// Requires at least one problem.
    ImportRefused(std::vector<ImportProblem> problems, std::int64_t more);

    [[nodiscard]] const std::vector<ImportProblem>& problems() const noexcept { return problems_; }

    /// Problems beyond those kept.
    [[nodiscard]] std::int64_t more() const noexcept { return more_; }

private:
    std::vector<ImportProblem> problems_;
    std::int64_t more_;
};

}  // namespace sanvat::data
