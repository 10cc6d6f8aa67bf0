// SPDX-License-Identifier: Apache-2.0
#include "data/import_refused.hpp"

#include <utility>

namespace sanvat::data {

std::string to_line(const ImportProblem& problem) {
    return bad_input(problem.place, problem.problem, problem.remedy).what();
}

ImportRefused::ImportRefused(std::vector<ImportProblem> problems, std::int64_t more)
    : Error(ErrorKind::bad_input, problems.front().place, problems.front().problem, problems.front().remedy),
      problems_(std::move(problems)),
      more_(more) {}

}  // namespace sanvat::data
