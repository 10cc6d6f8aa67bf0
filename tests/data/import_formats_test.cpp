// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/geodesic.hpp"
#include "data/import.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::import_formats_test {
namespace {

using test_import::day;
using test_import::find;
using test_import::key;
using test_import::options_for;
using test_import::small_province;
using testing::HasSubstr;
using testing::SizeIs;

/// Two facilities as somebody's file would have them.
Table sites() {
    Table table{.name = "co_so",
                .columns = {{"id", ValueType::string},
                            {"name", ValueType::string},
                            {"kind", ValueType::string},
                            {"valid_from", ValueType::date}},
                .rows = {}};
    const auto row = [&](const char* id, const char* name, const char* kind, Value start, LonLat point) {
        table.rows.push_back(
            {.id = {},
             .values = {Value{std::string{id}}, Value{std::string{name}}, Value{std::string{kind}}, std::move(start)},
             .geometry = point});
    };
    row("f1", "Miến dong Hoa Thám", "agro_processing", std::string{"2023-08-25"}, {106.1234567, 22.1765432});
    row("f2", "Hợp tác xã Đường phên", "cooperative", {}, {106.45, 22.05});
    return table;
}

class ImportFormats : public testing::TestWithParam<std::string> {};

TEST_P(ImportFormats, GiveTheSameFacilities) {
    const test::TemporaryFolder folder;
    const auto file = folder / ("co_so." + GetParam());
    write_table(sites(), file);
    Register content = small_province();
    const ImportReport report = import_into(content, options_for(ImportKind::facilities, file));
    EXPECT_EQ(report.read, 2);
    EXPECT_EQ(report.added, 2);
    ASSERT_THAT(content.facilities, SizeIs(2));
    const Facility& first = content.facilities[0];
    EXPECT_EQ(first.id, "f1");
    EXPECT_EQ(first.name, "Miến dong Hoa Thám");
    EXPECT_EQ(first.kind, FacilityKind::agro_processing);
    EXPECT_EQ(first.validity.from, day("2023-08-25"));
    EXPECT_EQ(first.lineage.position_accuracy, PositionAccuracy::traced);
    EXPECT_EQ(first.lineage.provenance, Provenance::reported);
    EXPECT_EQ(first.lineage.source, file.filename().string());
    ASSERT_TRUE(first.point);
    EXPECT_LT(distance_m(*first.point, {106.1234567, 22.1765432}), 0.05);
    EXPECT_FALSE(content.facilities[1].validity.from);
}

INSTANTIATE_TEST_SUITE_P(Files, ImportFormats,
                         testing::Values("csv", "geojson", "gpkg", "shp", "kml", "xlsx", "fgb", "tab", "gdb", "gpx",
                                         "ods"),
                         [](const auto& format) { return format.param; });

TEST(ImportFormat, AsSecondTimeChangesNothing) {
    const test::TemporaryFolder folder;
    write_table(sites(), folder / "co_so.gpkg");
    Register content = small_province();
    const auto options = options_for(ImportKind::facilities, folder / "co_so.gpkg");
    (void)import_into(content, options);
    const ImportReport again = import_into(content, options);
    EXPECT_EQ(again.added, 0);
    EXPECT_EQ(again.changed, 0);
    EXPECT_EQ(again.unchanged, 2);
    EXPECT_THAT(content.facilities, SizeIs(2));
}

TEST(ImportFormat, Vn2000FilesLandWhereTheyLie) {
    const test::TemporaryFolder folder;
    for (const char* name : {"vn2000.gpkg", "vn2000.shp"}) {
        write_table(sites(), folder / name, 9210);
        Register content = small_province();
        (void)import_into(content, options_for(ImportKind::facilities, folder / name));
        EXPECT_LT(distance_m(*content.facilities[0].point, {106.1234567, 22.1765432}), 0.05) << name;
    }
}

TEST(ImportFormat, ATableOfMetresLandsByTheSystemGiven) {
    const test::TemporaryFolder folder;
    write_table(sites(), folder / "met.csv", 9210);
    auto options = options_for(ImportKind::facilities, folder / "met.csv");
    options.s_srs = "EPSG:9210";
    Register content = small_province();
    (void)import_into(content, options);
    EXPECT_LT(distance_m(*content.facilities[0].point, {106.1234567, 22.1765432}), 0.05);
    options.s_srs = "EPSG:nonsense";
    EXPECT_THAT(test_import::refusals(content, options), testing::ElementsAre(HasSubstr("no known coordinate system")));
}

TEST(ImportFormat, VietnameseColumnNamesAreGuessedAndSaid) {
    const test::TemporaryFolder folder;
    const auto file = folder.write(
        "danh_sach.csv",
        "\xEF\xBB\xBFTên cơ sở,Loại hình,Xã/Phường,Huyện,Kinh độ,Vĩ độ,Nguồn,Điện thoại\n"
        "Cơ sở chế biến chè,Chế biến nông sản,Xã Đàm Thủy,Trùng Khánh,\"106,45\",\"22°15'\",Sở Công Thương,0\n"
        "HTX Miến dong,HTX,Phường Thục Phán,,,,Sở Công Thương,0\n");
    Register content = small_province();
    const ImportReport report = import_into(content, options_for(ImportKind::facilities, file));
    ASSERT_THAT(content.facilities, SizeIs(2));
    const Facility& tea = *find(content.facilities, "co_so_che_bien_che-01010-20200101");
    EXPECT_EQ(tea.kind, FacilityKind::agro_processing);
    EXPECT_EQ(tea.declared_unit, key("01010-20200101")) << "a district is named, so the commune of its time is meant";
    EXPECT_EQ(tea.point, (LonLat{106.45, 22.25}));
    EXPECT_EQ(tea.lineage.source, "Sở Công Thương");
    const Facility& noodles = *find(content.facilities, "htx_mien_dong-01004-20250701");
    EXPECT_EQ(noodles.kind, FacilityKind::cooperative);
    std::vector<std::string> guessed;
    for (const auto& column : report.guessed)
        guessed.push_back(column.field + " = " + column.column);
    EXPECT_THAT(guessed,
                testing::UnorderedElementsAre("name = Tên cơ sở", "kind = Loại hình", "unit = Xã/Phường",
                                              "district = Huyện", "source = Nguồn", "position = Kinh độ, Vĩ độ"));
    EXPECT_THAT(report.unused, testing::ElementsAre("Điện thoại"));
}

TEST(ImportFormat, AMappingFileSaysWhatIsWhat) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("a.csv", "c1,c2,e,n\nLò rèn,rèn,106.1,22.1\n");
    auto options = options_for(ImportKind::facilities, file);
    options.mapping =
        folder.write("map.toml",
                     "[columns]\nname = \"c1\"\nkind = \"c2\"\nlon = \"e\"\nlat = \"n\"\n"
                     "[values.kind]\n\"Rèn\" = \"craft_village\"\n"
                     "[constants]\nvalid_from = 2023-08-25\nsource = \"sổ tay\"\nposition_accuracy = \"surveyed\"\n");
    Register content = small_province();
    const ImportReport report = import_into(content, options);
    const Facility& forge = content.facilities.at(0);
    EXPECT_EQ(forge.name, "Lò rèn");
    EXPECT_EQ(forge.kind, FacilityKind::craft_village);
    EXPECT_EQ(forge.validity.from, day("2023-08-25"));
    EXPECT_EQ(forge.lineage.source, "sổ tay");
    EXPECT_EQ(forge.lineage.position_accuracy, PositionAccuracy::surveyed);
    EXPECT_EQ(forge.point, (LonLat{106.1, 22.1}));
    EXPECT_THAT(report.warnings, testing::Contains(HasSubstr("craft village that the store does not know")));
}

TEST(ImportFormat, OneLayerOfSeveralIsNamedAfterTheColon) {
    const test::TemporaryFolder folder;
    write_table(sites(), folder / "two.gdb");
    const auto file = folder.write("a:b.csv", "id,name,kind\nf9,A,cooperative\n");
    Register content = small_province();
    (void)import_into(content, options_for(ImportKind::facilities, file));
    EXPECT_TRUE(find(content.facilities, "f9")) << "a colon in the name of a file is no layer";
    (void)import_into(content, options_for(ImportKind::facilities, (folder / "two.gdb").string() + ":co_so"));
    EXPECT_TRUE(find(content.facilities, "f1"));
}

TEST(ImportFormat, SeveralSourcesAreOneImport) {
    const test::TemporaryFolder folder;
    auto options = options_for(ImportKind::facilities, folder.write("a.csv", "id,name,kind\nf1,A,cooperative\n"));
    options.sources.push_back(folder.write("b.csv", "id,name,kind\nf2,B,cooperative\n").string());
    Register content = small_province();
    EXPECT_EQ(import_into(content, options).added, 2);
    options.sources.push_back(options.sources.front());
    EXPECT_THAT(test_import::refusals(content, options), testing::ElementsAre(HasSubstr("same record")));
}

TEST(ImportFormat, Cp1258TextBecomesNfc) {
    const test::TemporaryFolder folder;
    // "Đường" in Windows-1258: Đ is D0, ư is FD, ơ is F5 followed by the combining grave accent CC.
    auto options =
        options_for(ImportKind::facilities, folder.write("a.csv", "id,name,kind\nf1,\xD0\xFD\xF5\xCCng,cooperative\n"));
    options.encoding = "CP1258";
    Register content = small_province();
    (void)import_into(content, options);
    EXPECT_EQ(content.facilities.at(0).name, "Đường");
}

TEST(ImportFormat, AShapefileThatNamesNoEncodingIsUtf8OrRefused) {
    const test::TemporaryFolder folder;
    write_table(sites(), folder / "co_so.shp");
    std::filesystem::remove(folder / "co_so.cpg");
    Register content = small_province();
    const auto options = options_for(ImportKind::facilities, folder / "co_so.shp");
    (void)import_into(content, options);
    EXPECT_EQ(content.facilities.at(0).name, "Miến dong Hoa Thám");
}

TEST(ImportFormat, AnEncodingIsRefusedWhereTheFormatFixesIt) {
    const test::TemporaryFolder folder;
    write_table(sites(), folder / "co_so.geojson");
    auto options = options_for(ImportKind::facilities, folder / "co_so.geojson");
    options.encoding = "CP1258";
    Register content = small_province();
    EXPECT_THAT(test_import::refusals(content, options), testing::ElementsAre(HasSubstr("fix their own encoding")));
}

}  // namespace
}  // namespace sanvat::data::import_formats_test
