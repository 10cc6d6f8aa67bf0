// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "analysis/snapshot.hpp"

namespace sanvat::test {

/// The sample data set, data/caobang: made at first use, and shared by all tests of a program. Its reference date is
/// the one that it pins, 2025-07-01.
[[nodiscard]] const std::shared_ptr<const analysis::Snapshot>& sample_snapshot();

}  // namespace sanvat::test
