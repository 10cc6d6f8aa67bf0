// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/support/sample_province.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_plan.hpp"

namespace sanvat::test {

/// The theme of the program, read at first use; Mapnik knows its fonts.
[[nodiscard]] const std::shared_ptr<const tiler::Theme>& shipped_theme();

/// Tests of maps of the sample province in the theme of the program.
class SampleMaps : public testing::Test {
protected:
    /// A style as it is asked for without further words.
    [[nodiscard]] tiler::MapPlan plan_of(const std::string& style, const tiler::QuestionText& question = {}) const;

    const std::shared_ptr<const tiler::Theme>& theme_ = shipped_theme();
    const std::shared_ptr<const analysis::Snapshot>& sample_ = sample_snapshot();
};

}  // namespace sanvat::test
