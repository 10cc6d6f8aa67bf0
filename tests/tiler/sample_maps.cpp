// SPDX-License-Identifier: Apache-2.0
#include "tests/tiler/sample_maps.hpp"

#include "tiler/painter.hpp"

namespace sanvat::test {

const std::shared_ptr<const tiler::Theme>& shipped_theme() {
    static const auto theme = tiler::open_theme({});
    return theme;
}

tiler::MapPlan SampleMaps::plan_of(const std::string& style, const tiler::QuestionText& question) const {
    tiler::MapScope scope;
    scope.name = style;
    scope.question = question;
    return tiler::plan_map(*theme_, *sample_, scope);
}

}  // namespace sanvat::test
