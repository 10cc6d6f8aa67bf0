// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "data/import.hpp"
#include "data/store.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::import_bad_input_test {
namespace {

using test_import::options_for;
using test_import::refusals;
using test_import::small_province;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

class ImportBadInput : public testing::Test {
protected:
    /// The lines of an import that must be refused and must leave both register and store as they were.
    std::vector<std::string> lines_of(ImportKind kind, const std::filesystem::path& source) {
        const auto store = folder_ / "store.gpkg";
        Store::create(store, small_province());
        const std::string before = bytes_of(store);
        EXPECT_THROW((void)import_file(store, options_for(kind, source)), Error);
        EXPECT_EQ(bytes_of(store), before) << "the store changed";
        Register content = small_province();
        const auto units = content.units.size();
        auto lines = refusals(content, options_for(kind, source));
        EXPECT_EQ(content.units.size(), units);
        EXPECT_THAT(content.facilities, SizeIs(0));
        for (const std::string& line : lines)
            EXPECT_THAT(line, HasSubstr(source.filename().string().substr(0, 4)));
        return lines;
    }

    std::vector<std::string> lines_of(ImportKind kind, const std::string& name, const std::string& text) {
        return lines_of(kind, folder_.write(name, text));
    }

    test::TemporaryFolder folder_;
};

constexpr auto square = "[[106.05,22.05],[106.15,22.05],[106.15,22.15],[106.05,22.15],[106.05,22.05]]";

std::string feature(const std::string& properties, const std::string& geometry) {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

TEST_F(ImportBadInput, GeometryOfTheWrongTypeIsNamedRecordByRecord) {
    const std::string polygon = std::string{R"({"type":"Polygon","coordinates":[)"} + square + "]}";
    const auto lines = lines_of(ImportKind::facilities, "sites.geojson",
                                collection(feature(R"("name":"A","kind":"cooperative")", polygon) + "," +
                                           feature(R"("name":"B","kind":"cooperative")",
                                                   R"({"type":"LineString","coordinates":[[106,22],[106.1,22.1]]})")));
    EXPECT_THAT(lines,
                ElementsAre(AllOf(HasSubstr("sites.geojson: layer sites, record 1: "), HasSubstr("it is a polygon"),
                                  HasSubstr("facilities are points"), HasSubstr("; ")),
                            AllOf(HasSubstr("record 2"), HasSubstr("it is a line"))));
}

TEST_F(ImportBadInput, PointsAreNoCommunes) {
    const auto lines =
        lines_of(ImportKind::communes, "points.geojson",
                 collection(feature(R"("code":"01002")", R"({"type":"Point","coordinates":[106.1,22.1]})")));
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 1"), HasSubstr("communes are polygons"))));
}

TEST_F(ImportBadInput, AnUnclosedRingIsNotClosedInSilence) {
    const auto lines = lines_of(
        ImportKind::communes, "open.geojson",
        collection(feature(
            R"("code":"01002")",
            R"({"type":"Polygon","coordinates":[[[106.05,22.05],[106.15,22.05],[106.15,22.15],[106.05,22.15]]]})")));
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("layer open, record 1"), HasSubstr("106.05 22.05 is not closed"))));
}

TEST_F(ImportBadInput, ASelfCrossingPolygonIsRefusedWithThePlace) {
    const auto lines =
        lines_of(ImportKind::raw_material_areas, "bow.csv",
                 "name,crop,WKT\nVùng chè,che,\"POLYGON ((106 22.1,106.1 22.2,106.1 22.1,106 22.2,106 22.1))\"\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("layer bow, record 1"), HasSubstr("Self-intersection at 106.05"))));
}

TEST_F(ImportBadInput, AMissingColumnIsNamedWithTheColumnsThatAreThere) {
    const auto lines = lines_of(ImportKind::facilities, "bare.csv", "tieu de,lon,lat\nA,106.1,22.1\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("bare.csv: layer bare: no column for name among tieu de, lon, lat"),
                                         HasSubstr("[columns] name")),
                                   HasSubstr("no column for kind")));
}

TEST_F(ImportBadInput, LettersInANumberAreNamedWithRecordAndField) {
    const auto lines = lines_of(ImportKind::raw_material_areas, "areas.csv",
                                "name,crop,year,hectares\nA,che,2024,12\nB,che,2024,mười hai\nC,che,20x4,3\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 2: hectares: \"mười hai\" is not a number")),
                                   AllOf(HasSubstr("record 3: year: \"20x4\" is not a number"))));
}

TEST_F(ImportBadInput, LettersInACoordinateAreNamed) {
    const auto lines =
        lines_of(ImportKind::facilities, "sites.csv", "name,kind,lon,lat\nA,cooperative,106.1,hai hai\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 1"), HasSubstr("\"hai hai\" is not a number of degrees"))));
}

TEST_F(ImportBadInput, APointOutsideTheProvinceIsRefused) {
    const auto lines = lines_of(ImportKind::facilities, "sites.csv",
                                "name,kind,lon,lat\nin,cooperative,106.1,22.1\nHà "
                                "Nội,cooperative,105.85,21.03\nswapped,cooperative,22.1,106.1\n"
                                "three km off,cooperative,105.97,22.1\none km off,cooperative,105.99,22.1\n");
    ASSERT_THAT(lines, SizeIs(3));
    EXPECT_THAT(lines[0], AllOf(HasSubstr("record 2"), HasSubstr("outside the province")));
    EXPECT_THAT(lines[1], AllOf(HasSubstr("record 3"),
                                HasSubstr("no longitude and latitude; longitude and latitude seem exchanged")));
    EXPECT_THAT(lines[2], HasSubstr("record 4"));
}

TEST_F(ImportBadInput, MetresWithoutACoordinateSystemAskForOne) {
    const auto lines = lines_of(ImportKind::facilities, "sites.csv", "name,kind,x,y\nA,cooperative,535000,2508000\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("no longitude and latitude"), HasSubstr("--s-srs"))));
}

TEST_F(ImportBadInput, NoSuchFile) {
    EXPECT_THAT(lines_of(ImportKind::facilities, folder_ / "none.geojson"),
                ElementsAre(AllOf(HasSubstr("none.geojson"), HasSubstr("no such file"))));
}

TEST_F(ImportBadInput, AnEmptyLayer) {
    EXPECT_THAT(lines_of(ImportKind::facilities, "empty.csv", "name,kind,lon,lat\n"),
                ElementsAre(AllOf(HasSubstr("layer empty"), HasSubstr("is empty"))));
    EXPECT_THAT(lines_of(ImportKind::facilities, "nothing.geojson", collection("")),
                ElementsAre(HasSubstr("is empty")));
}

TEST_F(ImportBadInput, NoSuchLayer) {
    const auto file = folder_.write("sites.csv", "name,kind\nA,cooperative\n");
    Register content = small_province();
    EXPECT_THAT(refusals(content, options_for(ImportKind::facilities, file.string() + ":other")),
                ElementsAre(AllOf(HasSubstr("layer other"), HasSubstr("no such layer"), HasSubstr("it has sites"))));
}

TEST_F(ImportBadInput, DuplicateIdsNameBothRecords) {
    const auto lines = lines_of(ImportKind::facilities, "sites.csv",
                                "id,name,kind\nf1,A,cooperative\nf2,B,cooperative\nf1,C,cooperative\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 3"), HasSubstr("\"f1\" is the same record as record 1"))));
}

TEST_F(ImportBadInput, DaysThatDoNotExist) {
    const auto lines = lines_of(ImportKind::facilities, "sites.csv",
                                "id,name,kind,valid_from\nf1,A,cooperative,2023-02-31\nf2,B,cooperative,2023\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 1: valid_from"), HasSubstr("2023-02-31")),
                                   AllOf(HasSubstr("record 2: valid_from"), HasSubstr("is not a day"))));
}

TEST_F(ImportBadInput, UnknownKindsListTheKnown) {
    const auto lines = lines_of(ImportKind::facilities, "sites.csv", "name,kind\nA,sân bay\n");
    EXPECT_THAT(lines, ElementsAre(AllOf(HasSubstr("record 1: kind: \"sân bay\" is not known"),
                                         HasSubstr("agro_processing, forest_processing, cooperative, craft_village"),
                                         HasSubstr("[values.kind]"))));
}

TEST_F(ImportBadInput, ACsvFileCutInsideAQuotedFieldIsNoticed) {
    EXPECT_THAT(
        lines_of(ImportKind::facilities, "cut1.csv", "name,kind,source\nA,cooperative,x\nB,cooperative,\"a long te"),
        ElementsAre(HasSubstr("quotation mark")));
    EXPECT_THAT(lines_of(ImportKind::facilities, "cut2.csv", "name,kind,source\nA,cooperative,x\nB,cooper"),
                ElementsAre(AllOf(HasSubstr("record 2"), HasSubstr("fewer fields"))));
}

TEST_F(ImportBadInput, TextThatIsNotUtf8AsksForItsEncoding) {
    EXPECT_THAT(lines_of(ImportKind::facilities, "old.csv", "name,kind\nX\xD2 C\xCC,cooperative\n"),
                ElementsAre(AllOf(HasSubstr("record 1"), HasSubstr("not UTF-8"), HasSubstr("--encoding"))));
}

TEST_F(ImportBadInput, ManyProblemsAreCountedAndTheFirstHundredKept) {
    std::string text = "name,kind,lon,lat\n";
    for (int i = 0; i < 250; ++i)
        text += "A" + std::to_string(i) + ",cooperative,east,22\n";
    Register content = small_province();
    try {
        (void)import_into(content, options_for(ImportKind::facilities, folder_.write("many.csv", text)));
        FAIL() << "was not refused";
    } catch (const ImportRefused& refused) {
        EXPECT_THAT(refused.problems(), SizeIs(100));
        EXPECT_EQ(refused.more(), 150);
        EXPECT_EQ(refused.kind(), ErrorKind::bad_input);
    }
}

TEST_F(ImportBadInput, EncodingsThatAreNotReadAreSaidSo) {
    ImportOptions options = options_for(ImportKind::facilities, folder_.write("a.csv", "name,kind\nA,cooperative\n"));
    options.encoding = "TCVN3";
    Register content;
    EXPECT_THAT(refusals(content, options), ElementsAre(HasSubstr("TCVN3 is not read yet")));
    options.encoding = "latin";
    EXPECT_THAT(refusals(content, options), ElementsAre(HasSubstr("is no encoding")));
}

/// A file of some size in the format, and the start of it.
class ImportCutFile : public testing::TestWithParam<std::string> {};

TEST_P(ImportCutFile, IsRefused) {
    const test::TemporaryFolder folder;
    Table table{.name = "sites", .columns = {{"name", ValueType::string}, {"kind", ValueType::string}}, .rows = {}};
    for (int i = 0; i < 500; ++i) {
        table.rows.push_back({.id = {},
                              .values = {Value{"Cơ sở " + std::to_string(i)}, Value{std::string{"cooperative"}}},
                              .geometry = LonLat{106.1 + i * 0.0001, 22.1}});
    }
    const auto file = folder / ("sites." + GetParam());
    write_table(table, file);
    Register content = small_province();
    const auto options = options_for(ImportKind::facilities, file);
    ASSERT_THAT(refusals(content, options), SizeIs(0)) << "the whole file is fine";
    ASSERT_THAT(content.facilities, SizeIs(500));
    const auto size = std::filesystem::file_size(file);
    for (const auto percent : {97U, 75U, 50U, 25U, 5U}) {
        std::filesystem::resize_file(file, size * percent / 100);
        Register other = small_province();
        EXPECT_THAT(refusals(other, options), SizeIs(testing::Ge(1U))) << percent << " % of it";
        EXPECT_THAT(other.facilities, SizeIs(0));
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, ImportCutFile, testing::Values("geojson", "gpkg", "shp", "kml", "xlsx", "fgb"),
                         [](const auto& format) { return format.param; });

}  // namespace
}  // namespace sanvat::data::import_bad_input_test
