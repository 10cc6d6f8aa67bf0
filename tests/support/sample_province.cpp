// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_province.hpp"

#include "data/sample.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::test {

const std::shared_ptr<const analysis::Snapshot>& sample_snapshot() {
    // Another day than the one that the sample pins: where that were not heeded, tests would fail.
    static const auto snapshot = analysis::Snapshot::make(data::build_sample(SANVAT_SAMPLE_DIR), day("2030-01-01"));
    return snapshot;
}

}  // namespace sanvat::test
