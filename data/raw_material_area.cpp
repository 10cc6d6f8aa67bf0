// SPDX-License-Identifier: Apache-2.0
#include "data/raw_material_area.hpp"

namespace sanvat::data {

const AreaFigure* figure_on(const RawMaterialArea& area, Date date) noexcept {
    const AreaFigure* found = nullptr;
    for (const AreaFigure& figure : area.figures) {
        if (figure.hectares && figure.year <= date.year() && (!found || found->year <= figure.year)) found = &figure;
    }
    return found;
}

}  // namespace sanvat::data
