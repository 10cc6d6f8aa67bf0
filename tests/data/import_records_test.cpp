// SPDX-License-Identifier: Apache-2.0
// What becomes of the rows of each kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/geodesic.hpp"
#include "data/import.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::import_records_test {
namespace {

using test_import::day;
using test_import::find;
using test_import::key;
using test_import::options_for;
using test_import::small_province;
using test_import::unit;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class ImportRecords : public testing::Test {
protected:
    ImportReport import(ImportKind kind, const std::string& csv) {
        return import_into(content_, options_for(kind, folder_.write("bang.csv", csv)));
    }
    std::vector<std::string> refused(ImportKind kind, const std::string& csv) {
        return test_import::refusals(content_, options_for(kind, folder_.write("bang.csv", csv)));
    }

    test::TemporaryFolder folder_;
    Register content_ = small_province();
};

TEST_F(ImportRecords, WithoutCoordinatesStandInsideTheirDeclaredUnit) {
    import(ImportKind::facilities,
           "id,name,kind,unit,district\n"
           "in_commune,A,cooperative,Phường Thục Phán,\n"
           "in_district,B,cooperative,,Hòa An\n"
           "in_old,C,cooperative,Thị trấn Nước Hai,\n"
           "nowhere,D,cooperative,,\n");
    const Facility& commune = *find(content_.facilities, "in_commune");
    EXPECT_EQ(commune.lineage.position_accuracy, PositionAccuracy::commune);
    EXPECT_TRUE(contains(unit(content_, "01004-20250701").polygon, commune.point.value()));
    const Facility& district = *find(content_.facilities, "in_district");
    EXPECT_EQ(district.lineage.position_accuracy, PositionAccuracy::district);
    EXPECT_EQ(district.declared_unit, key("040-20200101"));
    EXPECT_TRUE(contains(unit(content_, "040-20200101").polygon, district.point.value()));
    const Facility& old = *find(content_.facilities, "in_old");
    EXPECT_EQ(old.declared_unit, key("01001-20200101"));
    EXPECT_FALSE(old.point) << "that commune has no outline";
    const Facility& nowhere = *find(content_.facilities, "nowhere");
    EXPECT_FALSE(nowhere.point);
    EXPECT_EQ(nowhere.lineage.position_accuracy, PositionAccuracy::none);
}

TEST_F(ImportRecords, NobodySurveyedAPlaceWithoutCoordinates) {
    EXPECT_THAT(
        refused(ImportKind::facilities, "name,kind,unit,position_accuracy\nA,cooperative,Phường Thục Phán,surveyed\n"),
        ElementsAre(AllOf(HasSubstr("position_accuracy"), HasSubstr("no coordinates"))));
}

TEST_F(ImportRecords, AReusedCodeAsksForMoreThanItself) {
    EXPECT_THAT(refused(ImportKind::facilities, "name,kind,unit_code\nA,cooperative,01001\n"),
                ElementsAre(AllOf(HasSubstr("record 1: unit: "),
                                  HasSubstr("Thị trấn Nước Hai (01001-20200101, until 2025-06-30)"),
                                  HasSubstr("Xã An Bình (01001-20250701)"), HasSubstr("unit_date"))));
    import(ImportKind::facilities,
           "id,name,kind,unit_code,unit,unit_date\na,A,cooperative,1001,Nước Hai,\nb,B,cooperative,1001,,2025-07-01\n"
           "c,C,cooperative,01001-20200101,,\n");
    EXPECT_EQ(find(content_.facilities, "a")->declared_unit, key("01001-20200101"));
    EXPECT_EQ(find(content_.facilities, "b")->declared_unit, key("01001-20250701"));
    EXPECT_EQ(find(content_.facilities, "c")->declared_unit, key("01001-20200101"));
}

TEST_F(ImportRecords, AnUnknownUnitIsRefused) {
    EXPECT_THAT(refused(ImportKind::facilities, "name,kind,unit\nA,cooperative,Xã Không Có\n"),
                ElementsAre(AllOf(HasSubstr("no unit \"Xã Không Có\""), HasSubstr("import it first"))));
}

TEST_F(ImportRecords, AFieldThatNoColumnGivesStaysAndABlankCellClears) {
    import(ImportKind::facilities,
           "id,name,kind,valid_from,valid_to,lon,lat\nf1,A,cooperative,2020-01-01,2024-01-01,106.1,22.1\n");
    const ImportReport report = import(ImportKind::facilities, "id,name,kind,valid_to\nf1,A mới,cooperative,\n");
    EXPECT_EQ(report.changed, 1);
    const Facility& facility = *find(content_.facilities, "f1");
    EXPECT_EQ(facility.name, "A mới");
    EXPECT_EQ(facility.validity.from, day("2020-01-01"));
    EXPECT_FALSE(facility.validity.to);
    EXPECT_EQ(facility.point, (LonLat{106.1, 22.1})) << "a table without places moves nobody";
    EXPECT_EQ(facility.lineage.position_accuracy, PositionAccuracy::traced);
}

TEST_F(ImportRecords, ARecognisedVillageIsOneFacilityAndAnUnrecognisedNone) {
    import(ImportKind::craft_villages,
           "id,Tên làng nghề,Nghề,Công nhận,Ngày công nhận,Số quyết định,Xã\n"
           "v1,Làng hương,làm hương,x,25/08/2023,1081/QĐ-UBND,Xã Hòa Thuận\n"
           "v2,Làng giấy,làm giấy,không,,,Xã Hòa Thuận\n");
    ASSERT_THAT(content_.craft_villages, SizeIs(2));
    ASSERT_THAT(content_.facilities, SizeIs(1));
    const Facility& facility = content_.facilities.front();
    EXPECT_EQ(facility.id, "v1");
    EXPECT_EQ(facility.kind, FacilityKind::craft_village);
    EXPECT_EQ(facility.validity.from, day("2023-08-25"));
    EXPECT_EQ(facility.declared_unit, key("01003-20250701"));
    EXPECT_EQ(facility.point, content_.craft_villages.front().point);
    import(ImportKind::craft_villages,
           "id,name,recognised,recognised_on\nv1,Làng hương,không,\nv2,Làng giấy,có,2024-01-01\n");
    ASSERT_THAT(content_.facilities, SizeIs(1));
    EXPECT_EQ(content_.facilities.front().id, "v2");
}

TEST_F(ImportRecords, ProductsKeepTheirRatingHistory) {
    import(ImportKind::producers, "id,name,kind\nhtx,HTX Tân Việt Á,Hợp tác xã\n");
    const auto report = import(ImportKind::products,
                               "id,Tên sản phẩm,Nhóm,Hạng sao,Ngày ký,Chủ thể,Cơ sở\n"
                               "p1,Miến dong,Thực phẩm,3 sao,2020-12-01,HTX Tân Việt Á,chua_co\n"
                               "p1,Miến dong,Thực phẩm,★★★★,20/02/2023,HTX Tân Việt Á,\n"
                               "p2,Chè dây,Dược liệu và sản phẩm từ dược liệu,,,,\n");
    EXPECT_EQ(report.read, 3);
    EXPECT_EQ(report.added, 2);
    const Product& noodles = *find(content_.products, "p1");
    ASSERT_THAT(noodles.ratings, SizeIs(2));
    EXPECT_EQ(noodles.ratings[0].stars, 3);
    EXPECT_EQ(noodles.ratings[1].signed_on, day("2023-02-20"));
    EXPECT_EQ(noodles.producer, "htx") << "a producer named by its name";
    EXPECT_EQ(noodles.facility, "chua_co");
    EXPECT_THAT(report.warnings, Contains(HasSubstr("facility \"chua_co\" is no record of the store yet")));
    EXPECT_EQ(find(content_.products, "p2")->group_2023, ProductGroup::medicinal);
    import(ImportKind::products, "id,name,stars,signed_on\np1,Miến dong,4,2025-12-01\n");
    EXPECT_THAT(find(content_.products, "p1")->ratings, SizeIs(3)) << "a new round does not wipe the old ones";
}

TEST_F(ImportRecords, AnOwnerWhoIsNoRecordIsNotKeptByName) {
    const auto report = import(ImportKind::products, "id,name,Chủ thể\np1,Miến dong,Hộ bà Nguyễn Thị Nào Đó\n");
    EXPECT_FALSE(find(content_.products, "p1")->producer);
    EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("left out; import those records first")));
}

TEST_F(ImportRecords, ProductsOfAnotherRuleBookOrWithoutADayAreRefused) {
    EXPECT_THAT(
        refused(ImportKind::products,
                "name,group_2019,group_2023,stars,signed_on\nA,medicinal,,,\nB,,textiles,,\nC,,food,6,2023-01-01\n"
                "D,,food,3,\n"),
        ElementsAre(HasSubstr("medicinal is no group of that rule book"), HasSubstr("textiles is no group"),
                    HasSubstr("\"6\" is no rating"), HasSubstr("without the day it was signed")));
}

TEST_F(ImportRecords, AreasGatherTheirYearsAndPlaces) {
    import(ImportKind::raw_material_areas,
           "id,name,Cây trồng,place,Năm,Diện tích (ha),Sản lượng\n"
           "a1,Vùng thạch đen,thạch đen,Xã Hòa Thuận; Phường Thục Phán,2024,\"1.665,5\",8000 t\n"
           "a1,Vùng thạch đen,thạch đen,Xã Hòa Thuận; Phường Thục Phán,2022,500,\n");
    const RawMaterialArea& area = content_.raw_material_areas.at(0);
    EXPECT_EQ(area.crop, "thach_den");
    EXPECT_THAT(area.place, ElementsAre(key("01003-20250701"), key("01004-20250701")));
    ASSERT_THAT(area.figures, SizeIs(2));
    EXPECT_EQ(area.figures[0].year, 2022);
    EXPECT_EQ(area.figures[1].hectares, 1665.5);
    EXPECT_EQ(area.lineage.position_accuracy, PositionAccuracy::none) << "it lies in two communes";
    import(ImportKind::raw_material_areas,
           "id,name,crop,year,hectares,wkt\na1,Vùng,thach_den,2024,900,\"POLYGON ((106.1 22.05,106.2 22.05,106.2 "
           "22.1,106.1 22.05))\"\n");
    const RawMaterialArea& drawn = content_.raw_material_areas.at(0);
    EXPECT_EQ(drawn.figures[1].hectares, 900) << "the figure of the same year is replaced";
    EXPECT_THAT(drawn.figures, SizeIs(2));
    EXPECT_THAT(drawn.outline, SizeIs(1));
    EXPECT_EQ(drawn.outline_provenance, Provenance::reported);
    EXPECT_THAT(drawn.place, SizeIs(2));
}

TEST_F(ImportRecords, WhatHungOnARecordThatWasNotThereHangsOnItOnce) {
    const Rating old{.stars = 3, .signed_on = day("2023-01-01"), .decision = "1/QĐ", .source = "a plan"};
    Rating older = old;
    older.stars = 4;
    older.signed_on = day("2020-01-01");
    AreaFigure figure;
    figure.year = 2024;
    figure.period = "2024";
    figure.hectares = 7;
    content_.orphans.ratings = {{"p1", old}, {"p1", older}, {"p2", old}};
    content_.orphans.figures = {{"a1", figure}};
    content_.orphans.places = {{"a1", key("01003-20250701")}};

    import(ImportKind::products, "id,name,stars,signed_on\np1,Miến dong,3,2023-01-01\n");
    const Product& noodles = *find(content_.products, "p1");
    ASSERT_THAT(noodles.ratings, SizeIs(2)) << "the rating of the same day is the same rating";
    EXPECT_EQ(noodles.ratings[0].stars, 4);
    EXPECT_EQ(noodles.ratings[1].source, "a plan");
    ASSERT_THAT(content_.orphans.ratings, SizeIs(1));
    EXPECT_EQ(content_.orphans.ratings[0].product, "p2");

    import(ImportKind::raw_material_areas, "id,name,crop,year,hectares\na1,Vùng chè,che,2024,9\n");
    const RawMaterialArea& area = *find(content_.raw_material_areas, "a1");
    ASSERT_THAT(area.figures, SizeIs(1));
    EXPECT_EQ(area.figures[0].hectares, 9);
    EXPECT_THAT(area.place, ElementsAre(key("01003-20250701")));
    EXPECT_THAT(content_.orphans.figures, SizeIs(0));
    EXPECT_THAT(content_.orphans.places, SizeIs(0));
}

TEST_F(ImportRecords, SupplyLinksJoinByIdOrName) {
    import(ImportKind::raw_material_areas, "id,name,crop\na1,Vùng chè,che\n");
    import(ImportKind::facilities, "id,name,kind\nf1,Cơ sở chè,agro_processing\n");
    const auto report =
        import(ImportKind::supply_links, "area,facility,tonnes,share\nVùng chè,Cơ sở chè,12.5,0.3\na1,f_moi,,\n");
    ASSERT_THAT(content_.supply_links, SizeIs(2));
    EXPECT_EQ(content_.supply_links[0].area, "a1");
    EXPECT_EQ(content_.supply_links[0].facility, "f1");
    EXPECT_EQ(content_.supply_links[0].tonnes, 12.5);
    EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("\"f_moi\" is no record")));
    EXPECT_THAT(refused(ImportKind::supply_links, "area,facility,share\na1,,\na1,f1,30\n"),
                ElementsAre(HasSubstr("leads nowhere"), HasSubstr("not between 0 and 1")));
}

TEST_F(ImportRecords, RoutesAndStops) {
    import(ImportKind::tour_routes,
           "id,name,theme,wkt\nr1,Tuyến phía Đông,văn hóa,\"LINESTRING (106.05 22.05,106.3 22.2)\"\n");
    EXPECT_THAT(content_.tour_routes.at(0).line, SizeIs(1));
    import(ImportKind::tour_stops,
           "id,Tên điểm,Loại,Tuyến,Thứ tự,lon,lat\ns1,Thác,thác nước,Tuyến phía "
           "Đông,1,106.06,22.06\ns2,Chợ,chợ,,,106.1,22.1\n");
    EXPECT_EQ(find(content_.tour_stops, "s1")->route, "r1");
    EXPECT_EQ(find(content_.tour_stops, "s1")->position, 1);
    EXPECT_FALSE(find(content_.tour_stops, "s2")->route);
    EXPECT_THAT(
        refused(ImportKind::tour_routes,
                "id,name,wkt\nr2,Điểm,\"LINESTRING (106.1 22.1,106.1 22.1)\"\nr3,Xa,\"LINESTRING (10 10,11 11)\"\n"),
        ElementsAre(HasSubstr("no length"), HasSubstr("outside the province")));
}

TEST_F(ImportRecords, CrosswalkTellsReusedCodesApartByTheDay) {
    const auto report =
        import(ImportKind::crosswalk, "Mã cũ,Mã mới,share_of_old,decree\n01001,01001,1,1660\n01010,01002,1,1660\n");
    EXPECT_EQ(report.added, 2);
    const auto found = std::ranges::find(content_.crosswalk, key("01001-20200101"), &CrosswalkRow::old_unit);
    ASSERT_NE(found, content_.crosswalk.end());
    EXPECT_EQ(found->new_unit, key("01001-20250701"));
    EXPECT_EQ(found->basis, "whole");
}

TEST_F(ImportRecords, ProducersKeepNoPlace) {
    const auto report = import(ImportKind::producers, "name,kind,unit,lon,lat\nHTX A,htx,Xã An Bình,106.1,22.1\n");
    EXPECT_EQ(content_.producers.at(0).kind, ProducerKind::cooperative);
    EXPECT_EQ(content_.producers.at(0).lineage.position_accuracy, PositionAccuracy::commune);
    EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("are not kept")));
}

TEST_F(ImportRecords, AStoredRecordKeepsItsSourceAndProvenanceUnlessTheRowGivesThem) {
    import(ImportKind::facilities,
           "id,name,kind,source,source_date,provenance\n"
           "made,Cơ sở (minh hoạ),cooperative,a plan,2023,illustrative\nreal,Cơ sở,cooperative,a list,2023,reported\n");
    const auto report = import(ImportKind::facilities, "id,name,kind\nmade,A,cooperative\nreal,B,cooperative\n");
    EXPECT_EQ(report.changed, 2);
    EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("illustrative stay so")));
    const Lineage& made = find(content_.facilities, "made")->lineage;
    EXPECT_EQ(made.provenance, Provenance::illustrative);
    EXPECT_EQ(made.source, "a plan");
    EXPECT_EQ(made.source_date, "2023");
    EXPECT_EQ(find(content_.facilities, "real")->lineage.source, "a list");

    import(ImportKind::facilities, "id,name,kind,provenance,source\nmade,A,cooperative,,a survey\n");
    EXPECT_EQ(find(content_.facilities, "made")->lineage.source, "a survey");
    EXPECT_EQ(find(content_.facilities, "made")->lineage.provenance, Provenance::illustrative) << "the cell is blank";
    import(ImportKind::facilities, "id,name,kind,provenance\nmade,A,cooperative,reported\n");
    EXPECT_EQ(find(content_.facilities, "made")->lineage.provenance, Provenance::reported);
    EXPECT_EQ(find(content_.facilities, "made")->lineage.source, "bang.csv") << "it is this file that says so";
    import(ImportKind::facilities, "id,name,kind\nnew,C,cooperative\n");
    EXPECT_EQ(find(content_.facilities, "new")->lineage.provenance, Provenance::reported);
    EXPECT_EQ(find(content_.facilities, "new")->lineage.source, "bang.csv");
}

TEST_F(ImportRecords, ARatingOutlineOrFigureGivenAgainKeepsItsOwn) {
    import(ImportKind::products,
           "id,name,stars,signed_on,decision,source,rating_provenance\np,Chè,3,2023-01-01,1/QĐ,a plan,illustrative\n");
    import(ImportKind::products, "id,name,stars,signed_on\np,Chè,3,2023-01-01\n");
    const Rating& again = find(content_.products, "p")->ratings.at(0);
    EXPECT_EQ(again.provenance, Provenance::illustrative);
    EXPECT_EQ(again.source, "a plan");
    EXPECT_EQ(again.decision, "1/QĐ");
    import(ImportKind::products, "id,name,stars,signed_on\np,Chè,4,2023-01-01\n");
    const Rating& other = find(content_.products, "p")->ratings.at(0);
    EXPECT_EQ(other.provenance, Provenance::reported) << "four stars is another rating, and the file's";
    EXPECT_EQ(other.source, "bang.csv");

    const std::string outline = "\"POLYGON ((106.1 22.05,106.2 22.05,106.2 22.1,106.1 22.05))\"";
    import(ImportKind::raw_material_areas,
           "id,name,crop,year,hectares,source,outline_provenance,wkt\na,Vùng,che,2024,900,a plan,illustrative," +
               outline + "\n");
    import(ImportKind::raw_material_areas, "id,name,crop,year,hectares,wkt\na,Vùng,che,2024,900," + outline + "\n");
    EXPECT_EQ(content_.raw_material_areas.at(0).outline_provenance, Provenance::illustrative);
    EXPECT_EQ(content_.raw_material_areas.at(0).figures.at(0).source, "a plan");
    import(ImportKind::raw_material_areas,
           "id,name,crop,wkt\na,Vùng,che,\"POLYGON ((106.1 22.05,106.3 22.05,106.2 22.1,106.1 22.05))\"\n");
    EXPECT_EQ(content_.raw_material_areas.at(0).outline_provenance, Provenance::reported);
}

}  // namespace
}  // namespace sanvat::data::import_records_test
