// SPDX-License-Identifier: Apache-2.0
// Sheets and archives as people ask the program for them.
#include <gmock/gmock.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace sanvat::maps_test {
namespace {

using test::expect_complaint;
using test::sanvat;
using testing::HasSubstr;

class Maps : public test::ProgramTest {};

TEST_F(Maps, RendersASheetWhoseTextCanBeSearched) {
    const auto made = sanvat({"render", "--store", store(), "--style", "overview", "--bbox", "106.3,22.7,106.7,23.0",
                              "--title", "Phía đông", "--out", file("map.pdf")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("map.pdf: "));
    const std::string words = test::run({"/usr/bin/pdftotext", "-raw", file("map.pdf"), "-"}).out;
    for (const char* name : {"Trùng Khánh\n", "Đoài Dương", "Thanh Nhật", "Độc Lập", "Nguồn: Ranh giới", "Tỉ lệ 1:"})
        EXPECT_THAT(words, HasSubstr(name));
    for (const char* name : {"map.png", "map.svg"}) {
        const auto other = sanvat({"render", "--store", store(), "--style", "overview", "--size", "400x300", "--out",
                                   file(name), "--no-legend", "--as-of", "2023-10-31", "--filter", "stars >= 4"});
        EXPECT_EQ(other.exit_code, 0) << other.err;
        EXPECT_GT(std::filesystem::file_size(file(name)), 1000U);
    }
}

TEST_F(Maps, RefusesSheetsThatCannotBe) {
    const auto refused = [](std::vector<std::string> options, const std::string& part) {
        std::vector<std::string> words{"render", "--store", store()};
        words.insert(words.end(), options.begin(), options.end());
        expect_complaint(sanvat(words), part);
    };
    const std::string out = file("never.png");
    refused({"--style", "overview", "--out", file("map.gif")}, "--out");
    refused({"--style", "overview"}, "--out");
    refused({"--style", "nonsense", "--out", out}, "--style: there is no style \"nonsense\"; known are choropleth, ");
    refused({"--style", "overview", "--out", out, "--paper", "a3", "--size", "40x30"}, "--paper");
    refused({"--style", "overview", "--out", out, "--size", "100000x10"}, "--size");
    refused({"--style", "overview", "--out", out, "--size", "10"}, "--size");
    refused({"--style", "overview", "--out", out, "--size", "8192x8192"}, "--size: the picture");
    refused({"--style", "overview", "--out", out, "--bbox", "106,23,107,22"}, "--bbox");
    refused({"--style", "overview", "--out", out, "--dpi", "1"}, "--dpi");
    refused({"--style", "overview", "--out", out, "--title", std::string(200, 'x')}, "--title");
    refused({"--style", "overview", "--out", store()}, "--out");
    refused({"--style", "overview", "--out", file("nowhere/map.png")}, "folder");
    EXPECT_FALSE(std::filesystem::exists(out));
}

// A limit on the size of files stands for a disk without room.
TEST_F(Maps, ASheetWithoutRoomOnTheDiskLeavesNothingBehind) {
    const auto before = std::distance(std::filesystem::directory_iterator(folder().path()), {});
    const auto made = test::run({"/bin/bash", "-c",
                                 "ulimit -f 8; exec '" SANVAT_PROGRAM "' render --store '" + store() +
                                     "' --style overview --out '" + file("full.pdf") + "'"});
    EXPECT_EQ(made.exit_code, 1) << made.err;
    EXPECT_THAT(made.err, HasSubstr("full.pdf: cannot be written"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder().path()), {}), before);
}

TEST_F(Maps, ABrokenThemeIsNamedByLineAndKeyBeforeAnythingIsDrawnOrServed) {
    const auto complains = [&](const std::string& text, const std::string& part) {
        const std::string theme = folder().write("theme.toml", text).string();
        const std::string place = theme + ": line ";
        for (const auto& words :
             {std::vector<std::string>{"serve", "--store", store(), "--port", "0"},
              {"seed", "--store", store(), "--style", "overview", "--zoom", "5", "--out", file("t")}}) {
            auto command = words;
            command.insert(command.end(), {"--theme", theme});
            const auto finished = sanvat(command);
            expect_complaint(finished, part);
            EXPECT_THAT(finished.err, HasSubstr(place));
        }
        EXPECT_FALSE(std::filesystem::exists(file("t")));
    };
    const std::string colours = "[colours]\nwhite = \"#ffffff\"\n";
    complains("paper = = 1\n", "line 1: ");
    complains("paper = \"snow\"\n" + colours, "line 1: paper is no colour: \"snow\"");
    complains("paper = \"white\"\n[colours]\nwhite = \"#fff\"\n", "line 3: colours.white is no colour");
    complains("paper = \"white\"\n" + colours +
                  "[fonts]\ndirectories = [\"/nowhere\"]\nregular = { file = \"Sans.ttf\", face = \"Sans\" }\n",
              "line 6: fonts.regular.file is not installed: Sans.ttf");
}

TEST_F(Maps, AQuestionThatAStyleCannotAnswerIsNamedByItsOption) {
    const auto seed = [&](const std::string& style, std::vector<std::string> more) {
        std::vector<std::string> words{"seed", "--store", store(), "--style", style, "--zoom", "5", "--out", file("q")};
        words.insert(words.end(), more.begin(), more.end());
        return sanvat(words);
    };
    expect_complaint(seed("choropleth", {"--n", "99"}), "--n");
    expect_complaint(seed("choropleth", {"--figure", "happiness"}), "--figure");
    expect_complaint(seed("choropleth", {"--method", "kernel"}), "--method");
    expect_complaint(seed("density", {"--cell", "1m"}), "--cell");
    expect_complaint(seed("overview", {"--by", "district"}), "--by");
    expect_complaint(seed("tomorrow", {}), "there are no tiles \"tomorrow\"");
    const auto made = seed("choropleth", {"--figure", "products", "--by", "district", "--method", "jenks", "--n", "4"});
    EXPECT_EQ(made.exit_code, 0) << made.err;
}

TEST_F(Maps, ASeedWritesOverNothingAndNamesWhatIsWrong) {
    const auto seed = [&](const std::string& zoom, const std::string& out) {
        return sanvat({"seed", "--store", store(), "--style", "labels", "--zoom", zoom, "--out", file(out)});
    };
    expect_complaint(seed("5", "nowhere/map.mbtiles"),
                     "nowhere/map.mbtiles: its folder does not exist; make the folder");
    for (const std::string zoom : {"five", "5-", "-5", "5-99", "5 - 6"})
        expect_complaint(seed(zoom, "map.mbtiles"), "--zoom");
    folder().write("map.mbtiles.part", "ghi chép của tôi\n");
    expect_complaint(seed("5", "map.mbtiles"), "map.mbtiles.part: is there already, and no seed that was broken off");
    EXPECT_EQ(text("map.mbtiles.part"), "ghi chép của tôi\n");
}

}  // namespace
}  // namespace sanvat::maps_test
