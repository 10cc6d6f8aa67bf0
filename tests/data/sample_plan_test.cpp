// SPDX-License-Identifier: Apache-2.0
// The generator on a province of two communes that never was: it knows only what the folder says.
#include "data/sample_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/sample.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::sample_plan_test {
namespace {

using testing::HasSubstr;

constexpr const char* plan = R"toml(
title = "Nowhere"
attribution = "nobody"
reference_date = 2025-07-01
[illustrative]
seed = 1
mark = "(made)"
source = "a test"
id_prefix = "m"
inside_m = 600
[[facilities]]
kind = "agro_processing"
total = 4
name = "Works"
area_power = 1.0
[[owner_kinds]]
kind = "household"
name = "Household"
facility = "agro_processing"
[[owners]]
id = "all"
kinds = { household = 2 }
[[products]]
id = "first"
count = 3
ratings = [["1", 3]]
owners = [{ group = "all" }]
goods = "food"
[goods]
food = [{ name = "Tea", material = "tea" }, { name = "Honey" }]
)toml";

/// West and east, 0.2° wide each; the crop grows in the west.
void write_nowhere(const test::TemporaryFolder& folder, const std::string& toml) {
    folder.write("sample.toml", toml);
    folder.write("units.csv",
                 "code,valid_from,valid_to,level,kind,name,parent,area_km2,population,decree,source,source_date\n"
                 "9,2020-01-01,,province,,Nowhere,,,,,s,\n"
                 "91,2020-01-01,2025-07-01,district,,Middle,9-20200101,,,,s,\n"
                 "901,2020-01-01,2025-07-01,commune,,Old West,91-20200101,,,,s,\n"
                 "902,2020-01-01,2025-07-01,commune,,Old East,91-20200101,,,,s,\n"
                 "901,2025-07-01,,commune,,West,9-20200101,300,,,s,\n"
                 "902,2025-07-01,,commune,,East,9-20200101,100,,,s,\n");
    folder.write("crosswalk_communes.csv",
                 "old_unit,new_unit,decree,source\n901-20200101,901-20250701,,s\n902-20200101,902-20250701,,s\n");
    folder.write("boundary_arcs.csv",
                 "arc,seq,lon,lat\n1,0,10,0\n1,1,10,0.2\n2,0,10,0.2\n2,1,9.8,0.2\n2,2,9.8,0\n2,3,10,0\n"
                 "3,0,10,0\n3,1,10.2,0\n3,2,10.2,0.2\n3,3,10,0.2\n");
    folder.write("boundary_cells.csv",
                 "commune,district,part,ring,arcs\n901-20250701,91-20200101,0,0,1 2\n"
                 "902-20250701,91-20200101,0,0,-1 3\n");
    folder.write("uncut_parts.csv", "commune,district,held_by,area_km2,of_km2,source,note\n");
    folder.write(
        "craft_villages.csv",
        "id,name,craft,craft_en,hamlet,declared_unit,recognised,decision,recognised_on,recognised_note,lon,lat,"
        "position_accuracy,source,source_date\n");
    folder.write("producers.csv", "id,name,kind,declared_unit,source,source_date\n");
    folder.write("facilities.csv",
                 "id,name,kind,producer,declared_unit,source,source_date\nold_mill,Old Mill,agro_processing,,,s,\n");
    folder.write("products.csv",
                 "id,name,group_2019,group_2023,subgroup,material,producer,facility,declared_unit,status,source,"
                 "source_date\n");
    folder.write("ratings.csv", "product,round,stars,decision,provenance,source\n");
    folder.write("rounds.csv", "id,signed_on\n1,2024-01-01\n");
    folder.write("raw_material_areas.csv",
                 "id,name,crop,crop_name,crop_name_en,place,part_of,certificates,source,source_date\n"
                 "tea_west,Tea,tea,tea,tea,901-20200101,,,s,\n");
    folder.write("raw_material_figures.csv",
                 "area,year,period,hectares,qualifier,production,source\ntea_west,2020,2020,50,,,s\n");
    folder.write("tour_routes.csv", "id,name,theme,source\n");
    folder.write("tour_stops.csv",
                 "id,name,kind,route,position,declared_unit,lon,lat,position_accuracy,source,source_date\n");
    folder.write("roads.csv", "id,name,class,source\n");
    folder.write("road_waypoints.csv", "road,seq,name,lon,lat,confidence\n");
    folder.write("places.csv", "id,name,kind,lon,lat,position_accuracy,source\n");
    folder.write("published_figures.csv", "figure,value,unit,as_of,source\n");
}

std::string with(std::string toml, const std::string& what, const std::string& instead) {
    const auto at = toml.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return toml.replace(at, what.size(), instead);
}

std::string complaint(const std::string& toml) {
    const test::TemporaryFolder folder;
    write_nowhere(folder, toml);
    try {
        (void)build_sample(folder.path());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_input);
        return error.what();
    }
    return "none";
}

TEST(SamplePlan, FillsUpTheQuotasOfAnyProvince) {
    const test::TemporaryFolder folder;
    write_nowhere(folder, plan);
    const Register sample = build_sample(folder.path());
    EXPECT_EQ(sample.title, "Nowhere");
    EXPECT_EQ(sample.facilities.size(), 4U);
    EXPECT_EQ(sample.producers.size(), 2U);
    ASSERT_EQ(sample.products.size(), 3U);
    for (const Product& product : sample.products) {
        EXPECT_TRUE(product.name.ends_with("(made)")) << product.name;
        EXPECT_EQ(product.ratings.size(), 1U);
        // Tea is made only where it grows.
        if (product.material == "tea") {
            EXPECT_EQ(product.declared_unit->code, "901");
        }
    }
    EXPECT_FALSE(sample.raw_material_areas.front().outline.empty());
}

TEST(SamplePlan, AnotherSeedMovesThePoints) {
    const test::TemporaryFolder one;
    const test::TemporaryFolder two;
    write_nowhere(one, plan);
    write_nowhere(two, with(plan, "seed = 1", "seed = 2"));
    EXPECT_NE(content_hash(build_sample(one.path())), content_hash(build_sample(two.path())));
}

TEST(SamplePlan, NamesTheKeyThatIsWrong) {
    EXPECT_EQ(complaint(plan), "none");
    EXPECT_THAT(complaint(with(plan, "seed = 1", "seed = \"one\"")), HasSubstr("illustrative.seed"));
    EXPECT_THAT(complaint(with(plan, "seed = 1", "")), HasSubstr("illustrative.seed is missing"));
    EXPECT_THAT(complaint(with(plan, "seed = 1", "seed = 1\nsede = 2")),
                HasSubstr("illustrative.sede is not a key that is known here"));
    EXPECT_THAT(complaint(with(plan, "total = 4", "total = -4")), HasSubstr("facilities[0].total is out of range"));
    EXPECT_THAT(complaint(with(plan, "\"agro_processing\"", "\"mill\"")), HasSubstr("\"mill\""));
    EXPECT_THAT(complaint(with(plan, "[\"1\", 3]", "[\"1\", 6]")), HasSubstr("products[0].ratings"));
    EXPECT_THAT(complaint(with(plan, "2025-07-01", "\"soon\"")), HasSubstr("reference_date is not a date"));
    EXPECT_THAT(complaint(with(plan, "title = ", "title ")), HasSubstr("line 2"));
}

TEST(SamplePlan, RefusesQuotasThatCannotBeMet) {
    EXPECT_THAT(complaint(with(plan, "total = 4", "total = 0")), HasSubstr("hold more facilities"));
    EXPECT_THAT(complaint(with(plan, "household = 2", "household = 4")), HasSubstr("find no free facility"));
    EXPECT_THAT(complaint(with(plan, "count = 3", "count = 1")), HasSubstr("2 owners for 1 products"));
    EXPECT_THAT(complaint(with(plan, "[\"1\", 3]", "[\"7\", 3]")), HasSubstr("no round \"7\""));
    EXPECT_THAT(complaint(with(plan, "group = \"all\"", "group = \"some\"")), HasSubstr("owners some are too few"));
    EXPECT_THAT(complaint(with(plan, "goods = \"food\"", "goods = \"gold\"")), HasSubstr("no list of goods \"gold\""));
    EXPECT_THAT(complaint(with(plan, "household = 2 }", "household = 2 }\nin = [\"99-20200101\"]")),
                HasSubstr("find no free facility"));
}

}  // namespace
}  // namespace sanvat::data::sample_plan_test
