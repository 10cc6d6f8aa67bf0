// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "data/error.hpp"
#include "data/store.hpp"
#include "tests/support/ascii_map.hpp"

namespace sanvat::data::test_store {

inline Date day(const char* text) {
    return Date::parse(text).value();
}

/// One record of every kind, with every optional part filled in once.
inline Register one_of_each() {
    const auto map = test::draw("AB\nAa");
    const Lineage lineage{"a source", "2023-12", PositionAccuracy::traced, Provenance::derived};
    const UnitKey unit{"01273", day("2025-07-01")};
    const UnitKey old{"049", day("2020-03-01")};
    Register content;
    content.title = "Cao Bằng";
    content.attribution = "who measured it";
    content.reference_date = day("2025-07-01");
    content.units = {{.key = old,
                      .valid_to = day("2025-07-01"),
                      .level = AdminLevel::district,
                      .kind = "huyện",
                      .name = "Quảng Hòa",
                      .parent = UnitKey{"04", day("1999-01-01")},
                      .area_km2 = 668.95,
                      .population = 66620,
                      .decree = "864/NQ-UBTVQH14",
                      .polygon = map.polygons.at('B'),
                      .lineage = lineage},
                     {.key = unit,
                      .valid_to = {},
                      .level = AdminLevel::commune,
                      .kind = "phường",
                      .name = "Thục Phán",
                      .parent = {},
                      .area_km2 = {},
                      .population = {},
                      .decree = {},
                      .polygon = map.polygons.at('A'),
                      .lineage = lineage}};
    content.crosswalk = {{old, unit, 0.25, 1.0, "area", "a decree", map.polygons.at('A'), lineage}};
    content.producers = {{"hop_tac_xa", "Hợp tác xã Tâm Hòa", ProducerKind::cooperative, unit, lineage}};
    content.facilities = {{"f1",
                           "Lò rèn",
                           FacilityKind::craft_village,
                           "hop_tac_xa",
                           unit,
                           map.points.at('a'),
                           {day("2023-08-25"), day("2030-01-01")},
                           lineage}};
    content.craft_villages = {{.id = "f1",
                               .name = "Làng nghề nón lá Hoàng Diệu",
                               .craft = "làm nón lá",
                               .craft_en = "palm-leaf hats",
                               .recognised = true,
                               .decision = "1081/QĐ-UBND",
                               .recognised_on = day("2023-08-25"),
                               .recognised_note = "before 2023-08",
                               .hamlet = "Hoàng Diệu",
                               .declared_unit = old,
                               .point = map.points.at('a'),
                               .lineage = lineage}};
    content.products = {{.id = "p1",
                         .name = "Đường phên",
                         .group_2019 = ProductGroup::herbs,
                         .group_2023 = ProductGroup::medicinal,
                         .subgroup = "đường",
                         .material = "mia",
                         .producer = "hop_tac_xa",
                         .facility = "f1",
                         .declared_unit = old,
                         .status = "recognised",
                         .ratings = {{3, day("2020-11-15"), "1/QĐ", "x", Provenance::reported},
                                     {4, day("2023-02-20"), "", "y", Provenance::derived}},
                         .lineage = lineage}};
    content.raw_material_areas = {{.id = "a1",
                                   .name = "Mía Quảng Hòa",
                                   .crop = "mia",
                                   .crop_name = "mía",
                                   .crop_name_en = "sugar cane",
                                   .place = {old, unit},
                                   .part_of = "a0",
                                   .figures = {{2017, "2016-2017 season", 2223, "whole", "133,000 t", "s"},
                                               {2023, "2022-2023 season", {}, "", "", ""}},
                                   .certificates = "GI",
                                   .outline = map.polygons.at('B'),
                                   .outline_provenance = Provenance::derived,
                                   .lineage = lineage}};
    content.supply_links = {{"l1", "a1", "f1", "p1", 12.5, 0.75, lineage}};
    content.tour_routes = {{"r1", "Tuyến phía Đông", "văn hóa", {{{106, 22}, {106.5, 22.5}}}, "straight", lineage}};
    content.tour_stops = {{"s1", "Thác Bản Giốc", "waterfall", "r1", 1, unit, map.points.at('a'), lineage}};
    content.roads = {{"ql3", "QL3", "national", {{{106, 22}, {106.5, 22.5}}}, lineage}};
    content.places = {{"t1", "Trùng Khánh", "town", map.points.at('a'), lineage}};
    content.published_figures = {{"craft villages", "7", "villages", "2023-10", "a source"}};
    content.indicator_figures = {{"products", FigureRole::published, 97, "in all", "2023-10", "a source"}};
    sort_tables(content);
    return content;
}

/// What is said when the store is read, which must be the fault of the store.
inline std::string complaint(const std::filesystem::path& file) {
    try {
        static_cast<void>(Store(file).read());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_store);
        return error.what();
    }
    return "no complaint";
}

}  // namespace sanvat::data::test_store
