// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "data/sample_products.hpp"

namespace sanvat::data {

namespace {

/// True where one area is counted inside the other, at any depth.
bool is_part_of(const Register& sample, const RawMaterialArea& area, const RawMaterialArea& whole) {
    // A chain cannot be longer than the table; a longer one runs in a circle.
    std::optional<std::string> at = area.part_of;
    for (std::size_t steps = 0; at && steps < sample.raw_material_areas.size(); ++steps) {
        if (*at == whole.id) return true;
        const auto next = std::ranges::find(sample.raw_material_areas, *at, &RawMaterialArea::id);
        if (next == sample.raw_material_areas.end()) return false;
        at = next->part_of;
    }
    return false;
}

/// Keeps of nested areas the smallest.
void drop_wholes(const Register& sample, std::vector<std::size_t>& areas) {
    const auto all = areas;
    std::erase_if(areas, [&](std::size_t whole) {
        return std::ranges::any_of(all, [&](std::size_t part) {
            return is_part_of(sample, sample.raw_material_areas[part], sample.raw_material_areas[whole]);
        });
    });
}

bool is_whole_province(const SampleGround& ground, const RawMaterialArea& area) {
    return std::ranges::any_of(area.place,
                               [&](const UnitKey& place) { return ground.unit(place).level == AdminLevel::province; });
}

}  // namespace

std::vector<std::size_t> areas_for(const Register& sample, const SampleGround& ground, const std::string& crop,
                                   const std::optional<UnitKey>& unit) {
    std::vector<std::size_t> around;
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; i < sample.raw_material_areas.size(); ++i) {
        const RawMaterialArea& area = sample.raw_material_areas[i];
        if (area.crop != crop) continue;
        if (!unit) {
            if (is_whole_province(ground, area)) around.push_back(i);
            continue;
        }
        const auto holds = [&](const UnitKey& place) { return ground.lies_within(*unit, place); };
        const auto held = [&](const UnitKey& place) { return ground.lies_within(place, *unit); };
        if (std::ranges::any_of(area.place, holds)) {
            around.push_back(i);
        } else if (std::ranges::any_of(area.place, held)) {
            inside.push_back(i);
        }
    }
    auto& found = around.empty() ? inside : around;
    drop_wholes(sample, found);
    return found;
}

void link_supply(Register& sample, const SamplePlan& plan, const SampleGround& ground) {
    constexpr double shares_in_one = 20;  // made shares go by 0.05
    for (const Product& product : sample.products) {
        if (product.material.empty()) continue;
        const bool made = product.lineage.provenance == Provenance::illustrative;
        Random random(plan.seed, "supply/" + product.id);
        const auto areas = areas_for(sample, ground, product.material, product.declared_unit);
        for (const std::size_t i : areas) {
            SupplyLink link;
            link.area = sample.raw_material_areas[i].id;
            link.id = product.id + "-" + link.area;
            link.facility = product.facility;
            link.product = product.id;
            if (made) {
                const double share = random.between(0.4, 1.0) / static_cast<double>(areas.size());
                link.share = std::max(1.0, std::round(share * shares_in_one)) / shares_in_one;
                link.lineage = plan.lineage(PositionAccuracy::none);
            } else {
                link.lineage = {
                    "suy từ nguyên liệu và nơi làm ra của sản phẩm", {}, PositionAccuracy::none, Provenance::derived};
            }
            sample.supply_links.push_back(std::move(link));
        }
    }
}

}  // namespace sanvat::data
