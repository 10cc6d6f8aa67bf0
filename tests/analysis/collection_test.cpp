// SPDX-License-Identifier: Apache-2.0
#include "analysis/collection.hpp"

#include <gtest/gtest.h>

#include <set>

#include "data/date.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::collection_test {
namespace {

bool is_of_type(const data::Value& value, data::ValueType type) {
    switch (type) {
        case data::ValueType::boolean:
            return std::holds_alternative<bool>(value);
        case data::ValueType::integer:
            return std::holds_alternative<std::int64_t>(value);
        case data::ValueType::number:
            return std::holds_alternative<double>(value);
        case data::ValueType::string:
            return std::holds_alternative<std::string>(value);
        case data::ValueType::date:
            return data::Date::parse(data::to_text(value)).has_value();
    }
    return false;
}

/// One record of every kind with everything filled in.
std::shared_ptr<const Snapshot> full_snapshot() {
    test::SmallProvince p;
    p.content.units[1].valid_to = test::day("2030-01-01");
    p.content.units[1].area_km2 = 55.4;
    p.content.units[1].population = 1000;
    p.content.units[1].decree = "a decree";
    p.content.producers = {{"maker", "Hợp tác xã", data::ProducerKind::cooperative, p.a, p.reported}};
    auto& facility = p.facility("f", p.a, data::LonLat{106.1, 22.1});
    facility.producer = "maker";
    facility.validity = {test::day("2020-01-01"), test::day("2030-01-01")};
    auto& product = p.product("p", p.a, "2023-12-01");
    product.producer = "maker";
    product.facility = "f";
    product.material = "thach_den";
    product.subgroup = product.status = product.ratings[0].decision = "x";
    data::CraftVillage village;
    village.id = "v";
    village.name = village.craft = village.craft_en = village.decision = village.recognised_note = village.hamlet = "x";
    village.recognised_on = test::day("2023-08-25");
    village.declared_unit = p.a;
    village.lineage = p.reported;
    p.content.craft_villages = {village};
    auto& area = p.area("r", {p.a}, 2018, 10);
    area.crop_name_en = area.certificates = area.figures[0].qualifier = area.figures[0].production = "x";
    area.part_of = "r0";
    area.outline = test::draw("RR").polygons.at('R');
    p.content.tour_routes = {{"t", "Tuyến", "x", {{{106, 22}, {106.1, 22}}}, "x", p.reported}};
    p.content.tour_stops = {{"s", "Thác", "waterfall", "t", 1, p.a, data::LonLat{106, 22}, p.reported}};
    return p.snapshot();
}

TEST(Collections, EveryFeatureHasEveryPropertyInOrderAndOfItsType) {
    const auto snapshot = full_snapshot();
    for (const Collection& collection : collections()) {
        const auto table = snapshot->features(collection.id, snapshot->reference_date());
        ASSERT_FALSE(table->features().empty()) << collection.name;
        std::set<std::string_view> filled;
        for (const Feature& feature : table->features()) {
            ASSERT_EQ(feature.values.size(), collection.properties.size()) << collection.name;
            for (std::size_t i = 0; i < feature.values.size(); ++i) {
                if (data::is_null(feature.values[i])) continue;
                const Property& property = collection.properties[i];
                filled.insert(property.name);
                EXPECT_TRUE(is_of_type(feature.values[i], property.type)) << collection.name << " " << property.name;
                if (property.values.empty()) continue;
                EXPECT_NE((" " + std::string(property.values) + " ").find(" " + data::to_text(feature.values[i]) + " "),
                          std::string::npos)
                    << collection.name << " " << property.name << " " << data::to_text(feature.values[i]);
            }
        }
        if (collection.geometry != "polygon" || collection.id == CollectionId::raw_material_areas) {
            for (const Property& property : collection.properties) {
                EXPECT_TRUE(filled.contains(property.name)) << collection.name << " never fills " << property.name;
            }
        }
    }
}

TEST(Collections, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const Collection& collection : collections()) {
        EXPECT_TRUE(names.insert(collection.name).second);
        EXPECT_EQ(parse_collection(collection.name), collection.id);
        std::set<std::string_view> properties;
        for (const Property& property : collection.properties)
            EXPECT_TRUE(properties.insert(property.name).second);
        EXPECT_TRUE(collection.find("provenance"));
    }
    EXPECT_FALSE(parse_collection("Facilities"));
}

}  // namespace
}  // namespace sanvat::analysis::collection_test
