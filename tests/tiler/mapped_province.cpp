// SPDX-License-Identifier: Apache-2.0
#include "tests/tiler/mapped_province.hpp"

namespace sanvat::test {

namespace {

void add_facilities(SmallProvince& province) {
    auto& mill = province.facility("mill", province.a, data::LonLat{106.05, 22.05});
    mill.validity.from = day("2024-01-01");
    auto& made_up = province.facility("mill_x", province.b, data::LonLat{106.25, 22.15});
    made_up.lineage.provenance = data::Provenance::illustrative;
    auto& cooperative = province.facility("coop", province.c, data::LonLat{106.45, 22.05});
    cooperative.kind = data::FacilityKind::cooperative;
}

void add_villages(SmallProvince& province) {
    data::CraftVillage forge;
    forge.id = "forge";
    forge.name = "Làng rèn Phúc Sen";
    forge.craft = "rèn";
    forge.craft_en = "forging";
    forge.recognised = true;
    forge.recognised_on = day("2023-01-01");
    forge.point = data::LonLat{106.15, 22.05};
    forge.lineage = province.surveyed;
    data::CraftVillage weavers = forge;
    weavers.id = "weavers";
    weavers.name = "Làng dệt";
    weavers.recognised = false;
    weavers.recognised_on.reset();
    weavers.point = data::LonLat{106.55, 22.15};
    province.content.craft_villages = {forge, weavers};
}

void add_tour(SmallProvince& province) {
    data::TourRoute route;
    route.id = "east";
    route.name = "Tuyến phía Đông";
    route.line = {{{106.02, 22.1}, {106.3, 22.1}, {106.58, 22.1}}};
    route.lineage = province.reported;
    province.content.tour_routes = {route};
    data::TourStop stop;
    stop.id = "falls";
    stop.name = "Thác Bản Giốc";
    stop.kind = "waterfall";
    stop.route = "east";
    stop.position = 1;
    stop.point = data::LonLat{106.3, 22.1};
    stop.lineage = province.surveyed;
    province.content.tour_stops = {stop};
}

void add_backdrop(SmallProvince& province) {
    province.content.roads = {{"ql3", "QL3", "national", {{{106.0, 22.02}, {106.6, 22.02}}}, province.reported}};
    province.content.places = {{"phuc_hoa", "Phục Hòa", "town", {106.5, 22.1}, province.reported}};
    auto& area = province.area("field", {province.b}, 2024, 50);
    area.outline = {{{{106.34, 22.04}, {106.36, 22.04}, {106.36, 22.06}, {106.34, 22.06}, {106.34, 22.04}}, {}}};
    area.outline_provenance = data::Provenance::illustrative;
}

}  // namespace

SmallProvince mapped_province() {
    SmallProvince province;
    province.content.title = "Tỉnh nhỏ";
    province.content.attribution = "Nguồn: thử nghiệm";
    add_facilities(province);
    add_villages(province);
    province.product("tofu", province.a, "2023-02-20");
    province.product("wine", province.a, "2023-02-20", 4);
    add_tour(province);
    add_backdrop(province);
    return province;
}

std::shared_ptr<const analysis::Snapshot> mapped_snapshot() {
    return mapped_province().snapshot();
}

}  // namespace sanvat::test
