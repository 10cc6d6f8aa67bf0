// SPDX-License-Identifier: Apache-2.0
#include "analysis/crop_names.hpp"

namespace sanvat::analysis {

std::map<std::string, CropName> crop_names(const data::Register& content) {
    std::map<std::string, CropName> names;
    for (const data::RawMaterialArea& area : content.raw_material_areas) {
        CropName& name = names[area.crop];
        if (name.vi.empty()) name.vi = area.crop_name;
        if (name.en.empty()) name.en = area.crop_name_en;
    }
    return names;
}

}  // namespace sanvat::analysis
