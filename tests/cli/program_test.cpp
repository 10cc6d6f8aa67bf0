// SPDX-License-Identifier: Apache-2.0
// The program as people call it: exit codes, one line an error, answers in files and on standard output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

test::Finished sanvat(std::vector<std::string> words) {
    words.insert(words.begin(), SANVAT_PROGRAM);
    return test::run(words);
}

/// One sample store for all tests of this program.
class Program : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = new test::TemporaryFolder;
        const auto made = sanvat({"sample", "--store", store()});
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }
    static void TearDownTestSuite() { delete folder_; }

    static std::string store() { return *folder_ / "sample.gpkg"; }
    static std::string file(const std::string& name) { return *folder_ / name; }
    static std::string text(const std::string& name) {
        std::ifstream stream(file(name), std::ios::binary);
        std::ostringstream all;
        all << stream.rdbuf();
        return all.str();
    }

    static test::TemporaryFolder* folder_;
};

test::TemporaryFolder* Program::folder_ = nullptr;

void expect_complaint(const test::Finished& finished, const std::string& part) {
    EXPECT_EQ(finished.exit_code, 2) << finished.err;
    EXPECT_EQ(finished.out, "");
    EXPECT_THAT(finished.err, StartsWith("sanvat: "));
    EXPECT_THAT(finished.err, HasSubstr(part));
    EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
}

TEST_F(Program, TellsItsVersionAndHelp) {
    EXPECT_THAT(sanvat({"--version"}).out, StartsWith("sanvat 0."));
    EXPECT_EQ(sanvat({"--help"}).exit_code, 0);
    EXPECT_THAT(sanvat({"summary", "--help"}).out, HasSubstr("--as-of"));
    expect_complaint(sanvat({}), "subcommand");
    expect_complaint(sanvat({"dance"}), "dance");
}

TEST_F(Program, SummarisesToCsvAndToStandardOutput) {
    const auto made =
        sanvat({"summary", "--store", store(), "--by", "district", "--as-of", "2023-10-31", "--out", file("s.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("records as of 2023-10-31, units as of 2023-10-31"));
    EXPECT_THAT(text("s.csv"), HasSubstr("facilities_agro_processing"));
    EXPECT_THAT(text("s.csv"), HasSubstr("Huyện Hòa An"));
    EXPECT_THAT(text("s.csv"), HasSubstr("not placed"));
    const auto printed = sanvat({"summary", "--store", store(), "--by", "commune"});
    EXPECT_THAT(printed.out, HasSubstr("\"FeatureCollection\""));
    EXPECT_THAT(printed.err, HasSubstr("records as of 2025-07-01, units as of 2025-07-01"));
}

TEST_F(Program, LocatesAReusedCodeAtBothDates) {
    const std::vector<std::string> place{"locate", "--store", store(), "--lon", "106.2579", "--lat", "22.6657"};
    const auto now = sanvat(place);
    EXPECT_THAT(now.out, HasSubstr("Phường Thục Phán"));
    EXPECT_THAT(now.out, HasSubstr("01273"));
    auto then = place;
    then.insert(then.end(), {"--units", "2025-06-30"});
    EXPECT_THAT(sanvat(then).out, HasSubstr("Thành phố Cao Bằng"));
}

TEST_F(Program, AnswersNearestWithinCorridorAndExport) {
    EXPECT_THAT(sanvat({"nearest", "--store", store(), "--lon", "106.2579", "--lat", "22.6657", "--k", "3"}).out,
                HasSubstr("distance_m"));
    EXPECT_THAT(sanvat({"within", "--store", store(), "--lon", "106.385", "--lat", "22.7", "--distance", "5km",
                        "--collection", "craft-villages"})
                    .out,
                HasSubstr("Phúc Sen"));
    const auto made = sanvat({"export", "--store", store(), "--collection", "products", "--out", file("p.xlsx")});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_GT(std::filesystem::file_size(file("p.xlsx")), 1000U);
    const auto gpx = folder_->write(
        "r.gpx", R"(<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>)"
                 R"(<trkpt lat="22.6657" lon="106.2579"/><trkpt lat="22.7" lon="106.385"/></trkseg></trk></gpx>)");
    EXPECT_THAT(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km"}).out,
                HasSubstr("km_along"));
}

TEST_F(Program, RefusesBadValuesWithOneLineThatSaysWhatIsRight) {
    const std::string s = store();
    expect_complaint(sanvat({"summary", "--store", s, "--by", "hamlet"}), "hamlet");
    expect_complaint(sanvat({"summary", "--store", s, "--by", "commune", "--as-of", "2023-02-31"}), "--as-of");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "nan", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "200", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"nearest", "--store", s, "--lon", "106", "--lat", "22", "--k", "1e9"}), "k");
    expect_complaint(sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "-1"}),
                     "up to 200 km");
    expect_complaint(
        sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "1", "--collection", "bakeries"}),
        "craft-villages");
    expect_complaint(sanvat({"corridor", "--store", s, "--route", "no_such", "--distance", "3km"}), "tour-routes");
    expect_complaint(sanvat({"export", "--store", s, "--collection", "products", "--out", file("p.nonsense")}),
                     "nonsense");
    expect_complaint(
        sanvat({"export", "--store", s, "--collection", "products", "--crs", "9210", "--out", file("p.csv")}),
        "EPSG:9210");
}

/// Without the lines that tell how far the work is.
std::vector<std::string> complaints_in(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with("sanvat: ")) lines.push_back(line);
    return lines;
}

TEST_F(Program, TellsEveryProblemOfAnImportAndWritesNothing) {
    std::filesystem::copy_file(store(), file("import.gpkg"), std::filesystem::copy_options::overwrite_existing);
    const auto before = text("import.gpkg");
    const auto import = [&](const std::string& csv) {
        return sanvat({"import", "--store", file("import.gpkg"), "--as", "facilities", csv});
    };
    const auto three = import(folder_->write("three.csv",
                                             "id,name,kind,valid_from,lon,lat\n"
                                             "a,Một,bakery,2024-01-01,,\n"
                                             "b,Hai,cooperative,2024-02-31,,\n"
                                             "c,Ba,cooperative,2024-01-01,106.2579,22.6657\n"
                                             "d,Bốn,cooperative,2024-01-01,0,0\n"));
    EXPECT_EQ(three.exit_code, 2);
    EXPECT_EQ(three.out, "");
    const std::string place = "sanvat: " + file("three.csv") + ": layer three, record ";
    EXPECT_THAT(complaints_in(three.err),
                testing::ElementsAre(StartsWith(place + "1: kind: \"bakery\" is not known; use "),
                                     StartsWith(place + "2: valid_from: "),
                                     StartsWith(place + "4: the point 0 0 lies outside")));

    std::string many = "id,name,kind\n";
    for (int i = 0; i < 123; ++i)
        many += std::to_string(i) + ",Cơ sở,bakery\n";
    const auto all = import(folder_->write("many.csv", many));
    EXPECT_EQ(all.exit_code, 2);
    const auto lines = complaints_in(all.err);
    ASSERT_EQ(lines.size(), 101U);
    EXPECT_THAT(lines[99], HasSubstr("record 100: kind: "));
    EXPECT_EQ(lines[100], "sanvat: and 23 more");
    EXPECT_EQ(text("import.gpkg"), before);
}

TEST_F(Program, ReadsTheServersOptionsFromAFileAndRefusesWhatItDoesNotKnow) {
    const auto unknown = folder_->write("unknown.toml", "[serve]\nstore = \"" + store() + "\"\nprot = 8080\n");
    expect_complaint(sanvat({"serve", "--config", unknown}), "prot");
    const auto wrong = folder_->write("wrong.toml", "[serve]\nstore = \"" + store() + "\"\nport = \"many\"\n");
    expect_complaint(sanvat({"serve", "--config", wrong}), "port");
    const auto elsewhere =
        folder_->write("elsewhere.toml", "[serve]\nstore = \"" + file("none.gpkg") + "\"\nport = 0\n");
    expect_complaint(sanvat({"serve", "--config", elsewhere}), "no such store");
    expect_complaint(sanvat({"serve", "--config", file("none.toml")}), "none.toml");
}

TEST_F(Program, RefusesAStoreThatIsNone) {
    expect_complaint(sanvat({"check", "--store", file("none.gpkg")}), "no such store");
    expect_complaint(
        sanvat({"check", "--store", folder_->write("text.gpkg", "this is text and not a database at all")}),
        "no GeoPackage");
    expect_complaint(sanvat({"serve", "--store", file("none.gpkg"), "--port", "0"}), "no such store");
}

}  // namespace
}  // namespace sanvat
