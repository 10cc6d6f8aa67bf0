// SPDX-License-Identifier: Apache-2.0
// The program as people call it: exit codes, one line an error, answers in files and on standard output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::program_test {
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
    EXPECT_THAT(sanvat(then).out, HasSubstr("\"became_name\": \"Phường Thục Phán"));
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
    EXPECT_THAT(
        sanvat({"corridor", "--store", store(), "--route", "tuyen_phia_dong", "--distance", "3km", "--by", "stop"}).out,
        HasSubstr("stop_distance_m"));
    expect_complaint(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--by", "stop"}),
                     "no stops");
    const auto on_phone = sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--sites",
                                  "no_such_site", "--out", file("along.gpx")});
    expect_complaint(on_phone, "no_such_site");
    ASSERT_EQ(sanvat({"corridor", "--store", store(), "--route", gpx, "--distance", "3km", "--out", file("along.gpx")})
                  .exit_code,
              0);
    EXPECT_THAT(text("along.gpx"), HasSubstr("<trkpt lat=\"22.6657000\" lon=\"106.2579000\"/>"));
    EXPECT_THAT(text("along.gpx"), HasSubstr("<wpt lat="));
}

TEST_F(Program, RendersASheetWhoseTextCanBeSearched) {
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

TEST_F(Program, RefusesSheetsThatCannotBe) {
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
TEST_F(Program, ASheetWithoutRoomOnTheDiskLeavesNothingBehind) {
    const auto before = std::distance(std::filesystem::directory_iterator(folder_->path()), {});
    const auto made = test::run({"/bin/bash", "-c",
                                 "ulimit -f 8; exec '" SANVAT_PROGRAM "' render --store '" + store() +
                                     "' --style overview --out '" + file("full.pdf") + "'"});
    EXPECT_EQ(made.exit_code, 1) << made.err;
    EXPECT_THAT(made.err, HasSubstr("full.pdf: cannot be written"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_->path()), {}), before);
}

TEST_F(Program, AnswersClassesDensityAndHistory) {
    const auto classes = sanvat({"classes", "--store", store(), "--by", "commune", "--figure", "facilities", "--method",
                                 "jenks", "--n", "4", "--out", file("classes.csv")});
    ASSERT_EQ(classes.exit_code, 0) << classes.err;
    EXPECT_THAT(classes.err, HasSubstr("56 units as of 2025-07-01, records as of 2025-07-01"));
    EXPECT_THAT(text("classes.csv"), StartsWith("class,from,to,closed,count,as_of,units_as_of\n1,"));

    const auto density = sanvat({"density", "--store", store(), "--collection", "facilities", "--method", "kernel",
                                 "--cell", "5km", "--bandwidth", "8km", "--as-of", "2023-10-31"});
    ASSERT_EQ(density.exit_code, 0) << density.err;
    EXPECT_THAT(density.err, HasSubstr("515 records as of 2023-10-31, 0 without a place"));
    EXPECT_THAT(density.out, HasSubstr("\"per_km2_illustrative\""));

    const auto history = sanvat({"history", "--store", store(), "--by", "province", "--from", "2019", "--to", "2025",
                                 "--out", file("history.csv")});
    ASSERT_EQ(history.exit_code, 0) << history.err;
    EXPECT_THAT(text("history.csv"), HasSubstr("\n2023,04,Tỉnh Cao Bằng,141,131,10,0,"));
    EXPECT_THAT(text("history.csv"), HasSubstr(",99,9,0,9,false,2025-07-01,2025-07-01\n"));
    EXPECT_THAT(text("history.csv"), HasSubstr("\n2023,,not placed,3,0,3,0,"));
}

TEST_F(Program, RefusesBadClassesDensitiesAndYears) {
    const std::vector<std::string> classes{"classes", "--store", store(), "--by", "commune", "--figure"};
    const auto with = [](std::vector<std::string> words, std::initializer_list<std::string> more) {
        words.insert(words.end(), more);
        return sanvat(words);
    };
    expect_complaint(with(classes, {"name"}), "facilities_craft_village");
    expect_complaint(with(classes, {"products", "--n", "13"}), "--n");
    expect_complaint(with(classes, {"products", "--method", "kmeans"}), "kmeans");
    const std::vector<std::string> density{"density", "--store", store()};
    expect_complaint(with(density, {"--cell", "100"}), "500m to 100km");
    expect_complaint(with(density, {"--cell", "nan"}), "--cell");
    expect_complaint(with(density, {"--bandwidth", "8km"}), "kernel");
    expect_complaint(with(density, {"--method", "kernel", "--cell", "500", "--bandwidth", "200km"}), "km or more");
    expect_complaint(with(density, {"--collection", "communes"}), "no points");
    expect_complaint(with(density, {"--units", "2025-07-01"}), "--units");
    const std::vector<std::string> history{"history", "--store", store(), "--by", "commune"};
    expect_complaint(with(history, {"--from", "2024", "--to", "2023"}), "2024 is after 2023");
    expect_complaint(with(history, {"--from", "soon"}), "--from");
    expect_complaint(with(history, {"--to", "99999"}), "--to");
}

TEST_F(Program, FiltersInCql2Text) {
    const auto exported = [](const std::string& filter) {
        const auto made = sanvat({"export", "--store", store(), "--collection", "products", "--filter", filter, "--out",
                                  file("filtered.csv")});
        EXPECT_EQ(made.exit_code, 0) << made.err;
        return made.err;
    };
    // Of the 144 products valid on the reference date 13 have four stars.
    EXPECT_THAT(exported("stars = 4"), HasSubstr(": 13 records"));
    EXPECT_THAT(exported("stars >= 3"), HasSubstr(": 144 records"));
    EXPECT_THAT(exported("stars BETWEEN 3 AND 4 AND NOT stars = 3"), HasSubstr(": 13 records"));
    EXPECT_THAT(exported("name LIKE 'Rượu ngô Đại Hoàng%'"), HasSubstr(": 3 records"));
    const auto near = sanvat({"nearest", "--store", store(), "--lon", "106.2579", "--lat", "22.6657", "--k", "1000",
                              "--filter", "kind = 'craft_village'"});
    EXPECT_THAT(near.out, testing::AllOf(HasSubstr("craft_village"), testing::Not(HasSubstr("agro_processing"))));
}

TEST_F(Program, FindsGapsAndMeasuresIndicators) {
    const auto made = sanvat(
        {"gaps", "--store", store(), "--as-of", "2025-09-01", "--part", "expiring", "--out", file("expiring.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("records as of 2025-09-01, units as of 2025-09-01"));
    EXPECT_THAT(text("expiring.csv"), HasSubstr("2026-02-20"));
    EXPECT_THAT(sanvat({"gaps", "--store", store()}).out, HasSubstr("\"gap\": \"villages\""));
    EXPECT_EQ(sanvat({"indicators", "--store", store(), "--out", file("indicators.csv")}).exit_code, 0);
    EXPECT_THAT(text("indicators.csv"), HasSubstr("products,Products with a rating in force,products,150,2025"));
    expect_complaint(sanvat({"gaps", "--store", store(), "--months", "0"}), "months");
    expect_complaint(sanvat({"gaps", "--store", store(), "--part", "towns"}), "give communes, expiring or villages");
    expect_complaint(sanvat({"indicators", "--store", store(), "--provenance", "guessed"}), "provenance");
}

TEST_F(Program, RefusesAFilterWithTheCharacterWhereItGoesWrong) {
    const std::string s = store();
    const auto summary = [&](const std::string& filter) {
        return sanvat({"summary", "--store", s, "--by", "commune", "--filter", filter});
    };
    expect_complaint(summary("stars >"), "--filter: character 8: the filter ends");
    expect_complaint(summary("stars > 'four'"), "character 9: 'four' is text");
    expect_complaint(summary("colour = 1"), "none of facilities, products, raw-material-areas has a property");
    expect_complaint(summary(std::string(10'000, '(') + "stars = 4" + std::string(10'000, ')')), "at most 4000");
    expect_complaint(summary(std::string(100, '(') + "stars = 4" + std::string(100, ')')), "64");
    expect_complaint(summary(""), "--filter: is empty");
    expect_complaint(
        sanvat({"export", "--store", s, "--collection", "products", "--filter", "kind = 'x'", "--out", file("p.csv")}),
        "products has no property \"kind\"");
}

TEST_F(Program, LaysAreasOverUnits) {
    const auto made =
        sanvat({"overlay", "--store", store(), "--by", "district", "--crop", "thuoc_la", "--out", file("o.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("5078.00 ha: 0.00 by outlines, 2994.87 by illustrative outlines"));
    EXPECT_THAT(text("o.csv"), HasSubstr("thuoc_la_hoa_an,Thuốc lá Hòa An,thuoc_la,thuốc lá,051,Huyện Hòa An,1774.65"));
    EXPECT_THAT(text("o.csv"), HasSubstr("2083.13"));
    EXPECT_THAT(sanvat({"overlay", "--store", store(), "--by", "commune"}).out, HasSubstr("\"FeatureCollection\""));
}

TEST_F(Program, CarriesAFigureToUnitsOfAnotherTime) {
    const auto made = sanvat({"crosswalk", "--store", store(), "--from", "commune", "--to", "district", "--figure",
                              "facilities", "--out", file("c.csv")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("from units as of 2025-07-01 to units as of 2025-06-30; in all 516"));
    EXPECT_THAT(text("c.csv"), HasSubstr("049,Huyện Quảng Hòa,"));
    EXPECT_THAT(text("c.csv"), HasSubstr("19/2025/QĐ-TTg"));
}

TEST_F(Program, FollowsValueChains) {
    const auto all = sanvat({"value-chain", "--store", store(), "--out", file("v.csv")});
    ASSERT_EQ(all.exit_code, 0) << all.err;
    EXPECT_THAT(all.err, HasSubstr("5 of 36 rated products have a stable value chain (13.9 %)"));
    EXPECT_THAT(text("v.csv"), HasSubstr("no-link"));
    const auto one = sanvat({"value-chain", "--store", store(), "--product", "duong_phen_bo_to"});
    EXPECT_THAT(one.out, HasSubstr("mia_quang_hoa"));
    EXPECT_THAT(one.err, HasSubstr("no-facility"));
    EXPECT_THAT(sanvat({"value-chain", "--store", store(), "--area", "che_phja_den"}).out,
                HasSubstr("tra_o_long_kolia"));
}

TEST_F(Program, RefusesBadValuesWithOneLineThatSaysWhatIsRight) {
    const std::string s = store();
    expect_complaint(sanvat({"summary", "--store", s, "--by", "hamlet"}), "hamlet");
    expect_complaint(sanvat({"summary", "--store", s, "--by", "commune", "--as-of", "2023-02-31"}), "--as-of");
    expect_complaint(sanvat({"overlay", "--store", s}), "--by");
    expect_complaint(sanvat({"overlay", "--store", s, "--by", "commune", "--crop", "coffee"}), "thach_den");
    const std::vector<std::string> crosswalk{"crosswalk", "--store", s, "--from", "district", "--to"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), crosswalk.begin(), crosswalk.end());
        return sanvat(more);
    };
    expect_complaint(with({"district", "--figure", "facilities"}), "the other of commune and district");
    expect_complaint(with({"commune", "--figure", "cows"}), "facilities_craft_village");
    expect_complaint(with({"commune", "--figure", "facilities", "--units", "2025-07-01"}), "--units");
    expect_complaint(sanvat({"value-chain", "--store", s, "--product", "none"}), "--product: \"none\" is no product");
    expect_complaint(sanvat({"value-chain", "--store", s, "--area", "none"}), "no raw-material area");
    expect_complaint(sanvat({"value-chain", "--store", s, "--provenance", "guessed"}), "illustrative");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "nan", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"locate", "--store", s, "--lon", "200", "--lat", "22"}), "lon");
    expect_complaint(sanvat({"nearest", "--store", s, "--lon", "106", "--lat", "22", "--k", "1e9"}), "k");
    expect_complaint(sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "-1"}),
                     "up to 200 km");
    expect_complaint(
        sanvat({"within", "--store", s, "--lon", "106", "--lat", "22", "--distance", "1", "--collection", "bakeries"}),
        "craft-villages");
    expect_complaint(sanvat({"corridor", "--store", s, "--route", "no_such", "--distance", "3km"}), "tour-routes");
    expect_complaint(sanvat({"corridor", "--store", s, "--route", "no_such", "--distance", "3km", "--by", "km"}),
                     "route or stop");
    // No boundaries take part in these answers.
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"corridor", "--route", "tuyen_phia_dong", "--distance", "3km"},
          {"nearest", "--lon", "106.2", "--lat", "22.6"},
          {"within", "--lon", "106.2", "--lat", "22.6", "--distance", "3km"},
          {"indicators"}}) {
        auto asked = words;
        asked.insert(asked.end(), {"--store", s, "--units", "2025-07-01"});
        expect_complaint(sanvat(asked), "--units");
    }
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

TEST_F(Program, ACollectionIsNamedOnce) {
    const std::vector<std::string> nearest{"nearest", "--store", store(), "--lon",
                                           "106.2",   "--lat",   "22.6",  "--collection"};
    for (const auto& [list, complaint] :
         {std::pair{"facilities,facilities", "named twice"}, {"", "names none"}, {"hats", "no collection"}}) {
        auto words = nearest;
        words.emplace_back(list);
        expect_complaint(sanvat(words), complaint);
    }
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

TEST_F(Program, JoinsPointsWithUnits) {
    ASSERT_EQ(sanvat({"export", "--store", store(), "--collection", "districts", "--out", file("d.gpkg")}).exit_code,
              0);
    std::ofstream(file("p.csv")) << "ten,lon,lat\nThác Bản Giốc,106.70,22.85\nHà Nội,105.85,21.03\n";
    const auto joined = sanvat({"join", "--units", file("d.gpkg"), "--unit-key", "name", "--points", file("p.csv"),
                                "--nearest-within", "50km", "--out", file("j.csv")});
    EXPECT_EQ(joined.exit_code, 0) << joined.err;
    EXPECT_EQ(text("j.csv"),
              "ten,lon,lat,unit,unit_distance_m\nThác Bản Giốc,106.70,22.85,Trùng Khánh,0\nHà Nội,105.85,21.03,,\n");
    expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("none.csv"), "--out", file("k.csv")}),
                     "none.csv");
    expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("p.csv"), "--nearest-within", "-1",
                             "--out", file("k.csv")}),
                     "--nearest-within");
    for (const std::string& unwritable : {file("none/k.csv"), std::string("/proc/k.csv"), file("p.csv")}) {
        expect_complaint(sanvat({"join", "--units", file("d.gpkg"), "--points", file("p.csv"), "--out", unwritable}),
                         unwritable);
    }
}

TEST_F(Program, ReadsTheServersOptionsFromAFileAndRefusesWhatItDoesNotKnow) {
    const auto unknown = folder_->write("unknown.toml", "[serve]\nstore = \"" + store() + "\"\nprot = 8080\n");
    expect_complaint(sanvat({"serve", "--config", unknown}), "--config: \"serve.prot\" is no option");
    const auto wrong = folder_->write("wrong.toml", "[serve]\nstore = \"" + store() + "\"\nport = \"many\"\n");
    expect_complaint(sanvat({"serve", "--config", wrong}), "port");
    const auto elsewhere =
        folder_->write("elsewhere.toml", "[serve]\nstore = \"" + file("none.gpkg") + "\"\nport = 0\n");
    expect_complaint(sanvat({"serve", "--config", elsewhere}), "no such store");
    expect_complaint(sanvat({"serve", "--config", file("none.toml")}), "none.toml");
}

TEST_F(Program, NeverWritesOverWhatItReads) {
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
    const std::string roundabout = *folder_ / "." / "mine.gpkg";
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
    const auto points = folder_->write("sites.csv", "ten,lon,lat\nThác Bản Giốc,106.70,22.85\n").string();
    expect_complaint(sanvat({"join", "--units", units, "--points", points, "--out", points}), "what --points reads");
    expect_complaint(sanvat({"join", "--units", units, "--points", points + ":sites", "--out", points}),
                     "what --points reads");
    expect_complaint(sanvat({"join", "--units", file("districts.dbf"), "--points", points, "--out", units}),
                     "what --units reads");
    EXPECT_EQ(text("sites.csv"), "ten,lon,lat\nThác Bản Giốc,106.70,22.85\n");
    const auto route =
        folder_->write("route.geojson", R"({"type":"LineString","coordinates":[[106.2,22.6],[106.3,22.7]]})").string();
    expect_complaint(sanvat({"corridor", "--store", store(), "--route", route, "--distance", "3km", "--out", route}),
                     "what --route reads");
}

TEST_F(Program, ExportsWhatWasInForceOnADayAsItWasThen) {
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

TEST_F(Program, SaysThePathThatWasGiven) {
    expect_complaint(sanvat({"sample", "--store", file("nowhere/x.gpkg")}),
                     file("nowhere/x.gpkg") + ": its folder does not exist");
}

TEST_F(Program, HelpNamesTheKindsAndNoDefaultsThatAreNone) {
    const auto help = sanvat({"import", "--help"}).out;
    EXPECT_THAT(help, HasSubstr("raw-material-areas"));
    EXPECT_THAT(help, testing::Not(HasSubstr("=[]")));
    EXPECT_THAT(sanvat({"locate", "--help"}).out, testing::Not(HasSubstr("=0")));
}

TEST_F(Program, TheSampleReplacesOnlyAStoreAndOnlyWhenTold) {
    const auto notes = folder_->write("notes.txt", "not to be lost").string();
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
        {"import", "--store", file("own.gpkg"), "--as", "producers", folder_->write("own.csv", "id,name\na,Một\n")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto own = text("own.gpkg");
    expect_complaint(sanvat({"sample", "--store", file("own.gpkg")}), "--force");
    EXPECT_EQ(text("own.gpkg"), own);
    EXPECT_EQ(sanvat({"sample", "--store", file("own.gpkg"), "--force"}).exit_code, 0);
    EXPECT_THAT(sanvat({"locate", "--store", file("own.gpkg"), "--lon", "106.2579", "--lat", "22.6657"}).out,
                HasSubstr("Phường Thục Phán"));
    EXPECT_EQ(sanvat({"sample", "--store", file("new.gpkg"), "--force"}).exit_code, 0);
}

TEST_F(Program, ABrokenThemeIsNamedByLineAndKeyBeforeAnythingIsDrawnOrServed) {
    const auto complains = [&](const std::string& text, const std::string& part) {
        const std::string theme = folder_->write("theme.toml", text).string();
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

TEST_F(Program, AQuestionThatAStyleCannotAnswerIsNamedByItsOption) {
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

TEST_F(Program, ASeedWritesOverNothingAndNamesWhatIsWrong) {
    const auto seed = [&](const std::string& zoom, const std::string& out) {
        return sanvat({"seed", "--store", store(), "--style", "labels", "--zoom", zoom, "--out", file(out)});
    };
    expect_complaint(seed("5", "nowhere/map.mbtiles"),
                     "nowhere/map.mbtiles: its folder does not exist; make the folder");
    for (const std::string zoom : {"five", "5-", "-5", "5-99", "5 - 6"})
        expect_complaint(seed(zoom, "map.mbtiles"), "--zoom");
    folder_->write("map.mbtiles.part", "ghi chép của tôi\n");
    expect_complaint(seed("5", "map.mbtiles"), "map.mbtiles.part: is there already, and no seed that was broken off");
    EXPECT_EQ(text("map.mbtiles.part"), "ghi chép của tôi\n");
}

TEST_F(Program, RefusesAStoreThatIsNone) {
    expect_complaint(sanvat({"check", "--store", file("none.gpkg")}), "no such store");
    expect_complaint(
        sanvat({"check", "--store", folder_->write("text.gpkg", "this is text and not a database at all")}),
        "no GeoPackage");
    expect_complaint(sanvat({"serve", "--store", file("none.gpkg"), "--port", "0"}), "no such store");
}

}  // namespace
}  // namespace sanvat::program_test
