// SPDX-License-Identifier: Apache-2.0
#include "tests/support/small_province.hpp"

#include "tests/support/ascii_map.hpp"

namespace sanvat::test {

namespace {

constexpr const char* change = "2025-07-01";
constexpr const char* before = "2020-03-01";

data::AdminUnit unit(const data::UnitKey& key, data::AdminLevel level, const char* kind, const char* name) {
    data::AdminUnit made;
    made.key = key;
    made.level = level;
    made.kind = kind;
    made.name = name;
    if (key.valid_from == day(before) && level != data::AdminLevel::province) made.valid_to = day(change);
    return made;
}

}  // namespace

data::Date day(const char* text) {
    return data::Date::parse(text).value();
}

SmallProvince::SmallProvince()
    : a_old{"001", day(before)},
      m_old{"002", day(before)},
      n_old{"003", day(before)},
      x{"X", day(before)},
      y{"Y", day(before)},
      a{"A", day(change)},
      b{"B", day(change)},
      c{"003", day(change)} {
    using enum data::AdminLevel;
    const auto communes = draw("AABBCC\nAABBCC").polygons;
    const auto districts = draw("XXXYYY\nXXXYYY").polygons;
    const data::UnitKey province_key{"04", day(before)};
    auto new_a = unit(a, commune, "xã", "Quảng Uyên");
    auto new_b = unit(b, commune, "xã", "Thạch An");
    auto new_c = unit(c, commune, "phường", "Thục Phán");
    new_a.polygon = communes.at('A');
    new_b.polygon = communes.at('B');
    new_c.polygon = communes.at('C');
    auto old_x = unit(x, district, "huyện", "Quảng Hòa");
    auto old_y = unit(y, district, "huyện", "Hòa An");
    old_x.polygon = districts.at('X');
    old_y.polygon = districts.at('Y');
    auto old_a = unit(a_old, commune, "xã", "Phúc Sen");
    auto old_m = unit(m_old, commune, "xã", "Đức Long");
    auto old_n = unit(n_old, commune, "xã", "Đức Long");
    old_a.parent = x;
    old_m.parent = x;
    old_n.parent = y;
    content.units = {
        unit(province_key, province, "tỉnh", "Cao Bằng"), new_a, new_b, new_c, old_x, old_y, old_a, old_m, old_n};

    const auto cut = [&](char commune_name, char district_name) {
        return data::intersection(communes.at(commune_name), districts.at(district_name));
    };
    content.crosswalk = {{a_old, a, 1, 1, "whole", "", {}, {}},
                         {m_old, b, 1, 0.5, "whole", "", {}, {}},
                         {n_old, b, 1, 0.5, "whole", "", {}, {}},
                         {x, a, 2.0 / 3, 1, "area", "", cut('A', 'X'), {}},
                         {x, b, 1.0 / 3, 0.5, "area", "", cut('B', 'X'), {}},
                         {y, b, 1.0 / 3, 0.5, "area", "", cut('B', 'Y'), {}},
                         {y, c, 2.0 / 3, 1, "area", "", cut('C', 'Y'), {}}};
    content.reference_date = day(change);
}

data::Facility& SmallProvince::facility(std::string id, std::optional<data::UnitKey> declared,
                                        std::optional<data::LonLat> point) {
    data::Facility made;
    made.name = "Cơ sở " + id;
    made.id = std::move(id);
    made.declared_unit = std::move(declared);
    made.point = point;
    made.lineage = point ? surveyed : reported;
    return content.facilities.emplace_back(std::move(made));
}

data::Product& SmallProvince::product(std::string id, std::optional<data::UnitKey> declared, const char* signed_on,
                                      int stars) {
    data::Product made;
    made.name = "Sản phẩm " + id;
    made.id = std::move(id);
    made.group_2019 = data::ProductGroup::souvenirs;
    made.group_2023 = data::ProductGroup::handicraft;
    made.declared_unit = std::move(declared);
    made.ratings = {{stars, day(signed_on), "", "a source", data::Provenance::reported}};
    made.lineage = reported;
    return content.products.emplace_back(std::move(made));
}

data::RawMaterialArea& SmallProvince::area(std::string id, std::vector<data::UnitKey> place, int year,
                                           double hectares) {
    data::RawMaterialArea made;
    made.name = "Vùng " + id;
    made.id = std::move(id);
    made.crop = "thach_den";
    made.crop_name = "thạch đen";
    made.place = std::move(place);
    made.figures = {{year, std::to_string(year), hectares, "", "", "a source"}};
    made.lineage = reported;
    return content.raw_material_areas.emplace_back(std::move(made));
}

std::shared_ptr<const analysis::Snapshot> SmallProvince::snapshot() {
    data::sort_tables(content);
    return analysis::Snapshot::make(content, day("2026-01-01"));
}

}  // namespace sanvat::test
