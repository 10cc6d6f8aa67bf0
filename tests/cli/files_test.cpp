// SPDX-License-Identifier: Apache-2.0
// What the program reads and writes: stores, tables that come in and go out, and what it leaves alone.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace sanvat::files_test {
namespace {

using test::expect_complaint;
using test::sanvat;
using testing::HasSubstr;
using testing::StartsWith;

class Files : public test::ProgramTest {};

/// Without the lines that tell how far the work is.
std::vector<std::string> complaints_in(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with("sanvat: ")) lines.push_back(line);
    return lines;
}

TEST_F(Files, ACollectionIsNamedOnce) {
    const std::vector<std::string> nearest{"nearest", "--store", store(), "--lon",
                                           "106.2",   "--lat",   "22.6",  "--collection"};
    for (const auto& [list, complaint] :
         {std::pair{"facilities,facilities", "named twice"}, {"", "names none"}, {"hats", "no collection"}}) {
        auto words = nearest;
        words.emplace_back(list);
        expect_complaint(sanvat(words), complaint);
    }
}

TEST_F(Files, TellsEveryProblemOfAnImportAndWritesNothing) {
    std::filesystem::copy_file(store(), file("import.gpkg"), std::filesystem::copy_options::overwrite_existing);
    const auto before = text("import.gpkg");
    const auto import = [&](const std::string& csv) {
        return sanvat({"import", "--store", file("import.gpkg"), "--as", "facilities", csv});
    };
    const auto three = import(folder().write("three.csv",
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
    const auto all = import(folder().write("many.csv", many));
    EXPECT_EQ(all.exit_code, 2);
    const auto lines = complaints_in(all.err);
    ASSERT_EQ(lines.size(), 101U);
    EXPECT_THAT(lines[99], HasSubstr("record 100: kind: "));
    EXPECT_EQ(lines[100], "sanvat: and 23 more");
    EXPECT_EQ(text("import.gpkg"), before);
}

TEST_F(Files, NeverWritesOverWhatItReads) {
    std::filesystem::copy_file(store(), file("mine.gpkg"));
    std::filesystem::create_symlink(file("mine.gpkg"), file("link.gpkg"));
    const auto before = text("mine.gpkg");
    const std::vector<std::vector<std::string>> questions{{"export", "--collection", "products"},
                                                          {"summary", "--by", "district"},
                                                          {"overlay", "--by", "district"},
                                                          {"classes", "--by", "commune", "--figure", "products"},
                                                          {"value-chain"},
                                                          {"gaps"},
                                                          {"indicators"},
                                                          {"nearest", "--lon", "106.26", "--lat", "22.67"}};
    const std::string roundabout = folder().path() / "." / "mine.gpkg";
    for (const auto& question : questions) {
        for (const auto& out : {file("mine.gpkg"), file("link.gpkg"), roundabout}) {
            auto words = question;
            words.insert(words.end(), {"--store", file("mine.gpkg"), "--out", out});
            expect_complaint(sanvat(words), out + ": --out: is also what --store reads");
        }
    }
    EXPECT_EQ(text("mine.gpkg"), before);
    expect_complaint(
        sanvat({"import", "--store", file("mine.gpkg"), "--as", "facilities", file("link.gpkg") + ":facilities"}),
        "is also what SOURCE reads");
    EXPECT_EQ(text("mine.gpkg"), before);

    const auto units = file("districts.shp");
    ASSERT_EQ(sanvat({"export", "--store", store(), "--collection", "districts", "--out", units}).exit_code, 0);
    const auto points = folder().write("sites.csv", "ten,lon,lat\nThác Bản Giốc,106.70,22.85\n").string();
    expect_complaint(sanvat({"join", "--units", units, "--points", points, "--out", points}), "what --points reads");
    expect_complaint(sanvat({"join", "--units", units, "--points", points + ":sites", "--out", points}),
                     "what --points reads");
    expect_complaint(sanvat({"join", "--units", file("districts.dbf"), "--points", points, "--out", units}),
                     "what --units reads");
    EXPECT_EQ(text("sites.csv"), "ten,lon,lat\nThác Bản Giốc,106.70,22.85\n");
    const auto route =
        folder().write("route.geojson", R"({"type":"LineString","coordinates":[[106.2,22.6],[106.3,22.7]]})").string();
    expect_complaint(sanvat({"corridor", "--store", store(), "--route", route, "--distance", "3km", "--out", route}),
                     "what --route reads");
}

TEST_F(Files, ExportsWhatWasInForceOnADayAsItWasThen) {
    const auto lines = [](const std::string& all) { return std::count(all.begin(), all.end(), '\n'); };
    const auto made = sanvat({"export", "--store", store(), "--collection", "craft-villages", "--as-of", "2023-10-31",
                              "--filter", "recognised = TRUE", "--out", file("then.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    ASSERT_EQ(sanvat({"export", "--store", store(), "--collection", "craft-villages", "--filter", "recognised = TRUE",
                      "--out", file("now.csv")})
                  .exit_code,
              0);
    EXPECT_EQ(lines(text("now.csv")), 9) << "a header and eight villages";
    EXPECT_EQ(lines(text("then.csv")), 8) << "one was recognised on 27 December 2023";
    expect_complaint(sanvat({"export", "--store", store(), "--collection", "products", "--as-of", "tomorrow", "--out",
                             file("no.csv")}),
                     "--as-of");
}

TEST_F(Files, TheSampleReplacesOnlyAStoreAndOnlyWhenTold) {
    const auto notes = folder().write("notes.txt", "not to be lost").string();
    expect_complaint(sanvat({"sample", "--store", notes}), "no GeoPackage");
    expect_complaint(sanvat({"sample", "--store", notes, "--force"}), "no GeoPackage");
    EXPECT_EQ(text("notes.txt"), "not to be lost");

    ASSERT_EQ(
        sanvat({"export", "--store", store(), "--collection", "districts", "--out", file("foreign.gpkg")}).exit_code,
        0);
    const auto foreign = text("foreign.gpkg");
    expect_complaint(sanvat({"sample", "--store", file("foreign.gpkg"), "--force"}), "without sanvat's tables");
    EXPECT_EQ(text("foreign.gpkg"), foreign);

    const auto made = sanvat(
        {"import", "--store", file("own.gpkg"), "--as", "producers", folder().write("own.csv", "id,name\na,Một\n")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto own = text("own.gpkg");
    expect_complaint(sanvat({"sample", "--store", file("own.gpkg")}), "--force");
    EXPECT_EQ(text("own.gpkg"), own);
    EXPECT_EQ(sanvat({"sample", "--store", file("own.gpkg"), "--force"}).exit_code, 0);
    EXPECT_THAT(sanvat({"locate", "--store", file("own.gpkg"), "--lon", "106.2579", "--lat", "22.6657"}).out,
                HasSubstr("Phường Thục Phán"));
    EXPECT_EQ(sanvat({"sample", "--store", file("new.gpkg"), "--force"}).exit_code, 0);
}

}  // namespace
}  // namespace sanvat::files_test
